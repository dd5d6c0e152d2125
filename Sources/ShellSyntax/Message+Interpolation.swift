extension Message: ExpressibleByStringInterpolation {
    package init(stringLiteral text: String) {
        self.init(template: text)
    }

    package init(stringInterpolation parts: StringInterpolation) {
        self.init(template: parts.template, arguments: parts.arguments)
    }

    /// Collects template and arguments of a literal.
    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var template: String
        fileprivate var arguments: [Argument] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            template = ""
            template.reserveCapacity(literalCapacity + 8 * interpolationCount)
            arguments.reserveCapacity(interpolationCount)
        }

        package mutating func appendLiteral(_ text: String) {
            template += text
        }

        /// Data: names, numbers, what somebody typed.
        package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            append(.text(value.description))
        }

        /// The words of a foreign error.
        package mutating func appendInterpolation(_ error: some Error) {
            append(.text(String(describing: error)))
        }

        /// A part of the sentence that has a translation of its own.
        package mutating func appendInterpolation(_ message: Message) {
            append(.message(message))
        }

        /// A finished sentence of the program's own, from where only text is made.
        package mutating func appendInterpolation(saying sentence: String) {
            append(.message(Message(sentence)))
        }

        private mutating func append(_ argument: Argument) {
            arguments.append(argument)
            template += Message.hole(arguments.count)
        }
    }
}

extension Message {
    /// A sentence that is too long for one line of source: one template, not two.
    package static func + (left: Message, right: Message) -> Message {
        var template = ""
        var number = left.arguments.count
        for (index, part) in right.parts.enumerated() {
            if index > 0 {
                number += 1
                template += hole(number)
            }
            template += part
        }
        return Message(template: left.template + template, arguments: left.arguments + right.arguments)
    }

    /// The template's own text around its holes, which stand in order.
    private var parts: [Substring] {
        var parts: [Substring] = []
        var rest = template[...]
        for index in arguments.indices {
            guard let hole = rest.firstRange(of: Message.hole(index + 1)) else { break }
            parts.append(rest[..<hole.lowerBound])
            rest = rest[hole.upperBound...]
        }
        return parts + [rest]
    }
}

extension Sequence<Message> {
    /// The messages with a separator between them, as one.
    package func joined(separator: String) -> Message {
        let messages = Array(self)
        let holes = messages.indices.map { Message.hole($0 + 1) }
        return Message(template: holes.joined(separator: separator), arguments: messages.map { .message($0) })
    }
}
