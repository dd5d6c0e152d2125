import Shell
import ShellSyntax
import Testing

@Suite("Sizes for people")
struct ByteCountTests {
    @Test(
        "Bytes below 1 KB, then one decimal at most",
        arguments: [
            (0, "0 bytes"), (1, "1 byte"), (1023, "1023 bytes"), (1024, "1 KB"), (1536, "1.5 KB"),
            (131_072, "128 KB"), (1_048_575, "1 MB"), (1_048_576, "1 MB"), (33_554_432, "32 MB"),
            (34_000_000, "32.4 MB"),
        ])
    func size(_ bytes: Int, _ text: String) {
        #expect(ByteCount(bytes).message.description == text)
    }
}
