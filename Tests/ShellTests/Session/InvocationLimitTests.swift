import Testing

@testable import Shell

@Suite struct InvocationLimitTests {
    @Test(
        arguments: [
            (Duration.seconds(5), Duration.seconds(9), false, Duration.seconds(5)),
            (.seconds(5), nil, true, .seconds(5)), (nil, .seconds(9), false, .seconds(9)),
            (nil, .seconds(9), true, .seconds(30)), (nil, nil, true, .seconds(30)), (nil, nil, false, nil),
        ] as [(Duration?, Duration?, Bool, Duration?)])
    func whatSomebodySaidHolds(option: Duration?, setting: Duration?, isAsynchronous: Bool, limit: Duration?) {
        #expect(
            InvocationLimit.fixed(option: option, setting: setting, isAsynchronous: isAsynchronous)?.duration == limit)
    }

    @Test(
        arguments: [
            (nil, nil, nil, 600), (10, nil, "python3.10", 70), (nil, 10, nil, 70), (10, 300, nil, 360),
            (300, 10, nil, 360),
            (10, nil, "custom-container", 430), (nil, 10, "custom-container", 430), (nil, nil, "custom-container", 600),
            (0, nil, nil, 60), (1, nil, "custom", 61), (86400, nil, nil, 86460),
        ] as [(Int?, Int?, String?, Int)])
    func elseTheFunctionsOwnTimeoutWithHeadRoom(manifest: Int?, deployed: Int?, runtime: String?, seconds: Int) {
        let limit = InvocationLimit.following(manifestTimeout: manifest, deployedTimeout: deployed, runtime: runtime)
        #expect(limit.duration == .seconds(seconds))
        #expect(!limit.reason.isEmpty)
        #expect(limit.duration > InvocationLimit.patience, "the function may be asked late without missing a limit")
    }

    @Test(
        arguments: [
            (Duration.milliseconds(800), "800ms"), (.milliseconds(2500), "2.5s"), (.seconds(90), "90s"), (.zero, "0ms"),
            (.microseconds(1500), "1.5ms"),
        ] as [(Duration, String)])
    func inWords(duration: Duration, text: String) {
        #expect(duration.inWords == text)
    }
}
