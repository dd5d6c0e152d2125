#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The programs this package builds, as the tests find them.
package enum BuiltProduct {
    /// The path of a program built beside the running tests.
    /// - Throws: ``TestFailure`` when there is none in the folder of the test bundle or above it.
    package static func path(_ name: String) throws -> String {
        var folder = testExecutable()
        while let slash = folder.lastIndex(of: "/"), slash != folder.startIndex {
            folder = String(folder[..<slash])
            let candidate = "\(folder)/\(name)"
            if isProgram(candidate) { return candidate }
        }
        throw TestFailure("no built program '\(name)' beside \(testExecutable())")
    }

    /// The running test executable, or on macOS the bundle it has loaded.
    private static func testExecutable() -> String {
        #if os(Linux)
            var buffer = [CChar](repeating: 0, count: 4096)
            let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
            return String(decoding: buffer.prefix(max(0, length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        #else
            var info = Dl_info()
            guard dladdr(#dsohandle, &info) != 0, let name = info.dli_fname else { return "" }
            return String(cString: name)
        #endif
    }

    private static func isProgram(_ path: String) -> Bool {
        var facts = stat()
        guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return false }
        return access(path, X_OK) == 0
    }
}
