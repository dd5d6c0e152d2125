import FCCore
import Synchronization

/// The names that Tab knows of the service: what is on disk at once, what is old asked for again meanwhile.
///
/// Nobody ever waits for it and it never says anything. A refusal is remembered for the session.
package final class NameBook: Sendable {
    /// Asks the service; nil when it cannot be asked now.
    typealias Ask = @Sendable (NameCache.Question) async -> NameAnswer?

    private struct State {
        /// The scope a way of being somebody leads to, as far as it has been seen.
        var scopes: [String: NameCache.Scope] = [:]
        /// Labels whose scope was looked for on disk.
        var searched: Set<String> = []
        var caches: [NameCache.Scope: NameCache] = [:]
        /// What is being asked, by label.
        var running: Set<Inquiry> = []
        /// What is not asked again before a moment, in seconds since 1970; never, where permission is missing.
        var paused: [Inquiry: Int] = [:]
        /// Since when listings are known to be wrong.
        var outdated: [Inquiry: Int] = [:]
    }

    private struct Inquiry: Hashable {
        var label: String
        var question: NameCache.Question
    }

    /// How long to leave the service alone after it could not be reached, in seconds.
    static let pause = 60

    private let state = Mutex(State())
    /// Where the files are; nil keeps everything in memory.
    private let folder: String?
    private let files: any FileReader
    private let now: @Sendable () -> Int

    /// - Parameters:
    ///   - folder: `$XDG_CACHE_HOME/fcsh`; made when there is something to keep.
    ///   - now: the time in seconds since 1970.
    init(folder: String?, files: any FileReader, now: @escaping @Sendable () -> Int) {
        self.folder = folder
        self.files = files
        self.now = now
    }

    /// The names known so far; when they are old or there are none, the service is asked in the background.
    /// - Parameters:
    ///   - label: stands for an identity with region and endpoint as the settings spell them: what they lead to is
    ///     known only once the service has been asked.
    func names(_ question: NameCache.Question, label: String, ask: @escaping Ask) -> [CompletionWorld.Name] {
        let inquiry = Inquiry(label: label, question: question)
        var listing = listing(question, label)
        if isOld(listing, inquiry) {
            reload(label)
            listing = self.listing(question, label)
        }
        if isOld(listing, inquiry) { inquire(inquiry, ask) }
        return listing?.names ?? []
    }

    /// Takes over what the service said to somebody else.
    func learn(_ answer: NameAnswer.Listing, to question: NameCache.Question, label: String) {
        let listing = NameCache.Listing(names: answer.names, time: now())
        let cache = state.withLock { state -> NameCache in
            state.scopes[label] = answer.scope
            var cache = state.caches[answer.scope] ?? NameCache(scope: answer.scope)
            cache.keep(listing, for: question)
            state.caches[answer.scope] = cache
            return cache
        }
        store(cache)
    }

    /// Has a listing asked for again: something was added to it.
    func outdate(_ question: NameCache.Question, label: String) {
        state.withLock { $0.outdated[Inquiry(label: label, question: question)] = now() }
    }

    private func isOld(_ listing: NameCache.Listing?, _ inquiry: Inquiry) -> Bool {
        guard let listing else { return true }
        if let moment = state.withLock({ $0.outdated[inquiry] }), listing.time <= moment { return true }
        return !(now() - inquiry.question.patience...now()).contains(listing.time)
    }

    private func listing(_ question: NameCache.Question, _ label: String) -> NameCache.Listing? {
        if state.withLock({ $0.searched.insert(label).inserted }) { reload(label) }
        return state.withLock { state in
            state.scopes[label].flatMap { state.caches[$0]?.listings[question] }
        }
    }

    private func inquire(_ inquiry: Inquiry, _ ask: @escaping Ask) {
        let moment = now()
        let mayAsk = state.withLock { state in
            guard (state.paused[inquiry] ?? .min) <= moment else { return false }
            return state.running.insert(inquiry).inserted
        }
        guard mayAsk else { return }
        Task.detached(priority: .utility) { [self] in
            let answer = await ask(inquiry.question)
            switch answer {
            case .listing(let listing): learn(listing, to: inquiry.question, label: inquiry.label)
            case .denied: state.withLock { $0.paused[inquiry] = .max }
            case nil: state.withLock { $0.paused[inquiry] = now() + Self.pause }
            }
            state.withLock { _ = $0.running.remove(inquiry) }
        }
    }
}

/// What the service said when it was asked for names.
package enum NameAnswer: Sendable {
    /// Names, and whose they are.
    package struct Listing: Sendable {
        var scope: NameCache.Scope
        var names: [CompletionWorld.Name]
    }

    case listing(Listing)
    /// Asking is not permitted.
    case denied
}

/// The files of a name book: one for each scope, and an index from labels to them.
extension NameBook {
    private static let indexName = "names.json"
    /// How many labels the index keeps.
    private static let indexLimit = 100

    private func reload(_ label: String) {
        guard let name = index().first(where: { $0.label == FNV.hash(label) })?.file,
            let cache = contents(name).flatMap({ NameCache($0) }), cache.scope.fileName == name
        else { return }
        state.withLock { state in
            state.scopes[label] = cache.scope
            if state.caches[cache.scope] == nil {
                state.caches[cache.scope] = cache
            } else {
                state.caches[cache.scope]?.merge(cache)
            }
        }
    }

    private func store(_ cache: NameCache) {
        guard let folder else { return }
        var cache = cache
        let name = cache.scope.fileName
        // Another shell may have learnt something meanwhile.
        if let other = contents(name).flatMap({ NameCache($0) }), other.scope == cache.scope { cache.merge(other) }
        // A cache that cannot be written is no reason to say anything.
        try? PrivateFile.replace("\(folder)/\(name)", JSONWriter.bytes(cache.value))
        let labels = state.withLock { state in state.scopes.filter { $0.value == cache.scope }.map(\.key) }
        var index = index()
        let known = index.count
        for label in labels.map(FNV.hash) where !index.contains(where: { $0 == (label, name) }) {
            index.removeAll { $0.label == label }
            index.append((label, name))
        }
        guard index.count != known || labels.isEmpty == false else { return }
        let record = Record(index.suffix(Self.indexLimit).map { ($0.label, Value.string($0.file)) })
        try? PrivateFile.replace("\(folder)/\(Self.indexName)", JSONWriter.bytes(.object(record)))
    }

    private func index() -> [(label: String, file: String)] {
        let record = contents(Self.indexName).flatMap { try? JSONReader.read($0) }?.recordValue
        return (record?.fields ?? []).compactMap { field in
            field.value.stringValue.map { (field.key, $0) }
        }
    }

    private func contents(_ name: String) -> [UInt8]? {
        guard let folder else { return nil }
        return (try? files.contents(of: "\(folder)/\(name)")) ?? nil
    }
}
