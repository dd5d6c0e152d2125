/// How a call came about, for commands that make it again.
package struct CallOrigin: Sendable {
    /// The settings that say where a call goes.
    private static let place: [Setting] = [.access, .profile, .region, .function, .qualifier, .endpoint]

    /// What the call itself named.
    package var named: SettingValues
    /// What was in use when it was made.
    package var inUse: SettingValues
    package var isAsynchronous: Bool

    init(_ request: CallRequest, settings: Settings) {
        named = request.options.only(Self.place)
        inUse = Self.inUse(settings)
        isAsynchronous = request.isAsynchronous
    }

    /// What the session has in use for the place of a call.
    static func inUse(_ settings: Settings) -> SettingValues {
        settings.session.only(place)
    }

    /// What a repetition of the call has to name: the same, unless something else was put to use since.
    package func options(now settings: Settings, given: SettingValues) -> SettingValues {
        guard inUse == Self.inUse(settings) else { return given }
        var inherited = named
        // A qualifier belongs to its function.
        if let function = given[.function], function != named[.function] { inherited[.qualifier] = nil }
        return inherited.overlaid(with: given)
    }
}
