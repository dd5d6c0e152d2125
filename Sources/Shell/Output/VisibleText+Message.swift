package import FCCore
package import ShellSyntax

extension VisibleText {
    /// The message with the control characters of its data spelled out.
    package static func of(_ message: Message) -> Message { message.mapText(of) }

    /// The same on one line.
    package static func singleLine(_ message: Message) -> Message { message.mapText(singleLine) }
}
