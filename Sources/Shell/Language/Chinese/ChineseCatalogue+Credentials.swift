extension ChineseCatalogue {
    /// The messages of the search for credentials.
    static let credentials: KeyValuePairs<String, String> = [
        ", no ": "、",
        "access '‹1›' ‹2› has no ‹3›": "访问凭证 '‹1›'（‹2›）缺少 ‹3›",
        "complete it with 's config add -a ‹1›', or choose another with -a":
            "用 's config add -a ‹1›' 补全，或用 -a 选择其他凭证",
        "access '‹1›' ‹2›: ‹3› cannot be decrypted": "访问凭证 '‹1›'（‹2›）：‹3› 无法解密",
        "the value is damaged or was encrypted by another program; run 's config add -a ‹1›' again":
            "该值已损坏，或由其他程序加密；请重新运行 's config add -a ‹1›'",
        "Alibaba Cloud": "阿里云",
        "it is an entry for ‹1›; choose one for Alibaba Cloud with -a": "这是 ‹1› 的凭证；请用 -a 选择阿里云的凭证",
        "in ‹1›": "位于 ‹1›",
        "in the environment": "位于环境变量",
        "the access file ‹1› cannot be read: ‹2›": "无法读取访问凭证文件 ‹1›：‹2›",
        "the access file ‹1› is no YAML: ‹2› (‹3›:‹4›)": "访问凭证文件 ‹1› 不是 YAML：‹2›（‹3›:‹4›）",
        "mend it, or write it anew with 's config add'": "请修复该文件，或用 's config add' 重新生成",
        "the access file ‹1› is no mapping of aliases": "访问凭证文件 ‹1› 不是由别名组成的映射",
        "an access file in ‹1›, which does not exist": "访问凭证文件所在的 ‹1› 不存在",
        "any folder": "任何目录",
        "; there are: ": "；已有：",
        "Not found access: ‹1›": "找不到访问凭证：‹1›",
        "the variable ‹1› exists and is no JSON object; write it without backslashes":
            "变量 ‹1› 存在，但不是 JSON 对象；请不要写反斜杠",
        "Not found access: ‹1› (looked in ‹2›‹3›)": "找不到访问凭证：‹1›（查找位置：‹2›‹3›）",
        "add one with 's config add', or export ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET":
            "用 's config add' 添加，或导出 ALIBABA_CLOUD_ACCESS_KEY_ID 和 ALIBABA_CLOUD_ACCESS_KEY_SECRET",
        "choose one with -a": "用 -a 选择一个",
        "‹1› cannot be read: ‹2›": "无法读取 ‹1›：‹2›",
        "‹1› is no JSON: ‹2› (‹3›:‹4›)": "‹1› 不是 JSON：‹2›（‹3›:‹4›）",
        "run 'aliyun configure' to write it anew": "运行 'aliyun configure' 重新生成",
        "‹1› has no profile '‹2›'": "‹1› 中没有配置 '‹2›'",
        "run 'aliyun configure'": "运行 'aliyun configure'",
        "there are: ": "已有：",
        "profile '‹1›' of the aliyun CLI has no mode and no key": "aliyun CLI 的配置 '‹1›' 既没有 mode 也没有密钥",
        "profile '‹1›' of the aliyun CLI has the mode ‹2›, which is not supported":
            "aliyun CLI 的配置 '‹1›' 使用了不支持的模式 ‹2›",
        """
        use a profile of the mode AK or StsToken, or export ALIBABA_CLOUD_ACCESS_KEY_ID, \
        ALIBABA_CLOUD_ACCESS_KEY_SECRET and ALIBABA_CLOUD_SECURITY_TOKEN
        """:
            """
        请使用 AK 或 StsToken 模式的配置，或导出 ALIBABA_CLOUD_ACCESS_KEY_ID、ALIBABA_CLOUD_ACCESS_KEY_SECRET 和 \
        ALIBABA_CLOUD_SECURITY_TOKEN
        """,
        "profile '‹1›' of the aliyun CLI has no ‹2›": "aliyun CLI 的配置 '‹1›' 缺少 ‹2›",
        "run 'aliyun configure --profile ‹1›'": "运行 'aliyun configure --profile ‹1›'",
        "no credentials were found": "没有找到访问凭证",
        "there is no profile '‹1›': ‹2› does not exist": "没有配置 '‹1›'：‹2› 不存在",
        "${aliyun-cli} asks for the aliyun CLI's profile, and ‹1› does not exist":
            "${aliyun-cli} 要使用 aliyun CLI 的配置，而 ‹1› 不存在",
        "add an alias with 's config add', or export ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET":
            "用 's config add' 添加一个别名，或导出 ALIBABA_CLOUD_ACCESS_KEY_ID 和 ALIBABA_CLOUD_ACCESS_KEY_SECRET",
        "not set: ": "未设置：",
        "‹1› asks for a role by OIDC, which is not supported": "‹1› 要求通过 OIDC 扮演角色，目前不支持",
        "unset ‹1›, or export ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET":
            "取消设置 ‹1›，或导出 ALIBABA_CLOUD_ACCESS_KEY_ID 和 ALIBABA_CLOUD_ACCESS_KEY_SECRET",
        "‹1› is set": "已设置 ‹1›",
        "‹1› does not exist": "‹1› 不存在",
        "profile ‹1› of ‹2›": "‹2› 的配置 ‹1›",
        " does not exist": " 不存在",
        "section [‹1›] of ‹2›": "‹2› 的 [‹1›] 段",
        "ALIBABA_CLOUD_ECS_METADATA_DISABLED is set": "已设置 ALIBABA_CLOUD_ECS_METADATA_DISABLED",
        "not supported": "不支持",
        "no Serverless Devs access found, using ‹1›": "没有找到 Serverless Devs 访问凭证，改用 ‹1›",
        "--profile and -a name two identities": "--profile 和 -a 指定了两个身份",
        "give one of them": "请只指定一个",
        "passed over because of --no-env-triple": "因 --no-env-triple 而跳过",
        "-a ‹1› is overridden by ‹2› in the environment": "-a ‹1› 被环境变量中的 ‹2› 覆盖",
        "access: ‹1› of the s.yaml is overridden by ‹2› in the environment": "s.yaml 中的 access: ‹1› 被环境变量中的 ‹2› 覆盖",
        "there is no Serverless Devs store": "没有 Serverless Devs 凭证库",
        "‹1› is set, so ‹2› is used as in Yunxiao": "已设置 ‹1›，因此与云效一致，使用 ‹2›",
        "in CI (‹1› is set) serverless_devs_access_cicd_alias_name chooses ‹2›":
            "在 CI 环境中（已设置 ‹1›），serverless_devs_access_cicd_alias_name 选择了 ‹2›",
        "‹1› can be read by others; run 'chmod 600 ‹2›'": "其他用户可以读取 ‹1›；请运行 'chmod 600 ‹2›'",
        "‹1› has no section [‹2›]": "‹1› 中没有 [‹2›] 段",
        "section [‹1›] of ‹2› has the type ‹3›, which is not supported": "‹2› 的 [‹1›] 段使用了不支持的类型 ‹3›",
        "use a section of the type access_key": "请使用 access_key 类型的段",
        "section [‹1›] of ‹2› has no ‹3›": "‹2› 的 [‹1›] 段缺少 ‹3›",
    ]
}
