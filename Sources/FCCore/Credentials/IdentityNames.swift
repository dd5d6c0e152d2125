/// The names an identity may be chosen by, for completion. Files that are missing or broken have none.
package enum IdentityNames {
    /// The aliases of Serverless Devs' store.
    package static func accessAliases(
        environment: [String: String], home: String?, files: any FileReader
    ) -> [String] {
        let store = AccessStore(environment: environment, home: home, files: files)
        let stored = (try? store.file())?.entries ?? []
        return unique((stored + store.variables).map(\.alias))
    }

    /// The profiles of the aliyun CLI and the sections of the SDKs' credentials file.
    package static func profiles(environment: [String: String], home: String?, files: any FileReader) -> [String] {
        let configuration = try? AliyunConfiguration(environment: environment, home: home, files: files)
        let file = try? SDKCredentialsFile(environment: environment, home: home, files: files)
        return unique((configuration?.profiles.map(\.name) ?? []) + (file?.names ?? []))
    }

    private static func unique(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { !$0.isEmpty && seen.insert($0).inserted }
    }
}
