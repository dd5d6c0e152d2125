extension ChineseCatalogue {
    /// The messages of the program and the local endpoint.
    static let program: KeyValuePairs<String, String> = [
        "the code of ‹1› has changed; new instances run it": "‹1› 的代码已变更；新实例将运行新代码",
        "‹1› has changed and was read again": "‹1› 已变更，已重新读取",
        "‹1› cannot be used as it is now; its functions stay as they were": "‹1› 目前无法使用；其中的函数保持原样",
        "port ‹1› cannot be used: ‹2›; choose another one or 0 for any free one": "无法使用端口 ‹1›：‹2›；请换一个端口，0 表示任意空闲端口",
        "‹1› cannot be used for the endpoint's key: ‹2›": "无法把 ‹1› 用于本地接入点的密钥：‹2›",
        "the local endpoint did not start: ‹1›": "本地接入点没有启动：‹1›",
        "resources.‹1›.props.runtime is missing": "缺少 resources.‹1›.props.runtime",
        "no script is named": "没有给出脚本",
        "fcsh check FILE…, or - for standard input": "fcsh check FILE…，或用 - 表示标准输入",
        "‹1› scripts": "‹1› 个脚本",
        "no script is named; fcsh fmt FILE…, or - for standard input": "没有给出脚本；fcsh fmt FILE…，或用 - 表示标准输入",
        "‹1› to be formatted": "‹1› 需要格式化",
        "‹1› formatted": "‹1› 已格式化",
        "-c needs statements": "-c 需要语句",
        "‹1› belongs behind its command": "‹1› 应写在它的命令后面",
        "'‹1›' is no resource of an s.yaml here": "'‹1›' 不是这里的 s.yaml 中的资源",
        "'‹1›' is no command, no resource and no file": "'‹1›' 不是命令、资源或文件",
        "'local ‹1›' belongs to a shell or a script: the endpoint lives in its process":
            "'local ‹1›' 只能在 Shell 或脚本中使用：接入点存在于其进程中",
        "fcsh local, which stays in the foreground": "fcsh local，它会一直在前台运行",
        "start, stop, status or logs": "start、stop、status 或 logs",
        "whose logs to show; all without it": "显示谁的日志；省略时为全部",
        "the port to listen on": "监听的端口",
        "how many calls' logs to show (10)": "显示多少次调用的日志（10）",
        "run the functions of the s.yaml on this machine": "在本机运行 s.yaml 中的函数",
        """
        After `local start` calls go to an endpoint on this machine that runs the functions as local processes: \
        same API, same signatures, no account, no network. It ends with this shell or script, or with `local \
        stop`. `fcsh local` keeps one in the foreground, and other shells in the same project use it.
        """:
            """
        `local start` 之后，调用会发往本机的接入点，它以本地进程运行函数：API 相同、签名相同，不需要账号和网络。它随此 Shell 或脚本结束，也可以用 `local stop` 停止。\
        `fcsh local` 让它一直在前台运行，同一项目中的其他 Shell 会使用它。
        """,
        "run the functions of ./s.yaml": "运行 ./s.yaml 中的函数",
        "what the function hello wrote": "函数 hello 输出的内容",
        "a replay needs no local endpoint": "回放不需要本地接入点",
        "running endpoint ‹1›: ‹2›": "运行中的接入点 ‹1›：‹2›",
        "local endpoint ‹1›: ‹2›": "本地接入点 ‹1›：‹2›",
        "local endpoint stopped": "本地接入点已停止",
        "no local endpoint is in use": "没有在使用本地接入点",
        "the endpoint ‹1› has ended; calls go to the cloud again": "接入点 ‹1› 已结束；调用重新发往云端",
        "calls go to the cloud again; the endpoint belongs to another process and goes on":
            "调用重新发往云端；该接入点属于另一个进程，会继续运行",
        "endpoint ‹1›": "接入点 ‹1›",
        "page ‹1›": "页面 ‹1›",
        "it belongs to another process": "它属于另一个进程",
        "it belongs to another process; calls of this shell go to it after `local start`":
            "它属于另一个进程；执行 `local start` 后，本 shell 的调用会发往它",
        "access key id ‹1›": "AccessKey ID ‹1›",
        "access key secret ‹1›": "AccessKey Secret ‹1›",
        "function ‹1› (‹2›)‹3›": "函数 ‹1›（‹2›）‹3›",
        "let a debugger attach to this function, without time limits; can be given several times":
            "允许调试器附加到此函数，并取消时间限制；可多次给出",
        "with --debug: add what attaches VS Code to .vscode/launch.json":
            "与 --debug 一起使用：把 VS Code 附加所需的配置加入 .vscode/launch.json",
        "keep asynchronous calls and their tasks in this folder, over restarts":
            "把异步调用及其任务保存在此文件夹中，重启后仍在",
        "let VS Code attach to the function hello": "让 VS Code 附加到函数 hello",
        "keep asynchronous calls until they are done, also over restarts": "保存异步调用直到完成，重启后继续",
        "let a debugger attach to the function hello": "允许调试器附加到函数 hello",
        "'‹1›' is not FUNCTION or FUNCTION:PORT": "'‹1›' 不是 FUNCTION 或 FUNCTION:PORT",
        "--vscode needs a function to debug": "--vscode 需要一个要调试的函数",
        "for VS Code, in configurations of .vscode/launch.json (--vscode adds it):":
            "供 VS Code 使用，放入 .vscode/launch.json 的 configurations（--vscode 会自动添加）：",
        "debugger of ‹1›: 127.0.0.1:‹2›; calls wait until it is attached, without time limits":
            "‹1› 的调试器：127.0.0.1:‹2›；调用会等到调试器附加，没有时间限制",
        "‹1› has no time limits now; its own command has to start the debugger, such as":
            "‹1› 现在没有时间限制；调试器须由它自己的命令启动，例如",
        "'‹1›' is in ‹2› now": "'‹1›' 已加入 ‹2›",
        "'‹1›' is in ‹2› already": "'‹1›' 已在 ‹2› 中",
        "‹1› has another '‹2›', which stays; this is the new one:": "‹1› 中有另一个 '‹2›'，保持不变；新的配置是：",
        "‹1› has comments or is no plain JSON and stays as it is; add this to it:":
            "‹1› 含有注释或不是纯 JSON，保持原样；请把以下内容加进去：",
        "‹1› cannot be used for asynchronous calls: ‹2›": "无法把 ‹1› 用于异步调用：‹2›",
        "function '‹1›' cannot be debugged: ‹2›": "无法调试函数 '‹1›'：‹2›",
        "Ctrl-C ends it": "按 Ctrl-C 结束",
        "‹1› has no function to run": "‹1› 中没有可运行的函数",
        "the local endpoint cannot start: ‹1›": "无法启动本地接入点：‹1›",
        "‹1› in the environment: ‹2›": "环境变量 ‹1›：‹2›",
        "standard output": "标准输出",
        "two reports cannot both go to ‹1›": "两份报告不能都写到 ‹1›",
        "give one of them another file": "请给其中一份换一个文件",
        "a replay makes no calls that could be saved": "回放不产生可保存的调用",
        "leave out --save-session": "去掉 --save-session",
        "standard output cannot be kept: ‹1›": "无法占用标准输出：‹1›",
        "nobody reads the report": "报告没有读取方",
        ", ‹1› skipped": "，跳过 ‹1›",
        "--variable wants NAME=VALUE, not '‹1›'": "--variable 需要 NAME=VALUE，而不是 '‹1›'",
        "‹1›:‹2›: a line NAME=VALUE is expected": "‹1›:‹2›：应为 NAME=VALUE 这样的行",
        "fcsh run FILE…, or - for standard input": "fcsh run FILE…，或用 - 表示标准输入",
        "no test has a name that fits --test": "没有名称与 --test 匹配的测试",
        "the run's limit of ‹1› is reached (--max-time)": "已达到整个运行的时限 ‹1›（--max-time）",
        "standard input cannot be read: ‹1›": "无法读取标准输入：‹1›",
        "the resources are: ‹1›": "已有的资源：‹1›",
        "‹1› script‹2›, ‹3› failed": "‹1› 个脚本，失败 ‹3› 个",
        "‹1› call‹2› in ‹3›": "‹1› 次调用，用时 ‹3›",
        "‹1› test‹2›, ‹3› failed‹4›": "‹1› 个测试，失败 ‹3› 个‹4›",
        "nothing wrong": "没有问题",
        "‹1›, ‹2› line‹3›, ‹4›": "‹1›，‹2› 行，‹4›",
        "it is no ZIP file": "它不是 ZIP 文件",
        "its list of files is damaged": "文件列表已损坏",
        "it expands to more than ‹1› MB": "解压后超过 ‹1› MB",
        "‹1› is packed in a way that is not known (‹2›)": "‹1› 使用了未知的压缩方式（‹2›）",
        "‹1› would be written outside its folder": "‹1› 会写到目录之外",
        "‹1› is damaged": "‹1› 已损坏",
        "end instances that use more memory than their function has": "结束内存用量超过函数配置的实例",
    ]
}
