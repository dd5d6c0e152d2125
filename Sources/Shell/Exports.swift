// A literal of the type Message needs its module in every file that holds one, which is nearly every file here and in
// the program. One line instead of two hundred, and a new file cannot forget it.
@_exported public import ShellSyntax
