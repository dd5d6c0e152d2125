/// A frozen state of a function: the answer of PublishFunctionVersion or an element of ListFunctionVersions.
public struct FunctionVersion: Sendable, Hashable {
    /// The answer as it came.
    public let value: Value

    /// Wraps an answer.
    public init(_ value: Value) {
        self.value = value
    }

    /// Its number, as text.
    public var versionID: String? { value["versionId"]?.stringValue }
    /// What whoever published it wrote about it.
    public var summary: String? { value["description"]?.stringValue }
    /// When it was published, as the service writes it.
    public var createdTime: String? { value["createdTime"]?.stringValue }
}

/// A name for a version: the answer of GetAlias or an element of ListAliases.
public struct FunctionAlias: Sendable, Hashable {
    /// The answer as it came.
    public let value: Value

    /// Wraps an answer.
    public init(_ value: Value) {
        self.value = value
    }

    /// The name.
    public var aliasName: String? { value["aliasName"]?.stringValue }
    /// The version it stands for.
    public var versionID: String? { value["versionId"]?.stringValue }
    /// What its owner wrote about it.
    public var summary: String? { value["description"]?.stringValue }
    /// When it was last changed, as the service writes it.
    public var lastModifiedTime: String? { value["lastModifiedTime"]?.stringValue }

    /// Other versions that get a part of the calls, from 0 to 1, in the order of the answer.
    public var additionalWeights: [(version: String, weight: Number)] {
        (value["additionalVersionWeight"]?.recordValue?.fields ?? []).compactMap { field in
            field.value.numberValue.map { (field.key, $0) }
        }
    }
}
