import FCCore
import Testing

@Suite("Files and paths")
struct FilesTests {
    @Test(
        "a path is joined and normalised",
        arguments: [
            ("s.yaml", "/a/b", "/a/b/s.yaml"), ("./x/../y", "/a", "/a/y"), ("../../../x", "/a", "/x"),
            ("/abs//x/./y/", "/a", "/abs/x/y"), ("..", "/a/b", "/a"), (".", "/", "/"), ("x", "rel", "rel/x"),
            ("../x", "rel", "x"), ("../../x", "rel", "../x"), ("..", "rel", "."),
        ])
    func resolves(row: (String, String, String)) {
        #expect(FilePaths.resolve(row.0, from: row.1) == row.2)
    }

    @Test(
        "the folder and the name of a path",
        arguments: [
            ("/a/b.yaml", "/a", "b.yaml"), ("/b.yaml", "/", "b.yaml"), ("b.yaml", ".", "b.yaml"),
        ])
    func parts(row: (String, String, String)) {
        #expect(FilePaths.directory(of: row.0) == row.1)
        #expect(FilePaths.name(of: row.0) == row.2)
    }

    @Test("the disk tells a missing file from one that cannot be read")
    func disk() throws {
        let files = DiskFiles()
        let present = DataVectors.path("precedence.json")
        #expect(try files.contents(of: present)?.first == UInt8(ascii: "{"))
        #expect(try files.contents(of: DataVectors.path("no-such-file")) == nil)
        #expect(try files.contents(of: present + "/below-a-file") == nil)
        #expect(throws: FileReadError.self) { _ = try files.contents(of: DataVectors.path("access")) }
        #expect(files.status(of: present)?.isDirectory == false)
        #expect(files.status(of: DataVectors.path("access"))?.isDirectory == true)
        #expect(files.status(of: DataVectors.path("no-such-file")) == nil)
        #expect(FileStatus(permissions: 0o644).isReadableByOthers)
        #expect(!FileStatus(permissions: 0o711).isReadableByOthers)
    }

    @Test("a file of unknown length is read to its end")
    func device() throws {
        #expect(try DiskFiles().contents(of: "/dev/null") == [])
    }

    @Test("a device without an end is given up")
    func endless() {
        #expect(throws: FileReadError(path: "/dev/zero", reason: "File too large")) {
            _ = try DiskFiles().contents(of: "/dev/zero")
        }
    }
}
