import ShellSyntax

extension HelpTopic {
    static let language = HelpTopic(
        "language", "The language of the prompt and of scripts",
        [
            Row("a line", "one statement; ; ends one too, \\ at the end of a line continues it, # begins a comment"),
            Row("'text'", "literal, nothing in it is special"),
            Row("\"text\"", "with \\\\ \\\" \\$ \\n \\r \\t \\uXXXX and ${…}"),
            Row("{…} […]", "JSON without quoting, where a word could start"),
            Row("${…}", "puts a value in: help expansion"),
            Row(".a.b[0]", "selects in the last answer: help selectors"),
            Row("< > >> | <<END", "event and answer: help redirection"),
            Row("do … end", "the body of test, repeat and retry"),
            Row("!command", "runs the rest of the line in the system's shell"),
        ])

    static let selectors = HelpTopic(
        "selectors", "What is selected in an answer; alone on a line a selector prints it",
        [
            Row(".a.b", "a field of a field"), Row(".a[0]", "an element; [-1] is the last one"),
            Row(".a[*].id", "a field of every element, as a list"), Row(".[\"odd key\"]", "a key that is no name"),
            Row(".", "the whole body"), Row("@status", "a fact about the call: help facts"),
            Row("%2.a", "in result 2; %-1 is the last one, %-2 the one before"),
        ])

    static let expansion = HelpTopic(
        "expansion", "Values in words, JSON and texts; a bare $ is an ordinary character",
        [
            Row("${name}", "a variable of let, secret or capture"), Row("${env.NAME}", "an environment variable"),
            Row("${1} ${#}", "an argument of the script, and how many there are"),
            Row("${.path} ${@fact}", "a part of the last answer"),
            Row("${x:-default}", "the default where x is not set, empty or null"),
            Row("${x:json}", "as JSON, text with its quotes"), Row("${x:raw}", "verbatim, inside JSON too"),
            Row("\\${", "no expansion, the two characters"),
        ])

    static let redirection = HelpTopic(
        "redirection", "Where the event comes from and where the answer goes",
        [
            Row("invoke < FILE", "the event from a file, byte for byte"),
            Row("invoke <<END … END", "the lines up to END, with ${…} expanded; <<'END' expands nothing"),
            Row("invoke > FILE", "the body into a file, exact bytes; >> adds to it"),
            Row("invoke | command", "the body to a command of the system's shell"),
        ])

    static let events = HelpTopic(
        "events", "What a call sends",
        [
            Row("invoke {\"k\": 1}", "JSON as it is typed"), Row("invoke -e TEXT", "any text"),
            Row("invoke -f FILE", "a file; - is standard input"),
            Row("invoke --event-template KIND", "what a trigger of that kind sends"),
            Row("event list", "the kinds there are"), Row("event new KIND --set PATH=VALUE", "an event to look at"),
            Row("again .user.id=5 -.debug", "the last event with a field changed and one taken away"),
        ])

    static let tests = HelpTopic(
        "tests", "Checks, and scripts made of them",
        [
            Row("expect ok", "the last call went well; expect error, it did not"),
            Row("expect .n == 5", "!= < <= > >= contains startsWith endsWith matches exists, is TYPE, not before each"),
            Row("test \"NAME\" do … end", "a part of a script with a verdict of its own"),
            Row("retry 30 every 2s do … end", "again until everything in it holds"),
            Row("repeat 200 parallel 10 invoke", "measures: @p95, @errors, @cold.count"),
            Row("fcsh run --report junit:FILE", "the verdicts for other programs"),
        ])

    static let history = HelpTopic(
        "history", "Lines that were typed before",
        [
            Row("Up, Down", "this session first, then everything before it"),
            Row("Ctrl-R", "searches, Chinese included"), Row("!!  !12  !-2", "puts the line on the prompt"),
            Row("history TEXT", "lists; --failed, --function F, --here narrow it down"),
            Row("a space first", "keeps a line out of the history; one with a secret is never kept"),
        ])

    static let keys = HelpTopic(
        "keys", "Keys of the prompt; ~/.editrc may bind others",
        [
            Row("Tab", "completes"), Row("Enter", "runs what is complete, else opens a line"),
            Row("Alt-Enter", "a new row, whatever the text"),
            Row("Right", "takes the suggestion; Alt-Right a word of it"),
            Row("Alt-Up, Alt-Down", "lines that begin like this one"), Row("Alt-.", "the last word of the line before"),
            Row("Ctrl-X Ctrl-E", "opens the line in $VISUAL or $EDITOR"),
            Row("Ctrl-C", "drops the line; stops a call that runs"), Row("Ctrl-D", "leaves, on an empty line"),
            Row("Ctrl-A, Ctrl-E", "beginning and end of the line"), Row("Ctrl-Left, Ctrl-Right", "a word"),
            Row("Ctrl-W, Ctrl-U, Ctrl-K", "deletes a word, to the beginning, to the end"),
            Row("Ctrl-_, Alt-/", "takes back a change; does it again"), Row("Ctrl-R", "searches the history"),
            Row("Ctrl-L", "empties the window"),
        ])
}
