import FCCore

/// A failure of the network as a word and its further words.
struct FailureSpelling {
    var word: String
    var words = ""

    init(word: String, words: String) {
        self.word = word
        self.words = words
    }

    init(_ fact: TransportError.Fact) {
        switch fact {
        case .notSent(let reason): (word, words) = ("not-sent", reason)
        case .connectionRefused: word = "refused"
        case .cannotResolve: word = "unknown-host"
        case .connectTimeout: word = "connect-timeout"
        case .tls(let reason): (word, words) = ("tls", reason)
        // A call that was given up ran into the client's limit, or somebody pressed Ctrl-C.
        case .deadlineExceeded, .cancelled: word = "timeout"
        case .connectionClosed(let sent): word = sent == false ? "closed-unsent" : "closed"
        case .proxy(let reason): (word, words) = ("proxy", reason)
        case .answerTooLarge(let limit): (word, words) = ("too-large", "\(limit)")
        case .other(let reason): (word, words) = ("other", reason)
        }
    }

    /// The failure behind the words; nil for a word that is not known.
    var fact: TransportError.Fact? {
        switch word {
        case "not-sent": .notSent(words)
        case "refused": .connectionRefused
        case "unknown-host": .cannotResolve
        case "connect-timeout": .connectTimeout
        case "tls": .tls(words)
        case "timeout": .deadlineExceeded
        case "closed-unsent": .connectionClosed(requestSent: false)
        case "closed": .connectionClosed(requestSent: true)
        case "proxy": .proxy(words)
        case "too-large": .answerTooLarge(limit: Int(words) ?? 0)
        case "other": .other(words)
        default: nil
        }
    }
}
