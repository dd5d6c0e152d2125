import FCCore
import ShellTestSupport
import TestSupport
import Testing

@testable import Shell

@Suite struct SettingsTests {
    /// The layers from the strongest to the weakest, each with what it says about the region.
    private static let layers = ["option", "session", "process", "manifest", "environment", "profile"]

    private static func settings(without weaker: Int) -> Settings {
        let isThere = { (layer: String) in layers.firstIndex(of: layer).map { $0 >= weaker } ?? false }
        var settings = Settings(environment: isThere("environment") ? ["ALIBABA_CLOUD_REGION_ID": "environment"] : [:])
        if isThere("option") { settings.options[.region] = "option" }
        if isThere("session") { settings.set(.region, "session") }
        if isThere("process") { settings.process[.region] = "process" }
        if isThere("manifest") {
            settings.manifest[.region] = "manifest"
            settings.manifestResource = "hello"
        }
        settings.profileRegion = isThere("profile") ? "profile" : nil
        return settings
    }

    @Test(arguments: Array(layers.enumerated()).map { ($0.offset, $0.element) })
    func theStrongestLayerDecides(without weaker: Int, winner: String) {
        #expect(Self.settings(without: weaker)[.region] == winner)
    }

    @Test func everyValueSaysWhereItCameFrom() {
        let sources = (0...Self.layers.count).map { Self.settings(without: $0).resolve(.region).source }
        #expect(
            sources == [
                .option, .session, .processOption, .manifest(resource: "hello"),
                .environment(variable: "ALIBABA_CLOUD_REGION_ID"), .profile, .unset,
            ])
    }

    @Test(
        arguments: [
            (
                Setting.region,
                ["FCSH_REGION", "ALIBABA_CLOUD_REGION_ID", "ALIBABACLOUD_REGION_ID", "ALICLOUD_REGION_ID", "REGION_ID"]
            ),
            (.endpoint, ["FCSH_ENDPOINT", "FC_CLIENT_CUSTOM_ENDPOINT"]), (.function, ["FCSH_FUNCTION"]),
            (.output, ["FCSH_OUTPUT"]), (.timeout, ["FCSH_TIMEOUT"]),
        ] as [(Setting, [String])])
    func variablesOfTheEnvironment(setting: Setting, names: [String]) {
        for index in names.indices {
            let environment = Dictionary(uniqueKeysWithValues: names[index...].map { ($0, $0) })
            #expect(Settings(environment: environment)[setting] == names[index])
        }
        let empty = Settings(environment: [names[0]: ""])
        #expect(empty.resolve(setting).source == (setting.defaultValue == nil ? .unset : .defaultValue))
    }

    @Test func unsetLetsWeakerLayersSpeakAgain() {
        var settings = Settings(environment: ["FCSH_QUALIFIER": "canary"])
        settings.set(.qualifier, "prod")
        #expect(settings[.qualifier] == "prod")
        settings.unset(.qualifier)
        #expect(settings[.qualifier] == "canary")
        #expect(Settings(environment: [:])[.qualifier] == "LATEST")
    }

    @Test(
        arguments: [
            (Setting.timeout, "30", "30"), (.timeout, "90s", "90s"), (.timeout, "1.5m", "1.5m"), (.timeout, "0", nil),
            (.timeout, "soon", nil), (.timeout, "-5", nil), (.output, "JSON", "json"), (.output, "xml", nil),
            (.log, "tail", "tail"),
            (.log, "all", nil), (.color, "never", "never"),
            (.accessible, "on", "on"),
            (.accessible, "1", nil), (.endpoint, "internal", "internal"),
            (.endpoint, "http://localhost:9000", "http://localhost:9000"),
            (.endpoint, "ftp://x", nil), (.endpoint, "https://h/path", nil), (.region, "", nil),
            (.region, "mars-1", "mars-1"),
            (.prompt, "", ""), (.guard, "prod,live", "prod,live"),
        ] as [(Setting, String, String?)])
    func values(setting: Setting, text: String, normalized: String?) {
        let result = try? setting.normalized(text)
        #expect(result == normalized)
    }

    @Test func aGuardedWordIsFoundInTheTarget() {
        var settings = Settings(environment: [:])
        settings.set(.guard, "prod, live")
        #expect(settings.guardedWord == nil)
        settings.set(.qualifier, "prod")
        #expect(settings.guardedWord == "prod")
    }
}
