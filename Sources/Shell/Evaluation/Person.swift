/// Somebody who can be asked.
package protocol Person: Sendable {
    /// Asks a question that is answered with yes or no; anything else is no.
    func confirms(_ question: String) async -> Bool

    /// Asks for a text that is not shown while it is typed.
    func askSecret(_ prompt: String) async throws(Failure) -> String
}
