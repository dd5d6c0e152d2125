extension RunRecord {
    /// The record with every secret replaced by stars, those too that became known after they were written down.
    package func masked(by masker: Masker) -> RunRecord {
        var masked = self
        for index in masked.files.indices { masked.files[index].change(masker.mask) }
        return masked
    }
}

/// A change of every text in a record.
private typealias TextChange = (String) -> String

extension RunRecord.File {
    fileprivate mutating func change(_ change: TextChange) {
        name = change(name)
        for index in tests.indices { tests[index].change(change) }
        for index in steps.indices { steps[index].change(change) }
        fault = fault?.changed(change)
    }
}

extension RunRecord.Test {
    fileprivate mutating func change(_ change: TextChange) {
        name = change(name)
        switch verdict {
        case .passed, .skipped: break
        case .failed(let fault): verdict = .failed(fault.changed(change))
        case .broken(let fault): verdict = .broken(fault.changed(change))
        }
        for index in steps.indices { steps[index].change(change) }
    }
}

extension RunRecord.Step {
    fileprivate mutating func change(_ change: TextChange) {
        switch self {
        case .call(let call): self = .call(call.changed(change))
        case .check(var check):
            check.text = change(check.text)
            check.evidence = check.evidence?.changed(change)
            check.fault = check.fault?.changed(change)
            self = .check(check)
        case .repetition(var repetition):
            repetition.badCalls = repetition.badCalls.map { $0.changed(change) }
            for index in repetition.misses.indices {
                repetition.misses[index].fault = repetition.misses[index].fault.changed(change)
                repetition.misses[index].evidence = repetition.misses[index].evidence?.changed(change)
            }
            self = .repetition(repetition)
        case .fault(let fault): self = .fault(fault.changed(change))
        }
    }
}

extension Evidence {
    fileprivate func changed(_ change: TextChange) -> Evidence {
        Evidence(expected: change(expected), actual: change(actual))
    }
}

extension RunRecord.Fault {
    fileprivate func changed(_ change: TextChange) -> RunRecord.Fault {
        var changed = self
        changed.message = change(message)
        changed.notes = notes.map(change)
        changed.next = next.map(change)
        return changed
    }
}

extension CallRecord {
    fileprivate func changed(_ change: TextChange) -> CallRecord {
        var changed = self
        changed.function = change(function)
        changed.qualifier = change(qualifier)
        changed.request = request.map(change)
        changed.requestID = requestID.map(change)
        changed.instanceID = instanceID.map(change)
        changed.errorType = errorType.map(change)
        changed.errorMessage = errorMessage.map(change)
        changed.event = event?.masked(change)
        changed.body = body?.masked(change)
        changed.log = log?.masked(change)
        return changed
    }
}
