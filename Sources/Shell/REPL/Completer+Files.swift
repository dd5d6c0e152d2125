import FCCore

/// Files and folders.
extension Completer {
    /// The entries of the folder that the path names so far; hidden ones when a dot was typed.
    func files(_ path: String) -> [Choice] {
        if path == "~" { return [Choice("~/", endsWord: false)] }
        let split = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        let folder = String(path[..<split])
        let showsHidden = path[split...].hasPrefix(".")
        return world.entries(absolute(folder)).filter { showsHidden || !$0.name.hasPrefix(".") }.map {
            entry -> Choice in
            let name = entry.name + (entry.isDirectory ? "/" : "")
            var choice = Choice(folder + name, endsWord: !entry.isDirectory)
            if !folder.isEmpty { choice.label = name }
            return choice
        }
    }

    private func absolute(_ folder: String) -> String {
        if folder.hasPrefix("~/"), let home = world.home {
            return FilePaths.resolve(String(folder.dropFirst(2)), from: home)
        }
        return folder.isEmpty ? world.directory : FilePaths.resolve(folder, from: world.directory)
    }
}
