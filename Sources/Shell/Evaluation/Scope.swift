package import FCCore

/// The variables of a run, innermost block first, and the arguments of the script.
///
/// Variables are global to the run; `let` inside a block is local to it.
package struct Scope: Sendable {
    /// A variable's value and whether it must never be shown.
    package struct Variable: Sendable {
        package var value: Value
        package var isSecret: Bool

        package init(_ value: Value, isSecret: Bool = false) {
            self.value = value
            self.isSecret = isSecret
        }
    }

    private var frames: [[String: Variable]] = [[:]]
    /// `${1}` and on.
    package var arguments: [String]
    /// What `${env.NAME}` reads.
    package let environment: [String: String]

    package init(environment: [String: String], arguments: [String] = []) {
        self.environment = environment
        self.arguments = arguments
    }

    /// The innermost variable of a name.
    package subscript(name: String) -> Variable? {
        for frame in frames.reversed() {
            if let variable = frame[name] { return variable }
        }
        return nil
    }

    /// Sets a variable in the innermost block.
    package mutating func set(_ name: String, _ variable: Variable) {
        frames[frames.count - 1][name] = variable
    }

    /// Sets a variable where it is already known, else for the whole run: `capture` reaches out of its block.
    package mutating func assign(_ name: String, _ variable: Variable) {
        let position = frames.lastIndex { $0[name] != nil } ?? 0
        frames[position][name] = variable
    }

    /// Begins a block.
    package mutating func push() {
        frames.append([:])
    }

    /// Ends a block and forgets its variables.
    package mutating func pop() {
        precondition(frames.count > 1, "a scope ends only after it began")
        frames.removeLast()
    }

    /// Takes over what an iteration left in the blocks around it.
    package mutating func absorb(_ iteration: Scope) {
        for index in frames.indices where index < iteration.frames.count { frames[index] = iteration.frames[index] }
    }

    /// Every visible variable, sorted by name.
    package var all: [(name: String, variable: Variable)] {
        var visible: [String: Variable] = [:]
        for frame in frames { visible.merge(frame) { _, inner in inner } }
        return visible.map { (name: $0.key, variable: $0.value) }.sorted { $0.name < $1.name }
    }
}
