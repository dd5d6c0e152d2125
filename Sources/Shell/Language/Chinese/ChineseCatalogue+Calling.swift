extension ChineseCatalogue {
    /// The messages of the commands that call and those on results.
    static let calling: KeyValuePairs<String, String> = [
        "sets a field of the event, or removes it": "设置或删除事件的字段",
        "send the last event again, with fields changed": "修改字段后再次发送上次的事件",
        """
        The call goes where the last one went, with the function, qualifier and region it named itself, and \
        asynchronously if that was; once `use` or `set` put something else to use, it goes there. Options win.

        Values follow the rule of types: 5 is a number, "5" a text, {…} JSON. Objects that are missing on the \
        way are made, an index one beyond the end appends, [*] means every element. Without changes the same \
        bytes go out; otherwise order of keys and digits of numbers stay. The change is shown on standard error.
        """:
            """
        调用会发往上一次的目标：沿用它自己指定的函数、版本或别名和地域，上次是异步的这次也异步；一旦用 `use` 或 `set` 换了目标，就发往新目标。选项优先。

        值按类型规则处理：5 是数字，"5" 是文本，{…} 是 JSON。路径上缺少的对象会自动创建，下标等于长度时追加元素，[*] 表示每个元素。不做修改时发送完全相同的字节；\
        否则保留键的顺序和数字的写法。修改内容显示在标准错误。
        """,
        "the same event once more": "再发一次相同的事件",
        "with a field set and one removed": "设置一个字段，删除一个字段",
        "there is no event to send again yet": "还没有可以再次发送的事件",
        "the event cannot be changed at ‹1›: ‹2›": "无法修改事件的 ‹1›：‹2›",
        "nothing was sent": "没有发送任何内容",
        "the last call had no event, so there is no field to change": "上次调用没有事件，没有字段可改",
        "the last event is not JSON, so there is no field to change": "上次的事件不是 JSON，没有字段可改",
        "again sends it as it was": "用 again 原样再发一次",
        "--all calls the functions of an s.yaml, and there is none here": "--all 会调用 s.yaml 中的所有函数，而这里没有 s.yaml",
        "'‹1›' is guarded, and nobody can be asked here": "'‹1›' 受保护，而这里没有人可以确认",
        "the function": "该函数",
        "‹1› is guarded. Invoke ‹2›?": "‹1› 受保护。要调用 ‹2› 吗？",
        "not confirmed; nothing was sent": "未确认，没有发送任何内容",
        "the request cannot be signed: ‹1›": "无法对请求签名：‹1›",
        "> ‹1› bytes of event": "> 事件共 ‹1› 字节",
        "(‹1› characters)": "（‹1› 个字符）",
        "plugins and components among the actions of the s.yaml are not run; only s can":
            "不会运行 s.yaml 的 actions 中的 plugin 和 component，只有 s 可以",
        "the actions of the s.yaml are not run; --run-actions runs its `run` items":
            "不会运行 s.yaml 中的 actions；--run-actions 可运行其中的 `run` 项",
        "the ‹1›-invoke action failed: ‹2›": "invoke 的 ‹1› 动作失败：‹2›",
        "how to call: sync or async": "调用方式：sync（同步）或 async（异步）",
        "hand the event over and do not wait for the result": "提交事件，不等待结果",
        "id of the asynchronous task": "异步任务的 ID",
        "show the request, send nothing": "显示请求，不发送",
        "'‹1›' names no function": "'‹1›' 不是函数名",
        "the function is named twice": "函数名给了两次",
        "a synchronous call has no task": "同步调用没有异步任务",
        "leave out --invocation-type sync, or the task id": "去掉 --invocation-type sync，或去掉任务 ID",
        """
        the task id '‹1›' is ill-formed and sent as typed; a good one begins with a letter or _, goes on with \
        letters, digits, _ and -, and has at most 128
        """:
            "任务 ID '‹1›' 格式不规范，仍按原样发送；规范的 ID 以字母或 _ 开头，由字母、数字、_ 和 - 组成，最长 128 个字符",
        "version or alias that is called first": "先调用的版本或别名",
        "version or alias that is called second": "后调用的版本或别名",
        "send one event to two qualifiers and show what differs": "把同一个事件发给两个版本或别名，显示差异",
        "does the canary answer like production?": "灰度版本的应答与生产版本一致吗？",
        "‹1› that are no text": "‹1›，不是文本",
        "a call without an answer has no body to compare": "没有应答的调用没有可比较的返回内容",
        "the first result, or a part of it; %-2 without it": "第一个结果或其中一部分；省略时为 %-2",
        "the second one; %-1 without it": "第二个结果；省略时为 %-1",
        "a path that may differ, with what is below it": "允许不同的路径，包括其下的内容",
        "show where the bodies of two results differ": "显示两个结果的返回内容有何不同",
        """
        One line for each difference: + added, - removed, ~ changed. Lists are compared by index, numbers by \
        their exact value; the order of keys plays no part. @diff.count tells how many there are; a difference \
        is no failure.
        """:
            "每处差异一行：+ 新增，- 删除，~ 修改。列表按下标比较，数字按精确值比较，键的顺序不影响结果。@diff.count 给出差异数量；有差异不算失败。",
        "the last two results, but for an id": "最近两个结果，忽略一个 ID",
        "no difference": "没有差异",
        "the event as a JSON value": "JSON 值形式的事件",
        "the event as text": "文本形式的事件",
        "the event from a file, byte for byte; - is standard input": "从文件读取事件，逐字节发送；- 表示标准输入",
        "the event from standard input": "从标准输入读取事件",
        "the event a trigger of this kind sends": "此类触发器发送的事件",
        "change a field of the template; may be repeated": "修改模板的字段；可重复使用",
        "send a text that begins like JSON and is not": "发送以 JSON 开头但并非 JSON 的文本",
        "--set changes a template, and there is none": "--set 用于修改模板，而这里没有模板",
        "the event is given twice": "事件给了两次",
        "one of: a JSON word, -e, -f, -s, --event-template, < FILE, <<NAME":
            "只能选其一：JSON 词、-e、-f、-s、--event-template、< FILE、<<NAME",
        "there is no file ‹1›": "没有文件 ‹1›",
        "standard input holds the script": "标准输入正用于读取脚本",
        "put the script into a file, or the event into a heredoc": "把脚本放进文件，或把事件写成 heredoc",
        "standard input is the prompt here": "标准输入在这里是命令提示符",
        "invoke <<END … END, or invoke < FILE": "invoke <<END … END，或 invoke < FILE",
        "function or resource of the s.yaml; the one in use without it": "函数名或 s.yaml 的资源名；省略时为当前函数",
        "call every function of the s.yaml, in its order": "按顺序调用 s.yaml 中的每个函数",
        "run the `run:` actions the s.yaml has for invoke": "运行 s.yaml 中为 invoke 配置的 `run:` 动作",
        "call a function once and show its answer": "调用一次函数并显示结果",
        """
        The event goes out byte for byte; without one it is empty. A text that begins with { or [ has to be \
        JSON. An invocation is sent once and never again: what was not answered may still have run.

        Log, ids and errors go to standard error, the body to standard output.
        """:
            "事件逐字节发送，不给则为空。以 { 或 [ 开头的文本必须是 JSON。一次调用只发送一次，绝不重发：没有收到应答的调用也可能已经执行。\n\n日志、ID 和错误写到标准错误，返回内容写到标准输出。",
        "send JSON to the function in use": "向当前函数发送 JSON",
        "name function and qualifier": "指定函数和版本",
        "send what a trigger would": "发送触发器会发的事件",
        "send a file, get one JSON object with all facts": "发送文件，得到包含全部事实的一个 JSON 对象",
        "with event and headers, and every element of long arrays": "同时显示事件和响应头，并完整显示长数组",
        "show the last result again": "再次显示最近的结果",
        "Nothing is sent. `result %N` shows an earlier one.": "不发送任何请求。`result %N` 显示更早的结果。",
        "with event and headers, and long arrays in full": "带事件和响应头，长数组完整显示",
        "as one object": "作为一个对象",
        "'‹1›' names no result": "'‹1›' 不是结果",
        "%2 for the second one, %-1 for the last": "%2 表示第二个，%-1 表示最近一个",
        "'‹1›' is no path": "'‹1›' 不是路径",
        "such as .requestId or .items[*].at": "例如 .requestId 或 .items[*].at",
        "which result; a list of all without it": "哪个结果；省略时列出全部",
        "the event that was sent, nothing else": "只显示发送的事件",
        "the answer's headers": "响应头",
        "the call's log tail": "该次调用的日志",
        "show an earlier result, or a part of it": "显示更早的结果或其中一部分",
        """
        Nothing is sent. The last hundred results stay; %-1 is the last one. Secrets in an event, a header or a \
        log come out as stars.
        """:
            "不发送任何请求。保留最近一百个结果，%-1 是最近一个。事件、响应头和日志中的敏感信息显示为星号。",
        "list the results that are kept": "列出保留的结果",
        "what stood around the last answer": "上次应答的响应头",
        "request id": "请求 ID",
        "result %‹1› has no ‹2›; its outcome is ‹3›": "结果 %‹1› 没有‹2›；调用状态为 ‹3›",
        "which result; %-1 is the last": "哪个结果；%-1 是最近一个",
        "where the files go; it is made when missing": "文件写到哪里；不存在时自动创建",
        "write a result to files, for a bug report": "把结果写成文件，便于提交问题",
        """
        event, body, log.txt and metadata.json (outcome, ids, times, error, headers). Secrets are replaced by \
        stars; the files can be read by their owner alone. Nothing is overwritten.
        """:
            "包括事件、返回内容、log.txt 和 metadata.json（状态、ID、时间、错误、响应头）。敏感信息替换为星号，文件仅所有者可读，不会覆盖已有文件。",
        "what there is to know about the last call": "最近一次调用的全部信息",
        "‹1›/‹2› is there already; nothing was written": "‹1›/‹2› 已存在，没有写入任何内容",
        "name another folder": "请换一个目录",
        "there is no result yet": "还没有结果",
        "the flow of the s.yaml has no function for invoke": "s.yaml 的 flow 中没有可调用的函数",
        "Which function? [1-‹1›] ": "选择哪个函数？[1-‹1›] ",
        "no function was chosen; nothing was sent": "没有选择函数，没有发送任何内容",
        "use ‹1›, or --all": "use ‹1›，或 --all",
        """
        Two synchronous calls, one after the other, of the function in use; both become results. Without an \
        event it is empty. The differences are those of `diff`, counted in @diff.count; they are no failure, a \
        call that is not ok is one. Standard error has both calls' figures, answers and logs side by side, \
        standard output the differences.
        """:
            """
        对当前函数先后发起两次同步调用，两次都成为结果。不给事件时为空。差异的算法与 `diff` 相同，数量在 @diff.count 中；有差异不算失败，调用不成功才算。标准错误并排显示两次调用的数据、\
        应答和日志，标准输出显示差异。
        """,
        "function '‹1›' has no HTTP trigger: the request goes to it as the event of one":
            "函数 '‹1›' 没有 HTTP 触发器：请求将作为 HTTP 触发器的事件发送",
        "the trigger '‹1›' asks for a JSON Web Token; -H 'Authorization: Bearer …' sends one":
            "触发器 '‹1›' 要求 JSON Web Token；用 -H 'Authorization: Bearer …' 发送",
        "> ‹1› bytes of body": "> 请求体 ‹1› 字节",
        "GET without a body, POST with one, when left out": "省略时：没有请求体为 GET，有请求体为 POST",
        "path and query behind the function's own address": "函数地址之后的路径和查询参数",
        "a method, any word": "方法，任意单词",
        "a header, 'Name: value'; may be repeated": "一个请求头，'Name: value'；可重复使用",
        "the body; @FILE is a file's bytes, @- standard input": "请求体；@FILE 取文件的字节，@- 取标准输入",
        "the HTTP trigger to call through": "通过哪个 HTTP 触发器调用",
        "send it as the event that a trigger makes of it": "作为触发器会生成的事件发送",
        "show the answer's headers on standard error": "在标准错误上显示响应头",
        "fail when the answer's status is 400 or above": "响应状态码为 400 及以上时算失败",
        "send a request to a function over HTTP": "通过 HTTP 向函数发送请求",
        "read from the function in use": "读取当前函数",
        "send JSON to the function shop": "向函数 shop 发送 JSON",
        "send a file": "发送文件",
        "fail unless all is well": "一切正常才算成功",
        "the method is given twice": "方法给了两次",
        "the body is given twice": "请求体给了两次",
        "one of: a JSON word, -d, < FILE, <<NAME": "只能用一种：JSON、-d、< FILE、<<NAME",
        "'‹1›' is an address; the function's own is found out": "'‹1›' 是完整地址；函数的地址会自动查找",
        "http FUNCTION GET /PATH": "http FUNCTION GET /PATH",
        "'‹1›' is no path: one begins with a slash": "'‹1›' 不是路径：路径以斜杠开头",
        "'‹1›' is no header": "'‹1›' 不是请求头",
        "-H 'Name: value'": "-H 'Name: value'",
        "'‹1›' is no name of a header": "'‹1›' 不是请求头的名称",
        "‹1› follows from the body and the connection": "‹1› 由请求体和连接决定",
        "the value of ‹1› holds a control character": "‹1› 的值含有控制字符",
        "‹1› answered with status ‹2›": "‹1› 返回了状态码 ‹2›",
        "it is the function's own answer; --fail makes a failure of it": "这是函数自己的响应；--fail 把它算作失败",
        "the function answered with status ‹1›": "函数返回了状态码 ‹1›",
        "method of HTTP": "HTTP 方法",
        "the HTTP trigger '‹1›' has no address": "HTTP 触发器 '‹1›' 没有地址",
        "the address '‹1›' of the trigger cannot be used: ‹2›": "触发器的地址 '‹1›' 无法使用：‹2›",
        "function '‹1›' has no HTTP trigger '‹2›'": "函数 '‹1›' 没有 HTTP 触发器 '‹2›'",
        "no HTTP trigger of function '‹1›' calls '‹2›'": "函数 '‹1›' 没有调用 '‹2›' 的 HTTP 触发器",
        "--trigger NAME, -q QUALIFIER, or --event": "--trigger NAME、-q QUALIFIER 或 --event",
        """
        The request goes to the address of the function's HTTP trigger, signed where the trigger asks for it, once \
        and never again; a redirect is shown, not followed. A function without such a trigger gets the request as \
        the event of one, and its {statusCode, headers, body} is the answer.

        A body that is JSON is sent as application/json, other text as application/x-www-form-urlencoded, bytes as \
        application/octet-stream, unless -H says otherwise.

        Whatever the function answers is an answer, 404 and 500 included: `expect @status == 404` checks it, \
        --fail makes it a failure. What the function raised, and what the platform refused, are failures.

        Needs the permission fc:ListTriggers, and for --event fc:InvokeFunction.
        """:
            """
        请求发往函数 HTTP 触发器的地址，触发器要求时会签名；只发送一次，绝不重发；重定向只显示，不跟随。\
        没有 HTTP 触发器的函数以触发器事件的形式得到请求，其返回的 {statusCode, headers, body} 就是响应。

        JSON 请求体以 application/json 发送，其他文本以 application/x-www-form-urlencoded 发送，字节以 \
        application/octet-stream 发送，除非 -H 另有指定。

        函数返回的都是响应，包括 404 和 500：用 `expect @status == 404` 检查，用 --fail 把它算作失败。\
        函数抛出的错误和平台的拒绝都是失败。

        需要 fc:ListTriggers 权限；使用 --event 时需要 fc:InvokeFunction。
        """,
    ]
}
