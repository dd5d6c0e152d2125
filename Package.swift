// swift-tools-version: 6.2
import PackageDescription

/// Every target is compiled the same way: Swift 6, no warnings, imports and existentials spelled out.
let swiftSettings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// Nothing in the program or its tests links full Foundation: ICU would cost every start about 5 ms.
let package = Package(
    name: "fcsh",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "fcsh", targets: ["fcsh"]),
        .library(name: "FCCore", targets: ["FCCore"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0", traits: []),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", exact: "0.2.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
    ],
    targets: [
        .executableTarget(
            name: "fcsh",
            dependencies: ["Shell", "FCLocal", "FCCore", "ShellSyntax"],
            swiftSettings: swiftSettings),
        .target(
            name: "Shell",
            dependencies: [
                "ShellSyntax", "CEdit", "FCCore",
                .product(name: "Histogram", package: "hdrhistogram-swift"),
            ],
            swiftSettings: swiftSettings),
        .target(name: "ShellSyntax", swiftSettings: swiftSettings),
        .target(name: "CEdit", linkerSettings: [.linkedLibrary("edit")]),
        .systemLibrary(name: "CYAML", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
        .target(
            name: "FCCore",
            dependencies: [
                "CYAML",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            swiftSettings: swiftSettings),
        .target(
            name: "FCLocal",
            dependencies: [
                "FCCore",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ],
            resources: [
                .embedInCode("Bootstraps/python.py"), .embedInCode("Bootstraps/node.js"),
                .embedInCode("Bootstraps/php.php"), .embedInCode("Bootstraps/java"),
            ],
            swiftSettings: swiftSettings),
        .target(name: "CPseudoTerminal", path: "Tests/CPseudoTerminal"),
        .executableTarget(
            name: "LineEditorProbe", dependencies: ["Shell"], path: "Tests/LineEditorProbe",
            swiftSettings: swiftSettings),
        .target(
            name: "TestSupport",
            dependencies: ["CPseudoTerminal", "FCCore"],
            path: "Tests/TestSupport",
            swiftSettings: swiftSettings),
        .target(
            name: "ShellTestSupport", dependencies: ["Shell", "ShellSyntax", "FCCore", "TestSupport"],
            path: "Tests/ShellTestSupport", swiftSettings: swiftSettings),
        .testTarget(
            name: "ShellSyntaxTests", dependencies: ["ShellSyntax", "TestSupport"], swiftSettings: swiftSettings),
        .testTarget(
            name: "FCCoreTests",
            dependencies: [
                "FCCore", "TestSupport",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "FCLocalTests",
            dependencies: ["FCLocal", "FCCore", "TestSupport", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "ShellTests", dependencies: ["Shell", "ShellSyntax", "FCCore", "TestSupport", "ShellTestSupport"],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "ProgramTests",
            dependencies: ["fcsh", "Shell", "ShellSyntax", "FCCore", "TestSupport", "ShellTestSupport"],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "GoldenTests", dependencies: ["fcsh", "FCCore", "TestSupport"],
            exclude: [],
            swiftSettings: swiftSettings),
        .testTarget(
            name: "TerminalTests", dependencies: ["fcsh", "LineEditorProbe", "TestSupport"],
            swiftSettings: swiftSettings),
    ],
    swiftLanguageModes: [.v6]
)
