extension Catalog {
    /// The commands of the shell itself.
    package static let standardCommands: [any Command.Type] = [
        InvokeCommand.self, AgainCommand.self, LastCommand.self, ResultCommand.self, SaveCommand.self, DiffCommand.self,
        CompareCommand.self, HTTPCommand.self,
        UseCommand.self, SetCommand.self, UnsetCommand.self, ShowCommand.self, WhoamiCommand.self,
        FunctionsCommand.self, InfoCommand.self, VersionsCommand.self, AliasesCommand.self, PublishCommand.self,
        TasksCommand.self, TaskCommand.self, StopCommand.self,
        InstancesCommand.self, TriggersCommand.self, LogsCommand.self, RegionsCommand.self,
        EventCommand.self,
        PrintCommand.self, SleepCommand.self,
        HistoryCommand.self, EditCommand.self, RecordCommand.self, ExplainCommand.self, HelpCommand.self,
        AliasCommand.self, UnaliasCommand.self, ClearCommand.self, ExitCommand.self,
    ]
}
