extension ChineseCatalogue {
    /// The messages of the commands that look at the platform, and those on events.
    static let looking: KeyValuePairs<String, String> = [
        "what to do; list without it": "要做什么；省略时为 list",
        "the kind of event": "事件的种类",
        "change a field of the new event; may be repeated": "修改新事件的字段；可重复使用",
        "so many records, where a trigger sends lists": "触发器发送列表时的记录条数",
        "list, show or make sample events of triggers": "列出、显示或生成触发器的示例事件",
        """
        `event list` names the kinds, `event show KIND` prints one with a word on its fields, `event new KIND` \
        prints one with changes, ready for a file. Times are now, ids are fresh, the region is that of the next \
        call, all else is made up.

        A value behind --set is typed when it is an unquoted number, true, false, null or JSON; missing keys \
        are made. `invoke --event-template KIND` sends an event at once, in the trigger's own encoding.
        """:
            """
        `event list` 列出种类，`event show KIND` 显示一个事件及字段说明，`event new KIND` 输出修改后的事件，可直接存成文件。时间取当前时间，ID 是新生成的，\
        地域是下次调用的地域，其余均为虚构。

        --set 后面的值如果是不加引号的数字、true、false、null 或 JSON，则按类型处理；缺少的键会自动创建。`invoke --event-template KIND` \
        会按触发器自己的编码直接发送。
        """,
        "the kinds there are": "有哪些种类",
        "what a bucket sends": "存储空间（Bucket）发送的事件",
        "one with changes": "修改后的事件",
        "‹1› changes nothing": "‹1› 不做任何修改",
        "the kind of event is missing": "缺少事件的种类",
        "the one in use without it": "省略时为当前函数",
        "list the aliases of a function": "列出函数的别名",
        "With the version each stands for. Needs the permission fc:ListAliases.":
            "同时显示每个别名指向的版本。需要 fc:ListAliases 权限。",
        "every alias of hello and its version": "hello 的所有别名及其版本",
        "only names that begin so": "只列出以此开头的名称",
        "at most so many; all without it": "最多列出多少个；省略时为全部",
        "list the functions of the region": "列出该地域的函数",
        "Follows the pages to the end. Needs the permission fc:ListFunctions.": "自动翻页直到最后。需要 fc:ListFunctions 权限。",
        "every function whose name begins with order-": "名称以 order- 开头的所有函数",
        "show a function's configuration": "显示函数的配置",
        "Needs the permission fc:GetFunction. Values of environment variables are not shown on a terminal.":
            "需要 fc:GetFunction 权限。终端上不显示环境变量的值。",
        "the version behind the alias prod": "别名 prod 指向的版本",
        "no function is set": "没有设置函数",
        "use FUNCTION, or name one": "use FUNCTION，或直接指定",
        "what is new about it": "本次版本的说明",
        "publish a version of a function": "发布函数的一个版本",
        "Freezes what LATEST is now and prints the number. Needs the permission fc:PublishFunctionVersion.":
            "固化 LATEST 的当前内容并输出版本号。需要 fc:PublishFunctionVersion 权限。",
        "prints the new version's number": "输出新版本的版本号",
        "the task's id": "任务 ID",
        "stop an asynchronous task": "停止异步任务",
        "A task that runs loses its instance. Needs the permission fc:StopAsyncTask, and task mode.":
            "运行中的任务会失去其实例。需要 fc:StopAsyncTask 权限，并开启任务模式。",
        "ends a task of the function in use": "停止当前函数的一个任务",
        "asked to stop the task ‹1›": "已请求停止任务 ‹1›",
        "show an asynchronous task": "显示异步任务",
        "Needs the permission fc:GetAsyncTask, and task mode.": "需要 fc:GetAsyncTask 权限，并开启任务模式。",
        "state, times and result of a task of the function in use": "当前函数某个任务的状态、时间和结果",
        "only tasks in this state, such as Running or Failed": "只列出此状态的任务，例如 Running 或 Failed",
        "only ids that begin so": "只列出以此开头的 ID",
        "at most so many (20)": "最多列出多少个（20）",
        "list the asynchronous tasks of a function": "列出函数的异步任务",
        "The newest comes first. Needs the permission fc:ListAsyncTasks, and task mode.":
            "最新的在前。需要 fc:ListAsyncTasks 权限，并开启任务模式。",
        "the last failed tasks of report": "report 最近失败的任务",
        "list the published versions of a function": "列出函数已发布的版本",
        "The newest comes first. Needs the permission fc:ListFunctionVersions.":
            "最新的在前。需要 fc:ListFunctionVersions 权限。",
        "every version of hello": "hello 的所有版本",
        "what to print": "要输出的内容",
        "write text": "输出文本",
        "Words are written with one blank between them and a newline behind. Secrets come out as stars.":
            "各个词之间以一个空格分隔，末尾换行。敏感信息显示为星号。",
        "facts, variables and paths expand in double quotes": "事实、变量和路径在双引号中展开",
        "seconds, or a number with ms, s, m, h": "秒数，或数字加 ms、s、m、h",
        "half a second": "半秒",
        "the setting": "设置项",
        "its new value": "新的值",
        "show the settings, or give one a value": "显示设置，或给某项赋值",
        """
        An option of a command is stronger than `set`; `set` is stronger than options of the process, the \
        s.yaml and the environment. Without a name every setting is listed with its value and where it came \
        from.
        """:
            "命令的选项优先于 `set`；`set` 优先于进程选项、s.yaml 和环境变量。不带名称时列出每个设置的值及其来源。",
        "list everything": "列出全部",
        "wait at most 30 seconds for an answer": "最多等待 30 秒",
        "; did you mean ‹1›?": "；是不是想写 ‹1›？",
        "'‹1›' is no region known here‹2›": "'‹1›' 不是已知的地域‹2›",
        "forget what the session set": "取消会话中的设置",
        "Weaker sources speak again: options of the process, the s.yaml, the environment, the default.":
            "较弱的来源重新生效：进程选项、s.yaml、环境变量、默认值。",
        "wait as long as the function's own limit asks": "按函数自身的超时时间等待",
        "there is no setting '‹1›'": "没有设置项 '‹1›'",
        "set lists them": "set 可列出全部设置项",
        "what to put at the top of a script": "放在脚本开头的内容",
        "function, or resource of the s.yaml": "函数名或 s.yaml 的资源名",
        "pick the function to call": "选择要调用的函数",
        """
        A resource of the s.yaml wins over a function's name and brings its region, function name and timeout. \
        Without :QUALIFIER it returns to LATEST. `set region` stays stronger than the resource.
        """:
            "s.yaml 的资源优先于函数名，并带来它的地域、函数名和超时时间。不写 :QUALIFIER 时回到 LATEST。`set region` 仍优先于资源。",
        "call hello from now on": "之后都调用 hello",
        "the alias prod of it": "它的别名 prod",
        "‹1› is in ‹2›; ‹3› (‹4›) is stronger. unset region follows the s.yaml.":
            "‹1› 位于 ‹2›；‹3›（‹4›）优先。unset region 则以 s.yaml 为准。",
        "explain the identity: source, key, account, endpoint": "说明身份：来源、密钥、账号、接入点",
        "which key would sign the next call, and why": "下次调用用哪个密钥签名，以及原因",
        "local endpoint": "本地接入点",
        "call the functions of the s.yaml on this machine": "在本机调用 s.yaml 中的函数",
        "show the body and errors only": "只显示返回内容和错误",
        "show requests and answers, signatures redacted": "显示请求和应答，签名已隐去",
        "answer every question with yes": "对所有询问回答是",
        "ignore AccountID, AccessKeyID, AccessKeySecret of the environment":
            "忽略环境变量中的 AccountID、AccessKeyID、AccessKeySecret",
        "accepted and ignored": "接受但忽略",
        "(none)": "（无）",
        "looked in ‹1›": "查找位置：‹1›",
        "there is no s.yaml here": "这里没有 s.yaml",
        "environment of env.yaml to lay over the s.yaml": "叠加到 s.yaml 上的 env.yaml 环境",
        "at an unknown time": "时间未知",
        "ask STS whose key it is": "向 STS 查询密钥属于谁",
        """
        Says which source of credentials won, which were skipped and why. The network is asked only for a key \
        that
        has to be fetched, such as a role's, and with --check.
        """:
            "说明哪个凭证来源生效，哪些被跳过及原因。只有在需要获取密钥（例如角色的密钥）以及使用 --check 时才访问网络。",
        "the same, confirmed by STS": "同上，并由 STS 确认",
        "the source": "该来源",
        "‹1› names the account ‹2›, and the key belongs to ‹3›": "‹1› 给出的账号是 ‹2›，而密钥属于 ‹3›",
        "show manifest needs one: -t FILE": "show manifest 需要 s.yaml：-t FILE",
        "extends ‹1›": "继承自 ‹1›",
        "template ‹1›": "模板 ‹1›",
        "environment ‹1›": "环境 ‹1›",
        "env ‹1›": "环境变量 ‹1›",
        "default of env ‹1›": "环境变量 ‹1› 的默认值",
        "file ‹1›": "文件 ‹1›",
        "config ‹1›": "配置 ‹1›",
        "known after a deployment": "部署之后才知道",
        "state (without it) or manifest": "state（省略时）或 manifest",
        "of the manifest, this resource alone": "只显示 s.yaml 中的这一个资源",
        "print the state as commands that make it again, or the s.yaml resolved": "把当前状态输出为可重建它的命令，或显示解析后的 s.yaml",
        """
        Secrets are shown as a reference to the environment, never as text. `show manifest` lists every value \
        of the s.yaml with the way it came about; a value that cannot be resolved stands there with its reason.
        """:
            "敏感信息显示为对环境变量的引用，绝不显示原文。`show manifest` 列出 s.yaml 的每个值及其由来；无法解析的值会说明原因。",
        "every value of the s.yaml and where it comes from": "s.yaml 的每个值及其来源",
        "list the running instances of a function": "列出函数正在运行的实例",
        "Needs the permission fc:ListInstances.": "需要 fc:ListInstances 权限。",
        "what runs of hello": "hello 正在运行的实例",
        "list the regions of Function Compute": "列出函数计算的地域",
        "The list is built in: nothing is asked.": "列表是内置的，不访问网络。",
        "every region and its name": "所有地域及其名称",
        "list the triggers of a function": "列出函数的触发器",
        "HTTP triggers come with their addresses. Needs the permission fc:ListTriggers.":
            "HTTP 触发器会显示地址。需要 fc:ListTriggers 权限。",
        "what calls hello": "哪些触发器会调用 hello",
        "address or settings": "地址或设置",
        "the log service did not look at everything: lines may be missing": "日志服务没有查完所有日志：可能缺少一些行",
        "'‹1›' is neither a length of time nor a moment": "'‹1›' 既不是时长也不是时刻",
        "30m, 2h, 3d, or 2026-01-02T03:04:05Z": "30m、2h、3d 或 2026-01-02T03:04:05Z",
        "only lines of this request": "只显示此请求的日志行",
        "only lines of this instance": "只显示此实例的日志行",
        "how long ago, or since when: 30m, 3d, 2026-01-02T03:04:05Z (20m)":
            "多久以前，或从何时起：30m、3d、2026-01-02T03:04:05Z（20m）",
        "only lines with these words": "只显示含有这些词的行",
        "only the last so many lines": "只显示最后多少行",
        "go on with what comes, until Ctrl-C": "持续显示新日志，直到 Ctrl-C",
        "begin each line with its time, in UTC": "每行以 UTC 时间开头",
        "show what a function wrote": "显示函数的日志",
        "what hello wrote in the last two hours": "hello 最近两小时的日志",
        "what the last call wrote": "上一次调用的日志",
        "lines with ERROR as they come": "持续显示含有 ERROR 的行",
        "logging is off for function '‹1›': it names no log store": "函数 '‹1›' 没有开启日志：没有指定日志库",
        "logConfig: auto in the s.yaml, then deploy": "在 s.yaml 中设置 logConfig: auto，然后部署",
        "no lines in the last 20 minutes; --since 1d looks further back": "最近 20 分钟没有日志；--since 1d 可查更早的日志",
        "no such lines; a moment may pass until new ones are found": "没有这样的日志行；新的日志可能要稍后才能查到",
        "no region is set, and the log service has a host for each": "没有设置地域，而日志服务的域名因地域而异",
        "--region cn-hangzhou, or --log-endpoint URL": "--region cn-hangzhou 或 --log-endpoint URL",
        "access to ‹1› is denied: ‹2›": "没有访问‹1›的权限：‹2›",
        "the log project '‹1›' does not exist ‹2›": "日志项目 '‹1›' ‹2›不存在",
        "the log project '‹1›' has no store '‹2›' ‹3›": "日志项目 '‹1›' ‹3›没有日志库 '‹2›'",
        "it was deleted after the function was told to write to it": "函数设置写入之后它被删除了",
        "log store '‹1›'": "日志库 '‹1›'",
        "the log service's URL without the project; the region's own without it": "日志服务的地址（不含项目）；省略时为该地域的地址",
        "a URL such as https://cn-hangzhou.log.aliyuncs.com": "例如 https://cn-hangzhou.log.aliyuncs.com 的地址",
        "what all of them write, as it comes": "持续显示所有函数的日志",
        "no local endpoint is running for this project": "此项目没有正在运行的本地接入点",
        """
        In the cloud the lines come from the log service, from the store that the function's logConfig names; the \
        permissions are fc:GetFunction and log:GetLogStoreLogs. Of a local function the endpoint keeps the last \
        megabyte, which `--since` narrows.

        Lines come in the order of their time. A line that is logged late may be missed by -f when it is more than \
        15 s late.
        """:
            """
        云端函数的日志来自日志服务，即函数 logConfig 指定的日志库；需要 fc:GetFunction 和 log:GetLogStoreLogs 权限。\
        本地函数的日志由本地接入点保留最近 1 MB，可用 `--since` 缩小范围。

        各行按时间先后排列。使用 -f 时，延迟超过 15 秒才写入的行可能会漏掉。
        """,
    ]
}
