import FCCore
import ShellSyntax

extension Interpreter {
    mutating func setSecret(_ statement: SecretStatement) async throws(Failure) {
        let value: Value
        if let word = statement.value {
            value = try expander().value(of: word)
        } else if let person = surroundings.person {
            value = .string(try await person.askSecret("\(statement.name.text): "))
        } else {
            throw Failure(
                .usage, "'\(statement.name.text)' can only be asked for on a terminal", at: statement.name.span)
        }
        keepSecret(statement.name.text, value)
    }

    mutating func capture(_ statement: CaptureStatement) async throws(Failure) {
        let value = try expander().select(statement.selector).value
        if statement.isSecret {
            keepSecret(statement.name.text, value)
        } else {
            let wasSecret = scope[statement.name.text]?.isSecret ?? false
            scope.assign(statement.name.text, Scope.Variable(value, isSecret: wasSecret))
        }
    }

    private mutating func keepSecret(_ name: String, _ value: Value) {
        surroundings.console.masker.register(Secret(Expander.text(of: value)))
        scope.assign(name, Scope.Variable(value, isSecret: true))
    }

    func show(_ selector: Selector) async throws(Failure) {
        let fact = try expander().select(selector)
        surroundings.console.show(fact.value)
    }
}
