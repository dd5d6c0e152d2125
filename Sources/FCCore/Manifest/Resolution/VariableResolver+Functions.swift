extension VariableResolver {
    /// `env(name[, default])`: text. An empty variable counts as missing; the default keeps its type.
    func variable(_ arguments: [Value?], at offset: Int) throws(ExpressionFault) -> Value {
        let name = try text(arguments, "env", at: offset)
        if let value = scope.environment.values[name], !value.isEmpty {
            origins.append(.environment(name, file: scope.environment.origins[name]))
            return .string(value)
        }
        if arguments.count > 1, let fallback = arguments[1], fallback != .null {
            origins.append(.fallback(name))
            return fallback
        }
        var fault = ExpressionFault(
            .notFound, at: offset, "env('\(name)') not found",
            hint: "set \(name), write it into a .env file, or give a default: env('\(name)', 'default')")
        fault.wanted = name
        fault.candidates = scope.environment.values.keys.sorted()
        throw fault
    }

    /// `env.int(name[, default])`: a whole number.
    func wholeNumber(_ arguments: [Value?], _ function: String, at offset: Int) throws(ExpressionFault) -> Value {
        let value = try variable(arguments, at: offset)
        guard case .string(let text) = value else { return value }
        let trimmed = text.filter { !$0.isWhitespace }
        guard trimmed.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2B }),
            let number = YAMLScalar.integer(trimmed)
        else {
            let name = JavaScriptConversion.text(arguments.first ?? nil)
            throw ExpressionFault(.value, at: offset, "\(function)('\(name)') is no whole number")
        }
        return .number(number)
    }

    /// `file(path)`: the content, as it is.
    func content(_ arguments: [Value?], at offset: Int) throws(ExpressionFault) -> [UInt8] {
        let name = try text(arguments, "file", at: offset)
        let path = FilePaths.resolve(name, from: folder)
        let missing = ExpressionFault(
            .fileNotFound, at: offset, "file('\(name)') not found", hint: "the path starts from \(folder)")
        let bytes: [UInt8]?
        do {
            bytes = try scope.files.contents(of: path)
        } catch {
            throw ExpressionFault(.fileNotFound, at: offset, "file('\(name)') cannot be read: \(error.reason)")
        }
        guard let bytes else { throw missing }
        guard bytes.count <= VariableText.lengthLimit else {
            throw ExpressionFault(
                .tooLarge, at: offset,
                "file('\(name)') has \(bytes.count) bytes; at most \(VariableText.lengthLimit) can be put in")
        }
        origins.append(.file(path))
        return bytes
    }

    /// `json(text)`: the data the text spells. The text itself is not shown: it may hold secrets.
    func json(_ arguments: [Value?], at offset: Int) throws(ExpressionFault) -> Value {
        guard let argument = arguments.first, let value = argument else {
            throw ExpressionFault(.syntax, at: offset, "json() needs a text")
        }
        do {
            return try JSONReader.read(JavaScriptConversion.text(value))
        } catch {
            throw ExpressionFault(.json, at: offset, "json() parse error: \(error.message)")
        }
    }

    /// `path(p)`: joined with the folder of the file; a slash at its end stays.
    func path(_ arguments: [Value?], at offset: Int) throws(ExpressionFault) -> String {
        let name = try text(arguments, "path", at: offset)
        let path = FilePaths.resolve(name, from: folder)
        guard scope.files.status(of: path) != nil else {
            throw ExpressionFault(
                .pathNotFound, at: offset, "path('\(name)') not found", hint: "the path starts from \(folder)")
        }
        return name.hasSuffix("/") && !path.hasSuffix("/") ? path + "/" : path
    }

    /// `config(key)`: a key of the credentials in force.
    func credential(_ arguments: [Value?], at offset: Int) throws(ExpressionFault) -> String {
        let key = try text(arguments, "config", at: offset)
        if let value = scope.credentials?[key] {
            origins.append(.credentials(key))
            return value
        }
        var fault = ExpressionFault(.notFound, at: offset, "config('\(key)') not found")
        fault.hint = scope.credentials?.reason ?? "whoami shows the identity"
        fault.wanted = key
        fault.candidates = scope.credentials?.keys ?? []
        throw fault
    }

    /// The folder paths start from: that of the file an expression was written in.
    private var folder: String { frame.source?.directory ?? FilePaths.directory(of: scope.path) }

    private func text(_ arguments: [Value?], _ function: String, at offset: Int) throws(ExpressionFault) -> String {
        guard let argument = arguments.first, let value = argument, value != .null else {
            throw ExpressionFault(
                .syntax, at: offset, "\(function)() needs a name in quotes", hint: "write \(function)('…')")
        }
        return JavaScriptConversion.text(value)
    }
}
