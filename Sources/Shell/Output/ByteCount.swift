package import ShellSyntax

/// A number of bytes as people read it; machines get the number itself.
package struct ByteCount: Sendable {
    /// The bytes.
    package let bytes: Int

    package init(_ bytes: Int) { self.bytes = bytes }

    /// Whole bytes below 1 KB, else one decimal; units are powers of 1,024, as in the limits of Function Compute.
    package var message: Message {
        guard bytes >= 1024 else { return bytes == 1 ? "1 byte" : "\(bytes) bytes" }
        var tenths = (bytes * 10 + 512) / 1024
        var unit = "KB"
        if tenths >= 10 * 1024 {
            tenths = (tenths + 512) / 1024
            unit = "MB"
        }
        let decimal = tenths % 10 == 0 ? "" : ".\(tenths % 10)"
        return Message(verbatim: "\(tenths / 10)\(decimal) \(unit)")
    }
}
