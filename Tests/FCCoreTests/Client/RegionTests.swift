import FCCore
import Testing

/// The built-in table of regions.
struct RegionTests {
    @Test func table() {
        #expect(Region.all.count == 27)
        #expect(Set(Region.all.map(\.id)).count == 27)
        #expect(Region.named("cn-hangzhou")?.chineseName == "华东1（杭州）")
        #expect(Region.named("eu-west-1")?.englishName == "UK (London)")
        #expect(Region.isKnown("cn-shanghai"))
        #expect(!Region.isKnown("cn-atlantis"))
    }

    @Test(
        arguments: [
            ("cn-hangzou", "cn-hangzhou"), ("CN-HANGZHOU", "cn-hangzhou"), ("cn-bejing", "cn-beijing"),
            ("ap-southeast1", "ap-southeast-1"), ("cn-shangai", "cn-shanghai"), ("completely-wrong", nil), ("", nil),
        ] as [(String, String?)])
    func nearest(text: String, id: String?) {
        #expect(Region.nearest(to: text) == id)
    }
}
