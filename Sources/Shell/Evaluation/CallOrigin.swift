/// How a call came about, for commands that make it again.
package struct CallOrigin: Sendable {
    /// The settings that say where a call goes.
    private static let place: [Setting] = [.access, .profile, .region, .function, .qualifier, .endpoint]

    /// What the call itself named.
    package var named: [Setting: String]
    /// What was in use when it was made.
    package var inUse: [Setting: String]
    package var isAsynchronous: Bool

    init(_ request: CallRequest, settings: Settings) {
        named = request.options.filter { Self.place.contains($0.key) }
        inUse = Self.inUse(settings)
        isAsynchronous = request.isAsynchronous
    }

    /// What the session has in use for the place of a call.
    static func inUse(_ settings: Settings) -> [Setting: String] {
        settings.session.filter { place.contains($0.key) }
    }

    /// What a repetition of the call has to name: the same, unless something else was put to use since.
    package func options(now settings: Settings, given: [Setting: String]) -> [Setting: String] {
        guard inUse == Self.inUse(settings) else { return given }
        var inherited = named
        // A qualifier belongs to its function.
        if let function = given[.function], function != named[.function] { inherited[.qualifier] = nil }
        return inherited.merging(given) { _, given in given }
    }
}
