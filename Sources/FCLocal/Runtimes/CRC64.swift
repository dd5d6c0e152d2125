/// The 64-bit checksum of ECMA-182, reflected, as the platform uses it for code packages.
struct CRC64: Sendable {
    private static let table: [UInt64] = (0..<256).map { index in
        (0..<8).reduce(UInt64(index)) { value, _ in
            value & 1 == 1 ? (value >> 1) ^ 0xC96C_5795_D787_0F42 : value >> 1
        }
    }

    private var state = UInt64.max

    /// The checksum of everything added so far.
    var value: UInt64 { ~state }

    /// Adds bytes.
    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            state = Self.table[Int(UInt8(truncatingIfNeeded: state) ^ byte)] ^ (state >> 8)
        }
    }
}
