import FCCore

/// Turns figures into places along an axis, with round numbers at its ticks.
struct PlotScale: Sendable, Hashable {
    /// The figures at both ends.
    let low: Double
    let high: Double
    /// The places of both ends.
    let start: Double
    let end: Double
    /// Whether only whole figures make sense, as with counts.
    var isWhole = false

    /// - Parameter high: the largest figure; one that is not above the lowest is moved up, so that there is an axis.
    init(from low: Double, to high: Double, onto start: Double, _ end: Double) {
        self.low = low
        self.high = high > low ? high : low + 1
        self.start = start
        self.end = end
    }

    /// The place of a figure; one outside the axis stands at its end.
    func place(_ figure: Double) -> Double {
        let share = (min(max(figure, low), high) - low) / (high - low)
        return start + share * (end - start)
    }

    /// Round figures, about as many as asked for: 1, 2 or 5 times a power of ten apart.
    func ticks(_ count: Int) -> [Double] {
        let raw = (high - low) / Double(max(1, count))
        let step = Self.roundStep(isWhole ? max(1, raw) : raw)
        var ticks: [Double] = []
        var index = (low / step).rounded(.up)
        while index * step <= high * 1.000001, ticks.count < 20 {
            ticks.append(index * step)
            index += 1
        }
        return ticks
    }

    private static func roundStep(_ raw: Double) -> Double {
        var power = 1.0
        while power * 10 <= raw { power *= 10 }
        while power > raw { power /= 10 }
        return [1.0, 2, 5, 10].first { $0 * power >= raw }.map { $0 * power } ?? power
    }

    /// A place in an SVG: one decimal is finer than a screen's dots.
    static func text(_ place: Double) -> String { Number.decimal(place, places: 1).text }
}
