/// PHP: plain functions of a file (docs: FC, PHP runtime).
extension FunctionRuntime {
    /// Warnings go to the log as plain text, and nothing is held back; traces show arguments, as they did in 7.2.
    private static let phpSettings = [
        "display_errors=1", "html_errors=0", "log_errors=0", "error_reporting=32767", "output_buffering=0",
        "implicit_flush=1", "max_execution_time=0", "opcache.enable_cli=0", "zend.exception_ignore_args=0",
        "zend.exception_string_param_max_len=15",
    ]

    /// A script may use all of the memory: PHP counts what scripts allocate and not itself.
    static func php(
        _ version: PHPVersion, _ function: LocalFunction, _ configuration: LocalConfiguration
    ) throws(ServiceRefusal) -> FunctionRuntime {
        guard let found = configuration.interpreters.php(for: function.runtime) else {
            throw notStarted(
                "function '\(function.name)' needs PHP \(version), and no PHP \(PHPVersion.oldest) or later was found "
                    + "on PATH; install the command line version of PHP (apt-get install php-cli on Debian and Ubuntu)")
        }
        let settings = (phpSettings + ["memory_limit=\(function.memorySize)M"]).flatMap { ["-d", $0] }
        return FunctionRuntime(
            interpreter: found, arguments: settings + ["-f", try write(.php, configuration)],
            declaredVersion: DeclaredVersion(language: "PHP", text: version.description))
    }
}
