import ShellTestSupport
import Testing

@testable import Shell

@Suite struct ResultStoreTests {
    @Test func theLastHundredStay() {
        let store = ResultStore((1...130).map { .answered("{}", number: $0) })
        #expect(store.all.map(\.number) == Array(31...130))
        #expect(store.current?.number == 130)
        #expect(store.nextNumber == 131)
    }

    @Test(arguments: [
        (1, nil), (31, 31), (130, 130), (131, nil), (-1, 130), (-2, 129), (-100, 31), (-101, nil), (0, nil),
    ])
    func numbersFromTheStartOrTheEnd(number: Int, found: Int?) {
        let store = ResultStore((1...130).map { .answered("{}", number: $0) })
        #expect(store[number]?.number == found)
    }

    @Test func bodiesAreKeptUpToALimit() {
        let half = [UInt8](repeating: 0x20, count: ResultStore.byteLimit / 2)
        var store = ResultStore([.answered("{}", number: 1), .answered(half, number: 2), .answered(half, number: 3)])
        #expect(store.all.map(\.number) == [2, 3])
        store.append(.answered(half + half + half, number: 4))
        #expect(store.all.map(\.number) == [4], "the newest stays whatever its size")
        store.append(.answered("{}", number: 5))
        #expect(store.all.map(\.number) == [5])
    }

    @Test func anEmptyStoreHasNothing() {
        let store = ResultStore()
        #expect(store.current == nil)
        #expect(store[1] == nil)
        #expect(store[-1] == nil)
        #expect(store.nextNumber == 1)
    }
}
