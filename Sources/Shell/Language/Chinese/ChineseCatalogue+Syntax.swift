extension ChineseCatalogue {
    /// The messages of the parser.
    static let syntax: KeyValuePairs<String, String> = [
        "a name is missing; write `test \"name\" do … end`": "缺少名称；请写成 `test \"名称\" do … end`",
        "the name of a test": "测试的名称",
        "a name of several words has to be quoted": "由多个词组成的名称必须加引号",
        "a whole number or `${…}` is expected behind `‹1›`, as in `‹2› 5`": "`‹1›` 后面应为整数或 `${…}`，例如 `‹2› 5`",
        "`retry` tries one after the other; only `repeat` takes `parallel`":
            "`retry` 是逐次重试的；只有 `repeat` 支持 `parallel`",
        "`‹1›` stands here twice; keep one": "`‹1›` 在这里出现了两次，请只保留一个",
        "`‹1›` takes one command, or a block for a `!` line: `do … end`": "`‹1›` 后面只能跟一条命令；`!` 行请放进代码块：`do … end`",
        "`‹1›` takes one command, or a block for a selector: `do … end`": "`‹1›` 后面只能跟一条命令；选择器请放进代码块：`do … end`",
        "a block inside a block needs `do … end` around it": "代码块中的代码块必须用 `do … end` 括起来",
        "`do` is missing; write `‹1›`": "缺少 `do`；请写成 `‹1›`",
        "put `do` in": "补上 `do`",
        "blocks are nested deeper than ‹1›; the rest of the text is not read": "代码块嵌套超过 ‹1› 层，后面的内容不再读取",
        "this `end` is an argument of `‹1›`; put `;` before it": "这个 `end` 成了 `‹1›` 的参数；请在它前面加 `;`",
        "the block of `‹1›` is not closed; `end` is missing": "`‹1›` 的代码块没有结束，缺少 `end`",
        """
        `‹1›` of the system shell is not known: only the answer is redirected, messages always go to standard \
        error (`--silent` leaves them out). Put a blank before `‹2›` if the digit belongs to the word
        """:
            "不支持系统 Shell 的 `‹1›`：只有返回结果可以重定向，其他信息始终写到标准错误（`--silent` 可省略）。如果数字属于前一个词，请在 `‹2›` 前加空格",
        "put a blank before it": "在它前面加空格",
        "a file is missing behind `‹1›`": "`‹1›` 后面缺少文件",
        "`‹1›&` of the system shell is not known; only the answer is redirected, to a file":
            "不支持系统 Shell 的 `‹1›&`；只有返回结果可以重定向到文件",
        "a file name": "文件名",
        "a command of the system shell is missing behind `|`": "`|` 后面缺少系统 Shell 的命令",
        "a command of the system shell is missing behind `!`": "`!` 后面缺少系统 Shell 的命令",
        "a duration is missing behind `‹1›`, such as `30s` or `5m`": "`‹1›` 后面缺少时长，例如 `30s` 或 `5m`",
        "`‹1›` has no unit; write `‹2›s` for seconds (or `ms`, `m`, `h`)": "`‹1›` 没有单位；以秒计请写 `‹2›s`（或 `ms`、`m`、`h`）",
        "add `s` for seconds": "加上 `s` 表示秒",
        "`‹1›` is no duration; write a number and `ms`, `s`, `m` or `h`, such as `30s`":
            "`‹1›` 不是时长；请写数字加 `ms`、`s`、`m` 或 `h`，例如 `30s`",
        "a name is missing; write `${env.NAME}`": "缺少名称；请写成 `${env.NAME}`",
        "a name does not begin with a digit; `${1}` is the first argument of the script":
            "名称不能以数字开头；`${1}` 表示脚本的第一个参数",
        "arguments of the script count from 1, as in `${1}`": "脚本参数从 1 开始计数，例如 `${1}`",
        "`${}` names nothing; write `${name}`, or `\\${` for the two characters":
            "`${}` 没有指定任何内容；请写成 `${name}`，要这两个字符本身请写 `\\${`",
        "no blanks inside `${…}`; write `${name}`": "`${…}` 中不能有空格；请写成 `${name}`",
        "remove the blanks": "删除空格",
        """
        `‹1›` cannot stand here; write `${name}`, `${env.NAME}`, `${1}`, `${.path}` or `${@fact}`, or `\\${` \
        for the two characters
        """:
            "这里不能出现 `‹1›`；请写成 `${name}`、`${env.NAME}`、`${1}`、`${.path}` 或 `${@fact}`，要这两个字符本身请写 `\\${`",
        "`‹1›` is not known; write `:json`, `:raw` or `:-default`": "不支持 `‹1›`；可用的是 `:json`、`:raw` 或 `:-默认值`",
        "`${` is not closed; `}` is missing on this line (write `\\${` for the two characters)":
            "`${` 没有结束，本行缺少 `}`（要这两个字符本身请写 `\\${`）",
        "`‹1›` is too much in `${…}`; a default is written `${name:-text}`":
            "`${…}` 中的 `‹1›` 是多余的；默认值写作 `${name:-text}`",
        "write `expect ok`, `expect error` or `expect .path == value`":
            "请写成 `expect ok`、`expect error` 或 `expect .path == value`",
        "`expect not ok` is written `expect error`": "`expect not ok` 应写成 `expect error`",
        "write `error`": "改为 `error`",
        "`not` stands behind the selector: `expect .path not exists`": "`not` 要写在选择器后面：`expect .path not exists`",
        "; `${…}` may stand on the right side only": "；`${…}` 只能出现在右侧",
        "write `‹1›`": "改为 `‹1›`",
        "`‹1›` is no selector; write `expect ok`, `expect error` or `expect .path == value`‹2›":
            "`‹1›` 不是选择器；请写成 `expect ok`、`expect error` 或 `expect .path == value`‹2›",
        "the comparison is written `‹1›`": "这个比较应写成 `‹1›`",
        "`‹1›` is written `‹2›`": "`‹1›` 应写成 `‹2›`",
        """
        write `==`, `!=`, `<`, `<=`, `>`, `>=`, `exists`, `is TYPE`, `contains`, `startsWith`, `endsWith` or \
        `matches`
        """:
            "可用的是 `==`、`!=`、`<`、`<=`、`>`、`>=`、`exists`、`is TYPE`、`contains`、`startsWith`、`endsWith` 或 `matches`",
        "`expect` has no pipe and no `&`; ‹1›": "`expect` 不支持管道和 `&`；‹1›",
        "a comparison is missing; ‹1›": "缺少比较；‹1›",
        "`‹1›` is no predicate; did you mean `‹2›`?": "`‹1›` 不是谓词；是不是想写 `‹2›`？",
        "`‹1›` is no predicate; ‹2›": "`‹1›` 不是谓词；‹2›",
        "a type is missing; write ": "缺少类型；可用的是 ",
        "`‹1›` is no type; write ": "`‹1›` 不是类型；可用的是 ",
        "a value is missing behind `‹1›`; write `\"\"` for empty text": "`‹1›` 后面缺少值；空文本写作 `\"\"`",
        "compare with empty text": "与空文本比较",
        "`‹1›` on the right side is written `‹2›`, or in quotes for a text": "右侧的 `‹1›` 应写成 `‹2›`，作为文本时请加引号",
        "a text that begins with `‹1›` has to be quoted: `‹2›`": "以 `‹1›` 开头的文本必须加引号：`‹2›`",
        "`<<<` is not known; write the text as an argument, or `<<NAME` and lines":
            "不支持 `<<<`；请把文本写成参数，或用 `<<NAME` 加多行文本",
        "`<<-` is written `<<`; the closing name may be indented anyway": "`<<-` 应写成 `<<`；结束的名称本来就可以缩进",
        "remove the `-`": "删除 `-`",
        "a name is missing; write `<<EOF`, then the lines, then `EOF` alone": "缺少名称；请写 `<<EOF`，然后是各行文本，最后一行只写 `EOF`",
        "the quote around the name is not closed": "名称的引号没有闭合",
        "the name is written in single quotes (no expansion) or without quotes": "名称要么用单引号（不展开），要么不加引号",
        "use single quotes": "改用单引号",
        "a blank has to stand behind the name of a heredoc": "heredoc 的名称后面必须有空格",
        "the text ends before `‹1›`; a line with the name alone is missing": "文本在 `‹1›` 之前就结束了；缺少只含该名称的一行",
        "the value is nested deeper than ‹1› levels": "值的嵌套超过 ‹1› 层",
        "`‹1›` is no JSON number; put it in quotes for a text": "`‹1›` 不是 JSON 数字；作为文本时请加引号",
        "put it in quotes": "加上引号",
        "a control character has to be escaped in a JSON string; a tab is written `\\t`":
            "JSON 字符串中的控制字符必须转义；制表符写作 `\\t`",
        "write `\\t`": "改为 `\\t`",
        "the string is not closed; a JSON string ends on its line, a line end is written `\\n`":
            "字符串没有闭合；JSON 字符串不能跨行，换行写作 `\\n`",
        """
        `‹1›` is no JSON escape; JSON knows `\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX`. Double the backslash to \
        keep it
        """:
            "`‹1›` 不是 JSON 转义；JSON 支持 `\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX`。要保留反斜杠请写两个",
        "double the backslash": "把反斜杠写两次",
        "a blank has to stand behind a JSON value; put the whole word in quotes if it is meant as text":
            "JSON 值后面必须有空格；如果整个词是文本，请加引号",
        "put a blank behind the value": "在值后面加空格",
        "the JSON value is not closed; `‹1›` is missing": "JSON 值没有结束，缺少 `‹1›`",
        "JSON knows no comments; write them outside of the value": "JSON 没有注释；请写到值的外面",
        "a key needs double quotes: `\"‹1›\"`": "键必须用双引号：`\"‹1›\"`",
        "put the key in quotes": "给键加上引号",
        "a key needs double quotes: `\"${name}\"`": "键必须用双引号：`\"${name}\"`",
        "a key in double quotes is expected, not ‹1›": "这里应为双引号中的键，而不是‹1›",
        "JSON has no comma before the close; remove it": "JSON 的右括号前不能有逗号，请删除",
        "remove the comma": "删除逗号",
        "`:` is expected behind a key, not `=`": "键后面应为 `:`，而不是 `=`",
        "write `:`": "改为 `:`",
        "`:` is expected behind a key, not ‹1›": "键后面应为 `:`，而不是‹1›",
        "the value begins here": "值从这里开始",
        "`,` or `‹1›` is expected, not ‹2›": "这里应为 `,` 或 `‹1›`，而不是‹2›",
        "a value is expected, not ‹1›": "这里应为值，而不是‹1›",
        "JSON writes `‹1›`, not `‹2›`": "JSON 写作 `‹1›`，而不是 `‹2›`",
        "a text needs double quotes: `\"‹1›\"`": "文本必须用双引号：`\"‹1›\"`",
        "put the text in quotes": "给文本加上引号",
        "JSON writes texts and keys in double quotes": "JSON 的文本和键都用双引号",
        "use double quotes": "改用双引号",
        "`‹1›` is a typographic quote; JSON writes `\"`": "`‹1›` 是中文或排版引号；JSON 使用 `\"`",
        "write `\"`": "改为 `\"`",
        "the text ends behind `\\`, which continues the line": "文本在续行符 `\\` 之后就结束了",
        "the text is not UTF-8 from here on; save it as UTF-8": "从这里开始不是 UTF-8 文本；请另存为 UTF-8",
        "put `.` before it": "在它前面加 `.`",
        "a selector is missing: `.path`, `@fact` or `%N`": "缺少选择器：`.path`、`@fact` 或 `%N`",
        "`‹1›` is no selector; write `.path`, `@fact` or `%N`": "`‹1›` 不是选择器；请写成 `.path`、`@fact` 或 `%N`",
        "write `%2` for the second result, or `%-1` for the last": "`%2` 表示第二个结果，`%-1` 表示最近一个",
        "a name is missing; write a fact such as `@status` or `@headers.content-type`":
            "缺少名称；请写事实名，例如 `@status` 或 `@headers.content-type`",
        "no `.` before `[` inside a path; write `.a[0]`": "路径中 `[` 之前不加 `.`；请写成 `.a[0]`",
        "remove the `.`": "删除 `.`",
        "a key is missing behind `.`; other keys are written `[\"odd key\"]`": "`.` 后面缺少键；特殊的键写作 `[\"odd key\"]`",
        "a key in a path is fixed text; `${…}` cannot stand in it": "路径中的键是固定文本，不能包含 `${…}`",
        "`[\"` is not closed; `\"]` is missing": "`[\"` 没有结束，缺少 `\"]`",
        "write `[0]`, `[-1]`, `[*]` or `[\"odd key\"]`": "请写成 `[0]`、`[-1]`、`[*]` 或 `[\"odd key\"]`",
        "`[` is not closed; ‹1›": "`[` 没有结束；‹1›",
        "`[]` is written `[*]` here": "`[]` 在这里写作 `[*]`",
        "write `[*]`": "改为 `[*]`",
        "`‹1›` is no step; ‹2›": "`‹1›` 不是有效的一级路径；‹2›",
        "write it as a key": "写成键",
        "`=` is missing; write `let ‹1› = VALUE`": "缺少 `=`；请写成 `let ‹1› = VALUE`",
        "put `=` in": "补上 `=`",
        "a value is set with one `=`": "赋值只用一个 `=`",
        "remove the second `=`": "删除第二个 `=`",
        "a value is missing behind `=`; write `\"\"` for empty text": "`=` 后面缺少值；空文本写作 `\"\"`",
        "set empty text": "设为空文本",
        "`‹1›` takes one word; put a text with blanks in quotes": "`‹1›` 只接受一个词；含空格的文本请加引号",
        "a name is missing behind `‹1›`": "`‹1›` 后面缺少名称",
        "`‹1›` is no name; a name begins with a letter or `_` and holds letters, digits, `_` and `-`":
            "`‹1›` 不是有效名称；名称以字母或 `_` 开头，由字母、数字、`_` 和 `-` 组成",
        "`capture` knows one option, `--secret`": "`capture` 只有一个选项：`--secret`",
        "write `--secret`": "改为 `--secret`",
        "a selector is missing; write `capture ‹1› .path` or `… @fact`": "缺少选择器；请写成 `capture ‹1› .path` 或 `… @fact`",
        "write `on error stop` or `on error continue`": "请写成 `on error stop` 或 `on error continue`",
        "the path of a script": "脚本的路径",
        "a file is missing; write `source FILE [ARGUMENT…]`": "缺少文件；请写成 `source FILE [ARGUMENT…]`",
        "`wait` takes a result such as `%-2`, without a path": "`wait` 后面是 `%-2` 这样的结果，不带路径",
        "write `wait`, `wait %N` or `wait all`, then perhaps `for 10m`":
            "请写成 `wait`、`wait %N` 或 `wait all`，后面可以加 `for 10m`",
        "‹1› cannot be JSON; put a text that begins with a bracket in quotes": "‹1›不能是 JSON；以括号开头的文本请加引号",
        "`try` needs a call or a `repeat` behind it": "`try` 后面必须是一次调用或 `repeat`",
        "a `!` line": "`!` 行",
        "`try` goes before a call or a `repeat`, not before ‹1›; remove it":
            "`try` 只能写在调用或 `repeat` 之前，不能写在 ‹1› 之前，请删除",
        "remove `try`": "删除 `try`",
        "a statement begins with a command; write `invoke` before the JSON": "语句以命令开头；请在 JSON 前面写 `invoke`",
        "put `invoke` before it": "在它前面加上 `invoke`",
        "a command name is never quoted; remove the quotes": "命令名不加引号，请删除引号",
        "a blank has to stand before `‹1›`": "`‹1›` 前面必须有空格",
        "variables are set with `let`: `let ‹1› = …`": "变量用 `let` 设置：`let ‹1› = …`",
        "put `let` before it": "在它前面加上 `let`",
        "`‹1›` is no command name; a name begins with a letter and holds letters, digits, `_` and `-`":
            "`‹1›` 不是命令名；命令名以字母开头，由字母、数字、`_` 和 `-` 组成",
        "`do` belongs behind `repeat`, `retry` or `test`; write `test \"name\" do`":
            "`do` 应写在 `repeat`、`retry` 或 `test` 后面，例如 `test \"名称\" do`",
        "`‹1›` is reserved and does nothing yet; there is no command of that name": "`‹1›` 是保留字，目前没有作用；也没有同名的命令",
        "`‹1›` is a word of the grammar and cannot begin a statement": "`‹1›` 是语法关键字，不能作为语句的开头",
        "`end` closes no `do`; remove it, or begin the block with `do`": "这个 `end` 没有对应的 `do`；请删除它，或用 `do` 开始代码块",
        "remove `end`": "删除 `end`",
        "only a command has a pipe; write `|` behind the call": "只有命令可以接管道；请把 `|` 写在调用后面",
        "only a command has a redirection; write it behind the call": "只有命令可以重定向；请写在调用后面",
        "`‹1›` is too much here; begin the next statement on a new line or behind `;`":
            "这里的 `‹1›` 是多余的；下一条语句请另起一行或写在 `;` 之后",
        "`&` does not run in the background; use `invoke --async`, or quote the `&`":
            "`&` 不会在后台运行；请用 `invoke --async`，或给 `&` 加引号",
        "there is no `||`; write `try` before the call and look at `@outcome` behind it":
            "没有 `||`；请在调用前写 `try`，之后查看 `@outcome`",
        "there is no `&&`; write `;`: a script stops at the first failure": "没有 `&&`；请写 `;`：脚本遇到第一个失败就会停止",
        "write `;`": "改为 `;`",
        "`‹1›` is a typographic quote and quotes nothing; write `‹2›`": "`‹1›` 是排版引号，不起引号作用；请写成 `‹2›`",
        "the quote is not closed; `‹1›` is missing": "引号没有闭合，缺少 `‹1›`",
        """
        `‹1›` is no escape; known are `\\\\ \\" \\$ \\n \\r \\t \\uXXXX`. Double the backslash to keep it, or \
        use single quotes
        """:
            "`‹1›` 不是转义；支持的是 `\\\\ \\\" \\$ \\n \\r \\t \\uXXXX`。要保留反斜杠请写两个，或改用单引号",
        "`\\u` takes four hexadecimal digits that make a character, such as `\\u00e9`":
            "`\\u` 后面是表示一个字符的四位十六进制数字，例如 `\\u00e9`",
        "`‹1›` is too much behind the selector": "选择器后面的 `‹1›` 是多余的",
    ]
}
