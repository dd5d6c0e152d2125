/// The timer trigger.
extension EventTemplate {
    /// A moment that has come.
    static var timer: EventTemplate {
        EventTemplate(
            #"""
            {
              "triggerTime": "{{time}}",
              "triggerName": "example-timer",
              "payload": ""
            }
            """#,
            notes: [
                Note(".triggerTime", "the planned moment, UTC"),
                Note(".payload", "the text of the trigger's configuration; it may itself be JSON"),
            ])
    }
}
