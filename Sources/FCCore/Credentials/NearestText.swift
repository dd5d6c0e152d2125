/// Which of the names there are was probably meant.
enum NearestText {
    /// The name with the fewest letters to change; nil when none is near.
    static func choice(for text: String, among names: [String]) -> String? {
        let typed = Array(text.lowercased().utf8)
        let ranked = names.map { (name: $0, distance: distance(typed, Array($0.lowercased().utf8))) }
        guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= max(1, min(3, typed.count / 2)) ? best.name : nil
    }

    /// A hint that suggests a name and lists all of them.
    static func list(_ names: [String], for text: String) -> String {
        let known = "there are: " + names.joined(separator: ", ")
        return choice(for: text, among: names).map { "did you mean '\($0)'? \(known)" } ?? known
    }

    /// The number of letters to insert, remove or replace to turn one text into the other.
    static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (leftIndex, leftByte) in left.enumerated() {
            var diagonal = row[0]
            row[0] = leftIndex + 1
            for (rightIndex, rightByte) in right.enumerated() {
                let replaced = diagonal + (leftByte == rightByte ? 0 : 1)
                diagonal = row[rightIndex + 1]
                row[rightIndex + 1] = min(replaced, row[rightIndex] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
