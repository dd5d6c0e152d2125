import FCCore

/// The state of a session, by name: what `set`, options and the environment fill in.
package enum Setting: String, Sendable, CaseIterable {
    case access, profile, region, function, qualifier, timeout, endpoint, template, output, log
    case logEndpoint = "log-endpoint"
    case `guard`, prompt, keys, color, pager, accessible, language

    /// The value that holds when nobody says anything.
    package var defaultValue: String? {
        switch self {
        case .qualifier: "LATEST"
        case .output: "text"
        case .log: "tail"
        case .color: "auto"
        case .pager: "auto"
        case .accessible: "off"
        case .language: Language.english.rawValue
        default: nil
        }
    }

    /// What help says about it.
    package var summary: String {
        switch self {
        case .access: "alias of the Serverless Devs access store"
        case .profile: "profile of the aliyun CLI"
        case .region: "region of the functions"
        case .function: "function that is invoked"
        case .qualifier: "version or alias of the function"
        case .timeout: "how long to wait for an answer (seconds or a duration)"
        case .endpoint: "internal, public or a URL"
        case .logEndpoint: "the log service's URL without the project; the region's own without it"
        case .template: "the s.yaml that is read"
        case .output: "how answers are shown"
        case .log: "whether a call's log tail is asked for"
        case .guard: "words (access, region, function, qualifier) that ask before an invocation, comma separated"
        case .prompt: "the prompt's text; %a %r %f %q %o stand for access, region, function, qualifier, outcome"
        case .keys: "manner of the prompt's keys; without it the bindings in ~/.editrc decide"
        case .color: "when to use colours"
        case .pager: "what shows an answer that does not fit the window: auto, off or a command"
        case .accessible: "plain output without repainting"
        case .language: "the language of help and messages: en or zh"
        }
    }

    /// What completes a value.
    package var completion: CompletionSource {
        switch self {
        case .access: .accessAliases
        case .profile: .profiles
        case .region: .regions
        case .function: .functions
        case .qualifier: .qualifiers
        case .template: .files
        case .endpoint: .choices(["internal", "public"])
        case .output: .choices(OutputFormat.allCases.map(\.rawValue))
        case .log: .choices(["tail", "none"])
        case .color: .choices(ColourSetting.allCases.map(\.rawValue))
        case .pager: .choices(["auto", "off"])
        case .accessible: .choices(["on", "off"])
        case .keys: .choices(EditingManner.KeyMode.allCases.map(\.rawValue))
        case .language: .choices(Language.allCases.map(\.rawValue))
        case .timeout, .logEndpoint, .guard, .prompt: .nothing
        }
    }

    /// The environment variables that give it, strongest first.
    package var environmentNames: [String] {
        let own = "FCSH_" + String(rawValue.uppercased().map { $0 == "-" ? "_" : $0 })
        return switch self {
        case .endpoint: [own, "FC_CLIENT_CUSTOM_ENDPOINT"]
        case .region: [own, "ALIBABA_CLOUD_REGION_ID", "ALIBABACLOUD_REGION_ID", "ALICLOUD_REGION_ID", "REGION_ID"]
        default: [own]
        }
    }

    /// The value in its one spelling.
    /// - Throws: ``ArgumentProblem`` when the text is no value of this setting.
    package func normalized(_ text: String) throws(ArgumentProblem) -> String {
        switch self {
        case .timeout:
            guard let duration = Duration(secondsOrLiteral: text), duration > .zero else {
                throw ArgumentProblem(
                    "'\(text)' is no length of time", next: "a number of seconds such as 30, or 90s, 5m")
            }
            return text
        case .endpoint:
            do {
                _ = try EndpointSetting(parsing: text)
            } catch {
                throw ArgumentProblem(error.sentence, next: error.remedy)
            }
            return text
        case .logEndpoint:
            do {
                _ = try Endpoint(parsing: text)
            } catch {
                throw ArgumentProblem(error.sentence, next: "a URL such as https://cn-hangzhou.log.aliyuncs.com")
            }
            return text
        case .output, .log, .keys, .color, .accessible, .language:
            guard case .choices(let words) = completion else { return text }
            let lowered = text.lowercased()
            if words.contains(lowered) { return lowered }
            throw ArgumentProblem("'\(text)' is none of \(words.joined(separator: ", "))")
        case .access, .profile, .region, .function, .qualifier, .template, .pager:
            guard !text.isEmpty else { throw ArgumentProblem("an empty \(rawValue) means nothing") }
            return text
        case .prompt:
            guard let sign = PromptTemplate(text).unknown.first else { return text }
            throw ArgumentProblem(
                "'\(sign)' stands for nothing in a prompt",
                next: "%a access, %r region, %f function, %q qualifier, %o outcome, %n new row, %% a percent sign")
        case .guard:
            return text
        }
    }
}

/// Where a setting's value came from.
package enum SettingSource: Sendable, Hashable {
    case option
    case session
    case processOption
    case manifest(resource: String?)
    case environment(variable: String)
    case profile
    case defaultValue
    case unset

    /// Whether the source is stronger than an s.yaml.
    package var isStrongerThanManifest: Bool {
        switch self {
        case .option, .session, .processOption: true
        default: false
        }
    }

    /// How `set` shows it.
    package var text: Message {
        switch self {
        case .option: "option"
        case .session: "set in this session"
        case .processOption: "option of fcsh"
        case .manifest(let resource): resource.map { "s.yaml, resource \($0)" } ?? "s.yaml"
        case .environment(let variable): "environment: \(variable)"
        case .profile: "credentials profile"
        case .defaultValue: "default"
        case .unset: "not set"
        }
    }
}
