/// A place where Function Compute runs, from the built-in table (docs: FC regions).
public struct Region: Sendable, Hashable {
    /// Who may use a region.
    public enum Kind: String, Sendable {
        /// In the service's public list.
        case `public`
        /// Operated by a partner.
        case partner
        /// Known to the official tools, no longer in the public list.
        case legacy
        /// For an industry, finance for instance.
        case industry
    }

    /// The id, `cn-hangzhou`.
    public let id: String
    /// The English name; the id where none is known.
    public let englishName: String
    /// The Chinese name; the id where none is known.
    public let chineseName: String
    /// Who may use it.
    public let kind: Kind
    /// The host that serves every operation without an account's number in front.
    public let managementHost: String
    /// Whether the official tools reach it through its internal host alone.
    public let isInternalOnly: Bool

    private init(
        _ id: String, _ englishName: String, _ chineseName: String, _ kind: Kind = .public, host: String? = nil,
        isInternalOnly: Bool = false
    ) {
        self.id = id
        self.englishName = englishName
        self.chineseName = chineseName
        self.kind = kind
        self.managementHost = host ?? "fcv3.\(id).aliyuncs.com"
        self.isInternalOnly = isInternalOnly
    }

    /// Every region of the table, the public ones first.
    public static let all: [Region] = [
        Region("cn-hangzhou", "China (Hangzhou)", "华东1（杭州）"),
        Region("cn-shanghai", "China (Shanghai)", "华东2（上海）"),
        Region("cn-qingdao", "China (Qingdao)", "华北1（青岛）"),
        Region("cn-beijing", "China (Beijing)", "华北2（北京）"),
        Region("cn-zhangjiakou", "China (Zhangjiakou)", "华北3（张家口）"),
        Region("cn-huhehaote", "China (Hohhot)", "华北5（呼和浩特）"),
        Region("cn-wulanchabu", "China (Ulanqab)", "华北6（乌兰察布）"),
        Region("cn-shenzhen", "China (Shenzhen)", "华南1（深圳）"),
        Region("cn-chengdu", "China (Chengdu)", "西南1（成都）"),
        Region("cn-hongkong", "China (Hong Kong)", "中国香港"),
        Region("ap-southeast-1", "Singapore", "新加坡"),
        Region("ap-southeast-3", "Malaysia (Kuala Lumpur)", "马来西亚（吉隆坡）"),
        Region("ap-southeast-5", "Indonesia (Jakarta)", "印度尼西亚（雅加达）"),
        Region("ap-southeast-7", "Thailand (Bangkok)", "泰国（曼谷）"),
        Region("ap-northeast-1", "Japan (Tokyo)", "日本（东京）"),
        Region("ap-northeast-2", "South Korea (Seoul)", "韩国（首尔）"),
        Region("eu-central-1", "Germany (Frankfurt)", "德国（法兰克福）"),
        Region("eu-west-1", "UK (London)", "英国（伦敦）"),
        Region("us-east-1", "US (Virginia)", "美国（弗吉尼亚）"),
        Region("us-west-1", "US (Silicon Valley)", "美国（硅谷）"),
        Region("me-central-1", "SAU (Riyadh)", "沙特（利雅得）", .partner, host: "me-central-1.fc.aliyuncs.com"),
        Region("ap-southeast-2", "Australia (Sydney)", "澳大利亚（悉尼）", .legacy),
        Region("ap-south-1", "India (Mumbai)", "印度（孟买）", .legacy),
        Region(
            "cn-shanghai-finance-1", "China East 2 Finance", "华东2 金融云", .industry,
            host: "cn-shanghai-finance-1.fc.aliyuncs.com"),
        Region(
            "cn-hangzhou-finance", "China East 1 Finance", "华东1 金融云", .industry,
            host: "cn-hangzhou-finance.fc.aliyuncs.com"),
        Region(
            "cn-heyuan-acdr-1", "China (Heyuan ACDR)", "华南2（河源）ACDR", .industry,
            host: "cn-heyuan-acdr-1.fc.aliyuncs.com", isInternalOnly: true),
        Region(
            "cn-shanghai-cloudspe", "cn-shanghai-cloudspe", "cn-shanghai-cloudspe", .industry,
            host: "fc.cn-shanghai-cloudspe.aliyuncs.com"),
    ]
}

extension Region {
    /// The region of that id, nil when the table has none. A region the table lacks may still exist.
    public static func named(_ id: String) -> Region? { all.first { $0.id == id } }

    /// Whether the table has that id.
    public static func isKnown(_ id: String) -> Bool { named(id) != nil }

    /// The id that was probably meant: the one with the fewest letters to change, at most three.
    public static func nearest(to text: String) -> String? {
        let typed = Array(text.lowercased().utf8)
        let ranked = all.map { (id: $0.id, distance: NearestText.distance(typed, Array($0.id.utf8))) }
        guard let best = ranked.min(by: { $0.distance < $1.distance }), best.distance <= 3 else { return nil }
        return best.id
    }
}
