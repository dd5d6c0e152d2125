/// Where the interactive shell keeps and finds its files (XDG base directories).
package struct ShellFiles: Sendable, Hashable {
    /// Statements that run before the first prompt: `$XDG_CONFIG_HOME/fcsh/rc.fcsh`. Nil without a home directory.
    package var startup: String?
    /// The history: `$XDG_STATE_HOME/fcsh/history.jsonl`.
    package var history: String?
    /// Where caches are: `$XDG_CACHE_HOME/fcsh`.
    package var cache: String?
    /// The key bindings: `$EDITRC` or `~/.editrc`.
    package var bindings: String?

    package init(startup: String? = nil, history: String? = nil, bindings: String? = nil) {
        self.startup = startup
        self.history = history
        self.bindings = bindings
    }

    /// The places an environment asks for. A relative path in an XDG variable is ignored, as its standard says.
    package init(environment: [String: String]) {
        let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 }
        func folder(_ variable: String, _ standard: String) -> String? {
            if let path = environment[variable], path.hasPrefix("/") { return path }
            return home.map { "\($0)/\(standard)" }
        }
        startup = folder("XDG_CONFIG_HOME", ".config").map { "\($0)/fcsh/rc.fcsh" }
        history = folder("XDG_STATE_HOME", ".local/state").map { "\($0)/fcsh/history.jsonl" }
        cache = folder("XDG_CACHE_HOME", ".cache").map { "\($0)/fcsh" }
        let named = environment["EDITRC"].flatMap { $0.isEmpty ? nil : $0 }
        bindings = named ?? home.map { "\($0)/.editrc" }
    }
}
