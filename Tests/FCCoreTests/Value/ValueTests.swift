import FCCore
import Testing

@Suite("Values")
struct ValueTests {
    @Test("a repeated key is kept, and its last value counts")
    func repeatedKeys() {
        var record = Record([("a", 1), ("b", 2), ("a", 3)])
        #expect(record.keys == ["a", "b", "a"])
        #expect(record["a"] == 3)
        record["a"] = 4
        #expect(record.fields.map(\.value) == [1, 2, 4])
        record["a"] = nil
        #expect(record.keys == ["b"])
        record["c"] = 5
        #expect(record.keys == ["b", "c"])
    }

    @Test("records are equal without regard to the order of keys")
    func equality() {
        let left: Value = ["a": 1, "b": ["c": [1, 2]]]
        let right: Value = ["b": ["c": [1, 2]], "a": 1]
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
        #expect(left != ["a": 1])
        #expect(Value.array([1, 2]) != [2, 1])
        #expect(Value.string("1") != 1)
    }

    @Test("an index may count from the end")
    func subscripts() {
        let list: Value = [1, 2, 3]
        #expect(list[0] == 1)
        #expect(list[-1] == 3)
        #expect(list[3] == nil)
        #expect(list[-4] == nil)
        #expect(list["a"] == nil)
        #expect(Value.string("x")[0] == nil)
    }

    @Test(
        "every kind has its name",
        arguments: [
            (Value.null, "null"), (true, "bool"), (1, "number"), ("x", "string"), ([], "array"), ([:], "object"),
        ] as [(Value, String)])
    func kinds(pair: (Value, String)) {
        #expect(pair.0.kind.rawValue == pair.1)
    }
}
