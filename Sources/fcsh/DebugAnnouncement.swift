import FCCore
import FCLocal
import Shell

/// Tells how to attach a debugger to the functions that are open to one.
struct DebugAnnouncement {
    let console: Console
    /// Where the person is.
    let directory: String

    /// Says where each debugger listens, and what the editor needs: in its own file, or to be copied.
    /// - Parameter addsToVSCode: whether the file is written.
    func announce(
        _ endpoint: LocalEndpoint, manifest: String, addsToVSCode: Bool
    ) async throws(Failure) {
        let targets = await endpoint.debugTargets()
        guard !targets.isEmpty else { return }
        let workspace = VSCodeWorkspace(manifest: manifest, directory: directory)
        for target in targets {
            tell(of: target)
            guard let attachment = VSCodeAttachment(target, workspace: workspace.folder) else { continue }
            guard addsToVSCode else {
                console.notice("for VS Code, in configurations of .vscode/launch.json (--vscode adds it):")
                show(attachment)
                continue
            }
            try add(attachment, to: workspace)
        }
    }

    private func tell(of target: DebugTarget) {
        let (name, port) = (target.function, target.debugger.port)
        guard target.debugger.kind == .own else {
            return console.notice(
                StyledText(
                    "debugger of \(name): 127.0.0.1:\(port); calls wait until it is attached, without time limits"))
        }
        console.notice(StyledText("\(name) has no time limits now; its own command has to start the debugger, such as"))
        for command in [
            "python3 -m debugpy --listen 127.0.0.1:\(port) --wait-for-client server.py",
            "node --inspect=127.0.0.1:\(port) server.js",
            "java -agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:\(port) -jar server.jar",
        ] {
            let line: String = "  " + command
            console.notice(StyledText(line))
        }
    }

    private func show(_ attachment: VSCodeAttachment) {
        let text: String = JSONWriter.text(attachment.value, layout: .pretty)
        console.notice(StyledText(text))
    }

    private func add(_ attachment: VSCodeAttachment, to workspace: VSCodeWorkspace) throws(Failure) {
        switch try workspace.add(attachment) {
        case .added:
            console.notice(StyledText("'\(attachment.name)' is in \(workspace.path) now"))
        case .present:
            console.notice(StyledText("'\(attachment.name)' is in \(workspace.path) already"))
        case .kept:
            console.notice(
                StyledText("\(workspace.path) has another '\(attachment.name)', which stays; this is the new one:"))
            show(attachment)
        case .unreadable:
            console.notice(
                StyledText("\(workspace.path) has comments or is no plain JSON and stays as it is; add this to it:"))
            show(attachment)
        }
    }
}
