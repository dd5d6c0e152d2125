/// The memory limit, for those who want it to be kept.
extension FunctionScheduler {
    /// How often the memory of a busy instance is looked at.
    private static let memoryPause: Duration = .milliseconds(20)

    /// Watches an instance while it works, and ends it once it has more memory than its function (docs: FC, memory).
    ///
    /// There is no limit of the system's that ends a process as the platform does: what Linux has makes allocations
    /// fail instead, and the handler would see an error that it never sees in the cloud.
    func watchMemory(of number: Int) {
        // What a debugger needs in the same process is not the function's fault.
        guard configuration.endsAboveMemory, let slot = slots[number], !slot.isWatched, slot.leeway == 0 else { return }
        slots[number]?.isWatched = true
        let limit = slot.function.memorySize * 1024
        Task {
            while self.isWorking(number), let process = slot.process.processID {
                if let used = ProcessMemory.current(of: process), used > limit {
                    warnOnce(
                        "function '\(function.name)' was ended: it used more than its \(limit / 1024) MB of memory")
                    slot.process.kill()
                }
                try? await Task.sleep(for: Self.memoryPause)
            }
            slots[number]?.isWatched = false
        }
    }

    private func isWorking(_ number: Int) -> Bool { slots[number].map { !$0.works.isEmpty } ?? false }
}
