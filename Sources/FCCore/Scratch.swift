import AsyncHTTPClient
import CYAML
import Crypto
import CryptoExtras
import FoundationEssentials
import Logging
import NIOCore
import NIOSSL
