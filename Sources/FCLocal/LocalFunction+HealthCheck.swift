import FCCore

extension LocalFunction {
    /// How a server is asked whether it can take requests (docs: FC, health check of custom runtimes).
    package struct HealthCheck: Sendable, Hashable {
        /// Path and query of what is asked for with GET.
        var target: String
        /// How long it is left alone after its start, in seconds.
        var initialDelay = 0
        /// From one question to the next, in seconds.
        var period = 3
        /// How long an answer may take, in seconds.
        var timeout = 1
        /// After how many bad answers it has failed.
        var failureThreshold = 3
        /// After how many good answers in a row it is ready.
        var successThreshold = 1

        /// A check with the platform's numbers.
        init(target: String) {
            self.target = target
        }

        /// The check of an s.yaml, nil when it asks for nothing. Numbers beyond the platform's own limits count as the
        /// nearest one.
        init?(_ config: HealthCheckConfig) {
            guard let url = config.httpGetURL, !url.isEmpty else { return nil }
            self.init(target: Self.target(of: url))
            func value(_ given: Int?, _ limits: ClosedRange<Int>, _ usual: Int) -> Int {
                given.map { min(max($0, limits.lowerBound), limits.upperBound) } ?? usual
            }
            initialDelay = value(config.initialDelay, 0...120, initialDelay)
            period = value(config.period, 1...120, period)
            timeout = value(config.timeout, 1...3, timeout)
            failureThreshold = value(config.failureThreshold, 1...120, failureThreshold)
            successThreshold = value(config.successThreshold, 1...120, successThreshold)
        }

        /// How long it may take until the server is ready or has failed.
        var limit: Duration { .seconds(initialDelay + period * failureThreshold + (successThreshold - 1) * period) }

        /// People write a path, or a whole address whose host makes no difference here.
        private static func target(of url: String) -> String {
            var rest = url[...]
            if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...].drop { $0 != "/" } }
            return rest.hasPrefix("/") ? String(rest) : "/" + rest
        }
    }
}
