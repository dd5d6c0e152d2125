/// The kind of build service a process runs in, guessed from its variables as Serverless Devs does.
///
/// The guess is weak: a variable such as `GITLAB_TOKEN` on a laptop is enough. It decides two look-ups and nothing else.
enum BuildEnvironment: Hashable {
    case applicationCenter, cloudShell, yunxiao, github, gitlab, jenkins, other

    /// The service and the variable that gave it away; nil on an ordinary machine.
    static func detect(_ environment: [String: String]) -> (service: BuildEnvironment, variable: String)? {
        if environment["BUILD_IMAGE_ENV"] == "fc-backend" { return (.applicationCenter, "BUILD_IMAGE_ENV") }
        for name in ["SERVERLESS_CD", "SERVERLESS_DEVS_CICD"] where environment[name] != nil { return (.other, name) }
        let families: [(prefix: String, service: BuildEnvironment)] = [
            ("CLOUDSHELL", .cloudShell), ("PIPELINE", .yunxiao), ("GITHUB", .github), ("GITLAB", .gitlab),
            ("JENKINS", .jenkins),
        ]
        for family in families {
            let matches = environment.keys.filter { $0.hasPrefix(family.prefix) }
            if let variable = matches.min() { return (family.service, variable) }
        }
        return nil
    }
}
