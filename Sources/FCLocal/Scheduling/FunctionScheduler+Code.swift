/// Where the code of a function lies, and what changes of it mean.
extension FunctionScheduler {
    /// The function as it is run: a code package has been unpacked.
    var unpacked: LocalFunction {
        var function = function
        function.codePath = codeFolder ?? function.codePath
        return function
    }

    /// Makes sure that there is a folder of code.
    func prepareCode() throws(ServiceRefusal) {
        if let codeFolder, FileSystem.isFolder(codeFolder) { return }
        if FileSystem.isFolder(function.codePath) { return }
        guard let stamp = FileSystem.stamp(function.codePath) else {
            throw ServiceRefusal(
                status: 412, code: "CAFileNotFound",
                message: "The function cannot be started. The code folder \(function.codePath) does not exist.")
        }
        var checksum = CRC64()
        checksum.add("\(function.codePath) \(stamp.size) \(stamp.modified) \(stamp.number)".utf8)
        let folder = configuration.stateFolder + "/packages/" + String(checksum.value, radix: 16)
        do throws(ZipArchive.Failure) {
            try unpackCode(to: folder)
        } catch {
            throw ServiceRefusal(
                status: 412, code: "CAFileNotFound",
                message: "The function cannot be started. The code package \(function.codePath) cannot be used: "
                    + error.reason)
        }
        codeFolder = folder
    }

    /// Unpacks whole or not at all: an unpacked folder that is there is complete.
    private func unpackCode(to folder: String) throws(ZipArchive.Failure) {
        if FileSystem.isFolder(folder) { return }
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try FileSystem.read(function.codePath, limit: ZipArchive.limit)
        } catch {
            throw ZipArchive.Failure(reason: error.reason)
        }
        let draft = folder + "." + Identifiers.random(8)
        do throws(ZipArchive.Failure) {
            try ZipArchive(bytes).unpack(to: draft)
        } catch {
            FileSystem.remove(draft)
            throw error
        }
        guard FileSystem.move(draft, to: folder) || FileSystem.isFolder(folder) else {
            throw ZipArchive.Failure(reason: "it cannot be unpacked to \(folder)")
        }
    }

    /// Forgets the unpacked code; calls that still run with it may finish.
    func forgetCode() {
        if let codeFolder { outdatedFolders.append(codeFolder) }
        codeFolder = nil
    }
}
