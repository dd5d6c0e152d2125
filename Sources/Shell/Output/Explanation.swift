import FCCore

/// Why something failed, in the parts that people need: what failed, what the service said, why, and what to type next.
///
/// The families of failures fill it in, one file each; this type alone knows how it looks.
package struct Explanation: Sendable, Hashable {
    /// What failed, in one sentence without `error:` and without a full stop.
    package var sentence: String
    /// What is known beside it: the service's own words, request id, addresses.
    package var details: [Detail] = []
    /// The likely reason.
    package var reason: String?
    /// Text to copy, such as a policy, and the sentence that introduces it.
    package var attachment: Attachment?
    /// The next commands to type, each on a line of its own.
    package var next: [String] = []

    /// A labelled fact.
    package struct Detail: Sendable, Hashable {
        package var label: String
        package var value: String
    }

    /// Lines to copy.
    package struct Attachment: Sendable, Hashable {
        package var introduction: String
        package var text: String
    }

    package init(_ sentence: String, reason: String? = nil, next: [String] = []) {
        self.sentence = sentence
        self.reason = reason
        self.next = next
    }

    /// Adds a fact when there is one.
    package mutating func add(_ label: String, _ value: String?) {
        guard let value, !value.isEmpty else { return }
        details.append(Detail(label: label, value: value))
    }

    /// The lines, each with its newline; the first continues the word `error:`.
    ///
    /// What a service says is data: it stays on its line and cannot steer a terminal.
    package var text: StyledText {
        var text = StyledText()
        text.appendLine(VisibleText.singleLine(sentence))
        for detail in details {
            text.append("  \(detail.label): ", .bold)
            text.appendLine(VisibleText.singleLine(detail.value))
        }
        if let reason {
            text.append("  likely: ", .bold)
            text.appendLine(VisibleText.singleLine(reason))
        }
        if let attachment {
            text.appendLine("  " + attachment.introduction)
            for line in attachment.text.split(separator: "\n") {
                text.appendLine("    " + VisibleText.of(String(line)))
            }
        }
        for command in next {
            text.append("  next: ", .bold)
            text.appendLine(VisibleText.singleLine(command), .green)
        }
        return text
    }
}

/// What an explanation may draw on beside the failure itself.
package struct FailureContext: Sendable {
    /// What was asked of the platform, as access policies name it.
    package var action: String
    package var functionName: String?
    /// The version or alias that was asked for.
    package var qualifier: String?
    package var region: String?
    /// The main account's number.
    package var accountID: String?
    /// Names of functions that resemble the one that was not found.
    package var similarNames: [String]
    package var isAsynchronous: Bool
    /// When the request was signed by this machine's clock, in seconds since 1970.
    package var signingTime: Int?
    /// The text that was signed.
    package var stringToSign: String?

    package init(
        action: String = "fc:InvokeFunction", functionName: String? = nil, qualifier: String? = nil,
        region: String? = nil, accountID: String? = nil, similarNames: [String] = [], isAsynchronous: Bool = false,
        signingTime: Int? = nil, stringToSign: String? = nil
    ) {
        self.action = action
        self.functionName = functionName
        self.qualifier = qualifier
        self.region = region
        self.accountID = accountID
        self.similarNames = similarNames
        self.isAsynchronous = isAsynchronous
        self.signingTime = signingTime
        self.stringToSign = stringToSign
    }

    /// The context of a call that has been made.
    package init(of result: CallResult, accountID: String? = nil, similarNames: [String] = []) {
        self.init(
            functionName: result.target.functionName, qualifier: result.target.qualifier,
            region: result.target.region, accountID: accountID, similarNames: similarNames,
            isAsynchronous: result.isAsynchronous)
    }

    /// The operation's name without the service: `InvokeFunction`.
    var operation: String { action.hasPrefix("fc:") ? String(action.dropFirst(3)) : action }

    /// Whether a function was called, so that it may have run.
    var isInvocation: Bool { operation == "InvokeFunction" }

    /// `in cn-hangzhou`, or at the endpoint when no region is known.
    var place: String { region.map { "in \($0)" } ?? "at this endpoint" }

    /// `function 'hello'`, or the operation where no function is concerned.
    var subject: String { functionName.map { "function '\($0)'" } ?? operation }
}
