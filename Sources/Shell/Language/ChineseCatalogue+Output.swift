extension ChineseCatalogue {
    /// The words around every answer and error.
    static let output: KeyValuePairs<String, String> = [
        "error:": "错误：",
        "warning:": "警告：",
        "note:": "说明：",
        "fix:": "修正：",
        "next:": "下一步：",
    ]
}
