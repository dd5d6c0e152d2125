extension ChineseCatalogue {
    /// The messages of the commands of the shell.
    static let shell: KeyValuePairs<String, String> = [
        "the name and what it stands for; a list of all without it": "名称及其代表的内容；省略时列出全部",
        "give a line's beginning a short name": "给一行的开头起一个短名",
        """
        Aliases exist at the prompt and in rc.fcsh only: a script says what it means. The first word of a \
        statement is replaced once; what comes of it is not looked at again. `alias NAME =` forgets one.
        """:
            "别名只在命令提示符和 rc.fcsh 中有效：脚本要写得明明白白。语句的第一个词只替换一次，替换结果不再检查。`alias NAME =` 删除一个别名。",
        "smoke calls the function in use": "smoke 调用当前函数",
        "what there is": "有哪些别名",
        "there is no alias '‹1›'": "没有别名 '‹1›'",
        "'‹1›' is no name: letters, digits, - and _, a letter first": "'‹1›' 不是有效名称：由字母、数字、- 和 _ 组成，以字母开头",
        "'‹1›' is a command already": "'‹1›' 已经是命令",
        "name the alias differently": "请换一个别名",
        "the alias": "别名",
        "forget an alias": "删除别名",
        "smoke is no word any more": "smoke 不再有效",
        "did you mean ‹1›?": "是不是想写 ‹1›？",
        "alias lists them": "alias 可列出全部别名",
        "aliases exist at the prompt and in rc.fcsh; a script says what it means": "别名只在命令提示符和 rc.fcsh 中有效；脚本要写得明明白白",
        "empty the window": "清空窗口",
        "Where standard output is no terminal nothing is written. Ctrl-L does the same and keeps the line.":
            "标准输出不是终端时不写任何内容。Ctrl-L 效果相同，并保留正在输入的行。",
        "an empty window, the prompt at its top": "清空窗口，提示符在最上方",
        "the status to end with": "结束时的状态码",
        "end the shell or the script": "结束 Shell 或脚本",
        "Without a status a script ends with that of its first failure, the prompt with 0.":
            "不给状态码时，脚本以第一个失败的状态码结束，命令提示符以 0 结束。",
        "end with status 3": "以状态码 3 结束",
        "which result; the last one without it": "哪个结果；省略时为最近一个",
        "say why a call failed and what to type next": "说明调用为何失败以及下一步输入什么",
        """
        The likely cause is read from outcome, error code, the function's message and its log. Nothing is sent, \
        and the error itself is always shown as it came.
        """:
            "可能的原因根据调用状态、错误码、函数的错误信息和日志判断。不发送任何请求，错误本身始终原样显示。",
        "the last result": "最近的结果",
        "the one before it": "再往前一个",
        "the call was answered well; there is nothing to explain": "该调用已正常应答，没有需要说明的",
        ", status ‹1›": "，状态码 ‹1›",
        "a command or a topic": "命令或主题",
        "list the commands, or explain one": "列出命令，或说明其中一个",
        """
        Topics beside the commands: language, selectors, facts, expansion, redirection, events, tests, \
        settings, alias, history, keys, status. A word that is neither finds the examples that hold it.
        """:
            """
        命令以外的主题：language、selectors、facts、expansion、redirection、events、tests、settings、alias、history、keys、\
        status。其他的词用来查找包含它的示例。
        """,
        "one command in full": "一个命令的完整说明",
        "lines that work": "可以直接运行的示例",
        "there is no help on '‹1›'": "没有关于 '‹1›' 的帮助",
        "only what holds this text": "只列出包含此文本的",
        "only what went wrong": "只列出出错的",
        "only what was aimed at this function": "只列出针对此函数的",
        "only what was typed in this folder": "只列出在此目录中输入的",
        "the newest so many (25)": "最近多少条（25）",
        "what did not end well": "没有正常结束的",
        "no history is kept here; only the prompt keeps one": "这里不保存历史；只有命令提示符才保存",
        "the script to write, or off to end it; whether it is on without either": "要写入的脚本，off 表示结束；都不给则显示是否正在录制",
        "add what the answers suggest to expect": "根据应答加上建议的 expect",
        "write what succeeds into a script": "把成功的语句写成脚本",
        """
        The script begins with the state that is set now and runs with `fcsh run`. Statements that fail are not \
        in it, nor is what is about their results; secrets stand as ${env.NAME}. The file is new, can be read \
        by its owner alone and is complete after each statement.

        With --expect each call is followed by assertions: values that look stable are compared; ids, times and \
        the like are checked by type.
        """:
            """
        脚本以当前设置的状态开头，可用 `fcsh run` 运行。失败的语句不会写入，针对其结果的语句也不会；敏感信息写作 ${env.NAME}。文件是新建的，仅所有者可读，每条语句之后都是完整的。

        使用 --expect 时，每次调用后面会加上断言：看起来稳定的值按值比较，ID、时间等按类型检查。
        """,
        "whether a recording goes on": "是否正在录制",
        "end it": "结束录制",
        "record works at the prompt and in scripts: one command leaves nothing to record":
            "record 用于命令提示符和脚本：只有一条命令时没有可录制的内容",
        "nothing is being recorded": "当前没有录制",
        "recorded ‹1› to ‹2›": "已将 ‹1› 录制到 ‹2›",
        "‹1›: ‹2› so far": "‹1›：目前 ‹2›",
        "‹1› statement‹2›": "‹1› 条语句",
        "‹1› is being recorded already": "正在录制到 ‹1›",
        "nothing is recorded": "没有录制任何内容",
        "name another file": "请换一个文件",
        "whose event; that of the last call without it": "哪个结果的事件；省略时为最近一次调用",
        "open the last event in your editor": "用编辑器打开上次的事件",
        """
        $VISUAL or $EDITOR opens the call as a line that can be run; what you save stands on the next prompt, \
        where Enter sends it. Before the first call it is the line typed last. Ctrl-X Ctrl-E does the same with \
        the line being typed.
        """:
            """
        用 $VISUAL 或 $EDITOR 打开这次调用，内容是可以运行的一行；保存的内容会放到下一个提示符上，按 Enter 发送。还没有调用时打开最近输入的一行。Ctrl-X Ctrl-E \
        对正在输入的行做同样的事。
        """,
        "change the last event and send it again": "修改上次的事件并再次发送",
        "the same with an earlier one": "同上，针对更早的事件",
        "only the prompt has lines to edit": "只有命令提示符才有可编辑的行",
        "there is nothing to edit yet": "还没有可编辑的内容",
        "the event of %‹1› is no text": "%‹1› 的事件不是文本",
        "only what holds this text; or delete N N-M…; or export FILE": "只列出包含此文本的；或 delete N N-M…；或 export FILE",
        "show, erase or export what was typed": "显示、删除或导出输入过的内容",
        """
        !12 alone on a line puts entry 12 on the prompt, !! the last one, !-2 the one before it.

        `history delete` takes numbers and ranges, or the options that choose; what is erased is gone from the \
        file, and other shells forget it at their next prompt. `history export FILE` writes a script for `fcsh \
        run`: what did not go well stands in it as a comment, unless --failed asks for it. Without a choice all \
        of the history is exported. 'delete' in quotes is a text to look for.
        """:
            """
        单独一行的 !12 把第 12 条放到提示符上，!! 是最近一条，!-2 是再往前一条。

        `history delete` 接受编号和范围，或用选项选择；删除的内容会从文件中消失，其他 Shell 在下一个提示符时也会忘记。`history export FILE` 写出可用 `fcsh \
        run` 运行的脚本：没有正常结束的行写成注释，除非用 --failed 要求。不做选择时导出全部历史。加引号的 'delete' 是要查找的文本。
        """,
        "erase seven entries": "删除七条记录",
        "what was typed in this folder, as a script": "把在此目录中输入的内容导出为脚本",
        "history delete needs to know what": "history delete 需要知道删除哪些",
        "no entry of the history is meant": "没有符合的历史记录",
        "Erase ‹1› entries of the history?": "要删除 ‹1› 条历史记录吗？",
        "not confirmed; nothing was erased": "未确认，没有删除任何内容",
        "'‹1›' is neither the number of an entry nor a range": "'‹1›' 既不是记录的编号，也不是范围",
        "12 or 3-8; history shows the numbers": "12 或 3-8；history 可显示编号",
        "history export needs one file": "history export 需要一个文件",
        "history export FILE, or - for standard output": "history export FILE，或用 - 表示标准输出",
        ", ‹1› as comments": "，其中 ‹1› 条为注释",
        "‹1›: ‹2› entries‹3›": "‹1›：‹2› 条记录‹3›",
        "erased ‹1› entr‹2›": "已删除 ‹1› 条记录",
    ]
}
