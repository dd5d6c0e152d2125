extension ChineseCatalogue {
    /// The messages of why a call failed.
    static let explanations: KeyValuePairs<String, String> = [
        "the function's own timeout ended it; `set timeout` changes only how long fcsh waits":
            "函数自身的超时时间到了；`set timeout` 只改变 fcsh 等待多久",
        "the function needs more memory than it has been given": "函数需要的内存超过了配置",
        "a Python package is not in the code package or a layer, or was built for another Python":
            "代码包和层中缺少某个 Python 包，或该包是为其他 Python 版本构建的",
        "a Node.js package is not in the code package: node_modules was not deployed with it, or a path is wrong":
            "代码包中缺少某个 Node.js 包：没有部署 node_modules，或路径有误",
        "a native library is missing or was built for another system or processor": "缺少某个本地库，或它是为其他系统或处理器构建的",
        "the code was built on a newer Linux than the runtime's": "代码是在比运行时更新的 Linux 上构建的",
        "the handler's name does not match the code: FILE.FUNCTION in `handler` has to exist":
            "handler 的名称与代码不符：`handler` 中的 文件.函数 必须存在",
        "a function was called with another number of arguments than it takes; a handler takes (event, context)":
            "某个函数被传入了数量不符的参数；handler 的参数是 (event, context)",
        "the code cannot be read by the runtime: a typing error, or a newer language version than the runtime's":
            "运行时无法解析代码：有语法错误，或语言版本比运行时更新",
        "a text that is no JSON was read as JSON, probably the event": "把不是 JSON 的文本当作 JSON 读取，很可能是事件",
        "a field is missing where the code looks for it, perhaps in the event": "代码读取的字段不存在，也许是事件中缺少该字段",
        "only /tmp can be written to by a function": "函数只能写 /tmp",
        "the instance's disk is full; it is kept between calls of the same instance": "实例的磁盘已满；同一实例的多次调用之间不会清空",
        "another service refused the function: its role lacks a permission, or it has no role":
            "其他服务拒绝了该函数：它的角色缺少权限，或者没有配置角色",
        "the function keeps credentials longer than they are valid; they come anew with every call's context":
            "函数保存凭证的时间超过了有效期；每次调用的 context 中都有新的凭证",
        "a host name does not resolve from where the function runs: mistyped, or the VPC lacks it":
            "函数所在的环境解析不了某个主机名：名称有误，或 VPC 内没有该名称",
        "what the function connects to does not listen there, or is reachable from a VPC only":
            "函数要连接的地址没有监听，或只能从 VPC 内访问",
        "what the function connects to did not answer: no way to the internet, another VPC, or a security group":
            "函数要连接的地址没有响应：不能访问公网、在其他 VPC 中，或受安全组限制",
        "the function does not trust the other side's certificate": "函数不信任对方的证书",
        "the function's server was started twice in one instance": "函数的服务在同一实例中启动了两次",
        "the function's process ended: a crash, an exit call or too little memory": "函数的进程结束了：崩溃、调用了 exit 或内存不足",
        "the platform answered with status ‹1›": "平台返回了状态码 ‹1›",
        "access is denied: ‹1›": "没有权限：‹1›",
        "a policy denies it expressly; what other policies allow makes no difference": "有策略明确拒绝；其他策略允许也没有用",
        "no policy of this identity allows ‹1›": "该身份没有允许 ‹1› 的策略",
        "attach the policy ‹1› to the identity, or at least this one:": "请为该身份授予策略 ‹1›，或至少授予以下策略：",
        "no message in its answer": "应答中没有错误信息",
        "function '‹1›' failed: ‹2›": "函数 '‹1›' 执行失败：‹2›",
        "error type": "错误类型",
        "the security token is not accepted": "安全令牌（STS Token）无效",
        "the access key is not accepted": "访问密钥（AccessKey）无效",
        "a temporary key has expired, or its token belongs to another key": "临时密钥已过期，或令牌属于另一个密钥",
        "the key id is mistyped, was deleted or is switched off": "AccessKey ID 有误、已删除或已禁用",
        "the request's time is too far from the server's": "请求时间与服务器时间相差太大",
        "the signature is not accepted": "签名校验未通过",
        "signed here": "此处签名的内容",
        "read there": "对方读到的内容",
        "something on the way changed the request, a proxy for instance": "请求在途中被修改，例如经过了代理",
        "both sides signed the same text, so the secret does not belong to this key id":
            "双方签名的内容相同，因此密钥与该 AccessKey ID 不匹配",
        "the secret does not belong to this key id; blanks copied along with it count":
            "密钥与该 AccessKey ID 不匹配；复制时多出的空格也会影响",
        "the service or the network is slow; nothing says that ‹1› failed": "服务或网络较慢；不能说明 ‹1› 失败了",
        "no answer within the limit (‹1›)": "在时限内没有应答（‹1›）",
        "the event may have been queued all the same; fcsh does not send it again": "事件仍有可能已经进入队列；fcsh 不会再次发送",
        "‹1› may still be running; fcsh does not send the call again": "‹1›可能仍在运行；fcsh 不会再次发送该调用",
        "the trigger does not exist ‹1›": "触发器不存在（‹1›）",
        "‹1›: nothing of that name exists ‹2›": "‹1›：不存在该名称（‹2›）",
        "function '‹1›' does not exist ‹2›": "函数 '‹1›' 不存在（‹2›）",
        "similar names": "相似的名称",
        "the name is mistyped, or the function is in another region or account": "名称有误，或函数在其他地域或账号下",
        "the name is mistyped": "名称有误",
        "‹1› has no version '‹2›' ‹3›": "‹1›没有版本 '‹2›'（‹3›）",
        "‹1› has no alias '‹2›' ‹3›": "‹1›没有别名 '‹2›'（‹3›）",
        "‹1› has no such asynchronous task ‹2›": "‹1›没有这个异步任务（‹2›）",
        "without task mode an asynchronous call has no status to be asked for": "没有开启任务模式时，异步调用没有可查询的状态",
        "a web page came back, not an answer of Function Compute": "返回的是网页，不是函数计算的应答",
        "a proxy or load balancer on the way answered in the platform's place": "途中的代理或负载均衡代替平台做了应答",
        "the endpoint points to another address; fcsh does not follow it": "接入点指向另一个地址；fcsh 不会跟随跳转",
        "following would send the call a second time, and the key's token to another host; the endpoint is wrong":
            "跟随跳转会把调用再发一次，并把密钥的令牌发给另一台主机；接入点有误",
        "the platform is throttling ‹1›": "平台正在对‹1›限流",
        "the platform has no instance to spare at the moment": "平台目前没有空闲的实例",
        "too many instances or calls at a time, by the limit of the function or of the account in this region":
            "同时存在的实例或调用过多，超出了函数或账号在该地域的限制",
        "128 KB for an asynchronous call": "异步调用 128 KB",
        "32 MB for a synchronous call": "同步调用 32 MB",
        "the event is larger than the platform takes": "事件超过了平台允许的大小",
        "the limit is ‹1›; larger data goes into an OSS object whose name is sent": "上限为‹1›；更大的数据请放到 OSS 对象中，只发送对象名",
        "the platform refused ‹1› of ‹2›": "平台拒绝了对‹2›的 ‹1›",
        "the platform refused ‹1›": "平台拒绝了 ‹1›",
        "a task of this id exists already: the event was taken before": "已存在此 ID 的任务：之前已接受过该事件",
        "the function could not be started: its image, command, port or code is at fault": "函数无法启动：镜像、启动命令、端口或代码有问题",
        "the function's own server gave no proper answer: its port or its protocol is at fault":
            "函数自己的服务没有正确应答：端口或协议有问题",
        "a fault of the platform; the function may or may not have run": "平台故障；函数可能执行了，也可能没有",
        "the deadline of the call": "调用的截止时间",
        "the proxy of HTTPS_PROXY or HTTP_PROXY does not let this host through": "HTTPS_PROXY 或 HTTP_PROXY 的代理不放行该主机",
        "the local endpoint is not running": "本地接入点没有运行",
        "nothing listens there: the endpoint or its port is wrong, or a firewall refuses": "该地址没有监听：接入点或端口有误，或被防火墙拒绝",
        "this machine has no network or no name service, or the endpoint is mistyped": "本机没有网络或没有域名解析，或接入点写错了",
        "'‹1›' is no region that fcsh knows": "fcsh 不知道地域 '‹1›'",
        "an internal endpoint is reached only from inside Alibaba Cloud, in the same region": "内网接入点只能在阿里云同一地域内访问",
        "a firewall drops the packets, or a proxy is needed here and HTTPS_PROXY is not set":
            "防火墙丢弃了数据包，或这里需要代理而没有设置 HTTPS_PROXY",
        "a proxy that re-encrypts traffic, a wrong endpoint, or a wrong clock of this machine":
            "代理重新加密了流量、接入点有误或本机时钟有误",
        "the connection broke before the request went out: the function was not called": "连接在请求发出之前就断开了：函数没有被调用",
        "‹1› may have run; fcsh does not send the call again": "‹1›可能已经执行；fcsh 不会再次发送该调用",
        "‹1› refused the connection": "‹1› 拒绝连接",
        "the host '‹1›' has no address": "主机 '‹1›' 没有对应的地址",
        "no connection to ‹1› in time": "未能及时连接到 ‹1›",
        "no secure connection to ‹1›: ‹2›": "无法与 ‹1› 建立安全连接：‹2›",
        "no answer from ‹1› in time": "‹1› 没有及时应答",
        "the connection to ‹1› ended before the answer did": "与 ‹1› 的连接在应答结束之前就断开了",
        "the proxy ‹1› refused: ‹2›": "代理 ‹1› 拒绝：‹2›",
        "the answer is larger than ‹1› bytes": "应答超过 ‹1› 字节",
        "no answer from ‹1›: ‹2›": "‹1› 没有应答：‹2›",
        "the server": "服务器",
        "at this endpoint": "在该接入点",
        "function '‹1›'": "函数 '‹1›'",
        "the clock of this machine is ‹1› ahead; 15 minutes are accepted": "本机时钟快了 ‹1›；允许相差 15 分钟",
        "the clock of this machine is ‹1› behind; 15 minutes are accepted": "本机时钟慢了 ‹1›；允许相差 15 分钟",
        "the security token has expired": "安全令牌（STS Token）已过期",
        "the next call takes a new one if its source has one; a token that was copied ends for good":
            "如果来源能提供，下次调用会使用新的令牌；复制来的令牌则不再有效",
    ]
}
