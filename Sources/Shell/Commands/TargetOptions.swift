/// The options that say what is called and how it is shown: one for each setting that has one.
package enum TargetOptions {
    package static let region = setting(.region, "--region")
    package static let function = setting(.function, "--function-name")
    package static let qualifier = setting(.qualifier, "--qualifier", "-q")
    package static let access = setting(.access, "--access", "-a")
    package static let profile = setting(.profile, "--profile")
    package static let endpoint = setting(.endpoint, "--endpoint")
    package static let logEndpoint = setting(.logEndpoint, "--log-endpoint")
    package static let timeout = setting(.timeout, "--timeout")
    package static let template = setting(.template, "--template", "-t")
    package static let output = setting(.output, "--output", "-o", "--output-format")
    package static let log = setting(.log, "--log")
    package static let color = setting(.color, "--color")

    /// The settings with their options.
    package static let all: [(setting: Setting, option: Option<String>)] = [
        (.region, region), (.function, function), (.qualifier, qualifier), (.access, access), (.profile, profile),
        (.endpoint, endpoint), (.timeout, timeout), (.template, template), (.output, output), (.log, log),
        (.color, color),
    ]

    /// What a command's options say about settings.
    package static func settings(in arguments: Arguments) -> SettingValues {
        var settings = SettingValues()
        for (setting, option) in all {
            if let value = arguments[option] { settings[setting] = value }
        }
        if let value = arguments[logEndpoint] { settings[.logEndpoint] = value }
        return settings
    }

    private static func setting(_ setting: Setting, _ names: String...) -> Option<String> {
        let kind = ArgumentKind<String>(setting.placeholder, completion: setting.completion) {
            argument throws(ArgumentProblem) in try setting.normalized(argument.text)
        }
        return Option(names: names, kind: kind, summary: setting.summary)
    }
}

/// The options of the process that no setting stands for; valid before and after the command word.
package enum ProcessFlags {
    package static let local = Flag("--local", summary: "call the functions of the s.yaml on this machine")
    package static let silent = Flag("--silent", summary: "show the body and errors only")
    package static let debug = Flag("--debug", summary: "show requests and answers, signatures redacted")
    package static let yes = Flag("--yes", summary: "answer every question with yes")
    package static let noEnvironmentTriple = Flag(
        "--no-env-triple", summary: "ignore AccountID, AccessKeyID, AccessKeySecret of the environment")
    package static let environment = Option(
        "--env", kind: .text("NAME"), summary: "environment of env.yaml to lay over the s.yaml")
    /// Accepted for people who come from `s`; there is nothing to skip.
    package static let skipActions = Flag("--skip-actions", summary: "accepted and ignored")
    package static let noVerify = Flag("--no-verify", summary: "accepted and ignored")

    /// All of them, and the options of settings.
    package static var declarations: [OptionDeclaration] {
        TargetOptions.all.map { $0.option.declaration } + [
            local.declaration, silent.declaration, debug.declaration, yes.declaration,
            noEnvironmentTriple.declaration, environment.declaration, skipActions.declaration, noVerify.declaration,
        ]
    }
}

extension Setting {
    /// How help calls the value.
    var placeholder: String {
        switch self {
        case .region: "REGION"
        case .function: "FUNCTION"
        case .qualifier: "QUALIFIER"
        case .access: "ALIAS"
        case .profile: "PROFILE"
        case .endpoint: "internal|public|URL"
        case .timeout: "SECONDS"
        case .logEndpoint: "URL"
        case .template: "FILE"
        case .output: "FORMAT"
        case .log: "tail|none"
        case .color: "auto|always|never"
        case .keys: "emacs|vi"
        case .pager: "auto|off|COMMAND"
        case .accessible: "on|off"
        case .language: "en|zh"
        case .guard: "WORDS"
        case .prompt: "TEXT"
        }
    }
}
