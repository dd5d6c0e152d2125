import FCCore
import Testing

@testable import Shell

@Suite struct ScopeTests {
    @Test func letIsLocalToItsBlock() {
        var scope = Scope(environment: [:])
        scope.set("a", .init(1))
        scope.push()
        scope.set("a", .init(2))
        scope.set("b", .init(3))
        #expect(scope["a"]?.value == 2)
        #expect(scope.all.map(\.name) == ["a", "b"])
        scope.pop()
        #expect(scope["a"]?.value == 1)
        #expect(scope["b"] == nil)
    }

    @Test func captureReachesOutOfItsBlock() {
        var scope = Scope(environment: [:])
        scope.set("known", .init(1))
        scope.push()
        scope.set("local", .init(1))
        scope.assign("known", .init(2))
        scope.assign("local", .init(2))
        scope.assign("new", .init(2, isSecret: true))
        #expect(scope["local"]?.value == 2)
        scope.pop()
        #expect(scope["known"]?.value == 2)
        #expect(scope["local"] == nil)
        #expect(scope["new"]?.isSecret == true)
    }

    @Test func variablesAreListedByName() {
        var scope = Scope(environment: ["HOME": "/"], arguments: ["x"])
        for name in ["b", "a", "c"] { scope.set(name, .init(.string(name))) }
        #expect(scope.all.map(\.name) == ["a", "b", "c"])
        #expect(scope.arguments == ["x"])
    }
}
