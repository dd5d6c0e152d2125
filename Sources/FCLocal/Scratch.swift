import FCCore
import HTTPTypes
import Hummingbird
