-- Sends requests that were signed beforehand, each once. arg[1]: a file with a line for each request, `DATE NONCE
-- SIGNATURE`; arg[2]: a file with what they have in common, a `NAME VALUE` line for each thing. A table that is used up
-- begins anew, which the endpoint refuses as nonces used twice: the run is void then.

local requests, next_one = {}, 0

local function common(path)
    local values = {}
    for line in io.lines(path) do
        local name, value = line:match("^(%S+) (.*)$")
        values[name] = value
    end
    return values
end

function init(arguments)
    local shared = common(arguments[2])
    for line in io.lines(arguments[1]) do
        local date, nonce, signature = line:match("^(%S+) (%S+) (%S+)$")
        local headers = {}
        for name, value in pairs(shared) do
            if name:sub(1, 1) ~= "." then headers[name] = value end
        end
        headers["x-acs-date"] = date
        headers["x-acs-signature-nonce"] = nonce
        headers["authorization"] = shared[".authorization"] .. signature
        requests[#requests + 1] = wrk.format("POST", shared[".target"], headers, shared[".body"])
    end
end

function request()
    next_one = next_one % #requests + 1
    return requests[next_one]
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        '{"requests":%d,"microseconds":%d,"refused":%d,"broken":%d,"p50":%d,"p99":%d}\n',
        summary.requests, summary.duration, errors.status,
        errors.connect + errors.read + errors.write + errors.timeout,
        latency:percentile(50), latency:percentile(99)))
end
