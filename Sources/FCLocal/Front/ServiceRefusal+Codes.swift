/// The refusals of the API with their codes and sentences (docs: FC, error codes).
extension ServiceRefusal {
    static func missingHeader(_ name: String) -> ServiceRefusal {
        ServiceRefusal(
            status: 400, code: "MissingRequiredHeader", message: "required HTTP header \(name) was not specified")
    }

    static func invalidArgument(_ message: String) -> ServiceRefusal {
        ServiceRefusal(status: 400, code: "InvalidArgument", message: message)
    }

    static func pathNotSupported(_ what: String, _ path: String) -> ServiceRefusal {
        ServiceRefusal(status: 400, code: "PathNotSupported", message: "'\(what)' against '\(path)' is not supported")
    }

    static func entityTooLarge(limit: Int) -> ServiceRefusal {
        ServiceRefusal(
            status: 400, code: "EntityTooLarge", message: "payload size exceeds maximum allowed size (\(limit) bytes)")
    }

    static func badResponse(_ message: String) -> ServiceRefusal {
        ServiceRefusal(status: 502, code: "BadResponse", message: message)
    }

    static func accessDenied(_ message: String) -> ServiceRefusal {
        ServiceRefusal(status: 403, code: "AccessDenied", message: message)
    }

    static func invalidKey(_ id: String) -> ServiceRefusal {
        ServiceRefusal(status: 403, code: "InvalidAccessKeyID", message: "invalid access key ID '\(id)'")
    }

    static func signatureMismatch(_ detail: String) -> ServiceRefusal {
        ServiceRefusal(
            status: 403, code: "SignatureNotMatch",
            message: "the request signature we calculated does not match the signature you provided; "
                + "check your access key secret and signing method: \(detail)")
    }

    static func invalidTime(_ value: String) -> ServiceRefusal {
        ServiceRefusal(
            status: 400, code: "InvalidTimeStamp.Format",
            message: "x-acs-date '\(value)' is not of the form yyyy-MM-ddTHH:mm:ssZ")
    }

    static func expiredTime(_ value: String, server: String) -> ServiceRefusal {
        ServiceRefusal(
            status: 400, code: "InvalidTimeStamp.Expired",
            message: "x-acs-date \(value) is more than 15 minutes away from the server's time \(server)")
    }

    static let usedNonce = ServiceRefusal(
        status: 400, code: "SignatureNonceUsed", message: "x-acs-signature-nonce was used before")

    static func functionNotFound(_ name: String) -> ServiceRefusal {
        ServiceRefusal(status: 404, code: "FunctionNotFound", message: "function '\(name)' does not exist.")
    }

    /// A number would be a version, anything else an alias.
    static func qualifierNotFound(_ qualifier: String) -> ServiceRefusal {
        qualifier.utf8.allSatisfy { (0x30...0x39).contains($0) }
            ? versionNotFound(qualifier) : aliasNotFound(qualifier)
    }

    static func versionNotFound(_ version: String) -> ServiceRefusal {
        ServiceRefusal(
            status: 404, code: "VersionNotFound",
            message: "version '\(version)' does not exist; the local endpoint has LATEST and what is published to it.")
    }

    static func aliasNotFound(_ alias: String) -> ServiceRefusal {
        ServiceRefusal(
            status: 404, code: "AliasNotFound",
            message: "alias '\(alias)' does not exist; the local endpoint has LATEST and the aliases made in it.")
    }

    static func triggerNotFound(_ trigger: String, _ function: String) -> ServiceRefusal {
        ServiceRefusal(
            status: 404, code: "TriggerNotFound",
            message: "trigger '\(trigger)' of function '\(function)' does not exist.")
    }

    static func httpTriggerNotFound(_ function: String) -> ServiceRefusal {
        ServiceRefusal(
            status: 404, code: "TriggerNotFound", message: "function '\(function)' has no HTTP trigger.")
    }

    static func asyncConfigNotFound(_ function: String) -> ServiceRefusal {
        ServiceRefusal(
            status: 404, code: "AsyncConfigNotExists",
            message: "function '\(function)' has no configuration of asynchronous calls.")
    }

    static func taskExists(_ id: String) -> ServiceRefusal {
        ServiceRefusal(
            status: 409, code: "AsyncTaskAlreadyExists", message: "async task '\(id)' exists already")
    }

    static func taskNotFound(_ id: String) -> ServiceRefusal {
        ServiceRefusal(status: 404, code: "AsyncTaskNotFound", message: "async task '\(id)' does not exist")
    }

    static func noTaskMode(_ function: String) -> ServiceRefusal {
        invalidArgument("task mode of asynchronous calls is off for function '\(function)': there are no tasks")
    }
}
