// Sources: Sources/FCCore/Value/JSONError.swift Sources/FCCore/Value/JSONReader.swift Sources/FCCore/Value/JSONReader+Strings.swift Sources/FCCore/Value/JSONWriter.swift Sources/FCCore/Value/Number.swift Sources/FCCore/Value/Record.swift Sources/FCCore/Value/Value.swift

/// Whatever the reader takes, the writer gives back: the same keys in the same order, the same digits, in every layout.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJSON(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    guard let value = try? JSONReader.read(input) else { return 0 }
    let compact = JSONWriter.text(value)
    guard let again = try? JSONReader.read(compact), JSONWriter.text(again) == compact else {
        preconditionFailure("compact text does not survive: \(compact)")
    }
    let pretty = JSONWriter.text(value, layout: .pretty)
    guard let fromPretty = try? JSONReader.read(pretty), JSONWriter.text(fromPretty) == compact else {
        preconditionFailure("pretty text does not survive: \(pretty)")
    }
    return 0
}
