extension Catalog {
    /// The commands of the shell itself.
    package static let standardCommands: [any Command.Type] = [
        InvokeCommand.self, AgainCommand.self, LastCommand.self, ResultCommand.self, SaveCommand.self, DiffCommand.self,
        CompareCommand.self,
        UseCommand.self, SetCommand.self, UnsetCommand.self, ShowCommand.self, WhoamiCommand.self,
        FunctionsCommand.self, InfoCommand.self,
        EventCommand.self,
        PrintCommand.self, SleepCommand.self,
        HistoryCommand.self, RecordCommand.self, ExplainCommand.self, HelpCommand.self, ExitCommand.self,
    ]
}
