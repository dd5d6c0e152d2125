import FCCore

/// The latencies of a `repeat` as inline SVG: how they are spread, and how they went over time.
///
/// Colours come from the page's style sheet, so that both plots follow the reader's colour scheme.
struct LatencyPlot {
    private static let width = 640.0
    private static let height = 220.0
    private static let left = 56.0
    private static let right = 608.0
    private static let top = 26.0
    private static let bottom = 184.0
    /// More points than this would only make a large file: every good call beyond is one dot on another.
    private static let pointLimit = 2000

    private let samples: [RepetitionRecord.Sample]
    private let marks: [RepetitionRecord.Latency]

    /// - Parameter repetition: nil is made of one without samples.
    init?(_ repetition: RepetitionRecord) {
        guard repetition.samples.count > 1 else { return nil }
        samples = repetition.samples
        let all = repetition.figures.first { $0.group == "all" }
        marks = (all?.latencies ?? []).filter { ["p50", "p95"].contains($0.name) }
    }

    private var latencies: [Double] { samples.map(\.elapsed.milliseconds) }

    /// Where the latency axis ends: a few stragglers must not press everything else into one bar.
    private var cap: Double {
        let sorted = latencies.sorted()
        let most = sorted[(sorted.count - 1) * 98 / 100]
        let largest = sorted[sorted.count - 1]
        return largest > most * 3 ? most * 1.5 : largest
    }

    /// How many calls took how long: bars stacked of warm, cold and failed calls.
    var histogram: String {
        let cap = cap
        let lowest = latencies.min() ?? 0
        let columns = min(40, max(8, samples.count / 3))
        let horizontal = PlotScale(from: cap > lowest * 2 ? 0 : lowest, to: cap, onto: Self.left, Self.right)
        var bars = Array(repeating: [0, 0, 0], count: columns)
        for sample in samples {
            let share = (horizontal.place(sample.elapsed.milliseconds) - Self.left) / (Self.right - Self.left)
            bars[min(columns - 1, Int(share * Double(columns)))][Self.kind(of: sample)] += 1
        }
        let tallest = bars.map { $0.reduce(0, +) }.max() ?? 1
        var vertical = PlotScale(from: 0, to: Double(tallest), onto: Self.bottom, Self.top)
        vertical.isWhole = true
        var body = axes(horizontal, vertical, unit: "ms")
        let step = (Self.right - Self.left) / Double(columns)
        for (index, bar) in bars.enumerated() {
            var base = 0
            for (kind, count) in bar.enumerated() where count > 0 {
                let upper = vertical.place(Double(base + count))
                body += Self.rectangle(
                    x: Self.left + step * Double(index) + 0.5, y: upper, width: step - 1,
                    height: vertical.place(Double(base)) - upper, class: Self.classes[kind])
                base += count
            }
        }
        for mark in marks {
            let place = horizontal.place(mark.value.milliseconds)
            body += Self.line(place, Self.top, place, Self.bottom, class: "mark")
            // Above the bars, on both sides of close lines.
            let isFirst = mark == marks.first
            body += Self.label(
                mark.name, x: place + (isFirst ? -1 : 1), y: Self.top - 5, anchor: isFirst ? "end" : "start")
        }
        let beyond = latencies.count { $0 > cap }
        let remark = beyond > 0 ? "; the last bar holds \(beyond) beyond" : ""
        return figure("Calls by latency\(remark)", body)
    }

    /// Each call at the moment it began.
    var timeLine: String {
        let vertical = PlotScale(from: 0, to: cap, onto: Self.bottom, Self.top)
        let last = samples.map(\.offset.milliseconds).max() ?? 0
        let isLong = last >= 2000
        let horizontal = PlotScale(from: 0, to: isLong ? last / 1000 : last, onto: Self.left, Self.right)
        var body = axes(horizontal, vertical, unit: isLong ? "s" : "ms")
        for mark in marks {
            let place = vertical.place(mark.value.milliseconds)
            body += Self.line(Self.left, place, Self.right, place, class: "mark")
            body += Self.label(mark.name, x: Self.right + 4, y: place + 4, anchor: "start")
        }
        let stride = max(1, samples.count / Self.pointLimit)
        for (index, sample) in samples.enumerated() where index % stride == 0 || !sample.isGood {
            let x = horizontal.place(sample.offset.milliseconds / (isLong ? 1000 : 1))
            let y = vertical.place(sample.elapsed.milliseconds)
            let name = Self.classes[Self.kind(of: sample)]
            body += "<circle cx=\"\(PlotScale.text(x))\" cy=\"\(PlotScale.text(y))\" r=\"2.5\" class=\"\(name)\"/>"
        }
        let remark = stride > 1 ? "; every \(stride)th of the good ones" : ""
        return figure("Latency in ms over time\(remark)", body)
    }

    /// The classes of the style sheet for a call's kind.
    private static let classes = ["warm", "cold", "bad"]

    private static func kind(of sample: RepetitionRecord.Sample) -> Int {
        sample.isGood ? (sample.isCold ? 1 : 0) : 2
    }
}

extension LatencyPlot {
    private func axes(_ horizontal: PlotScale, _ vertical: PlotScale, unit: String) -> String {
        var text = ""
        for tick in vertical.ticks(4) {
            let place = vertical.place(tick)
            text += Self.line(Self.left, place, Self.right, place, class: "grid")
            text += Self.label(Self.figure(tick), x: Self.left - 6, y: place + 4, anchor: "end")
        }
        for tick in horizontal.ticks(6) {
            let place = horizontal.place(tick)
            text += Self.line(place, Self.bottom, place, Self.bottom + 4, class: "axis")
            text += Self.label(Self.figure(tick), x: place, y: Self.bottom + 17, anchor: "middle")
        }
        text += Self.line(Self.left, Self.bottom, Self.right, Self.bottom, class: "axis")
        return text + Self.label(unit, x: Self.right, y: Self.bottom + 31, anchor: "end")
    }

    private func figure(_ title: String, _ body: String) -> String {
        let size = "viewBox=\"0 0 \(PlotScale.text(Self.width)) \(PlotScale.text(Self.height))\""
        return "<figure><figcaption>\(title)</figcaption><svg \(size) role=\"img\" aria-label=\"\(title)\">\(body)"
            + "</svg></figure>\n"
    }

    private static func figure(_ tick: Double) -> String { Number.decimal(tick, places: 3).text }

    private static func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, class name: String) -> String {
        let ends = "x1=\"\(PlotScale.text(x1))\" y1=\"\(PlotScale.text(y1))\" x2=\"\(PlotScale.text(x2))\""
        return "<line \(ends) y2=\"\(PlotScale.text(y2))\" class=\"\(name)\"/>"
    }

    private static func rectangle(
        x: Double, y: Double, width: Double, height: Double, class name: String
    ) -> String {
        let place = "x=\"\(PlotScale.text(x))\" y=\"\(PlotScale.text(y))\""
        let size = "width=\"\(PlotScale.text(width))\" height=\"\(PlotScale.text(height))\""
        return "<rect \(place) \(size) class=\"\(name)\"/>"
    }

    private static func label(_ text: String, x: Double, y: Double, anchor: String) -> String {
        "<text x=\"\(PlotScale.text(x))\" y=\"\(PlotScale.text(y))\" text-anchor=\"\(anchor)\">\(text)</text>"
    }
}
