import Testing

@testable import Shell

@Suite struct SettingValuesTests {
    @Test func aValueIsReplacedAndTakenAway() {
        var values: SettingValues = [.region: "a", .function: "f"]
        values[.region] = "b"
        #expect(values[.region] == "b")
        values[.region] = nil
        #expect(values[.region] == nil)
        #expect(values == [.function: "f"])
    }

    @Test func theOrderInWhichTheyWereGivenDoesNotCount() {
        let left: SettingValues = [.region: "a", .function: "f"]
        let right: SettingValues = [.function: "f", .region: "a"]
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
        #expect(left != [.region: "a"])
        #expect(left != [.region: "a", .function: "g"])
        #expect(left != [.region: "a", .access: "f"])
    }

    @Test func othersTakeTheirPlace() {
        let values: SettingValues = [.region: "a", .function: "f"]
        #expect(values.overlaid(with: [.region: "b", .access: "x"]) == [.region: "b", .function: "f", .access: "x"])
        #expect(values.only([.function, .access]) == [.function: "f"])
    }
}
