/// Somebody who can be asked.
package protocol Person: Sendable {
    /// Asks a question that is answered with yes or no; anything else is no.
    func confirms(_ question: String) async -> Bool

    /// Asks for one of several names, by its number from 1 or by itself.
    /// - Returns: its index; nil when the answer is neither, or there is none.
    func choice(of names: [String], _ question: String) async -> Int?

    /// Asks for a text that is not shown while it is typed.
    func askSecret(_ prompt: String) async throws(Failure) -> String
}
