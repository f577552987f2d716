-- What people and programs ask of a service in use, one after the other: mostly reading, now and then an audit, often asked for twice under one key.
-- Arguments: the vendor's address, then a finding and an audit of it.
local threads = {}
local asked = 0

function setup(thread)
  thread:set("number", #threads)
  table.insert(threads, thread)
end

function init(args)
  counts = ""
  statuses = {}
  local vendor, finding, audit = args[1], args[2], args[3]
  paths = {
    vendor, vendor .. "/findings?maxpagesize=20", vendor .. "/findings/" .. finding, vendor .. "/audits?maxpagesize=20", vendor .. "/audits/" .. audit,
    vendor .. "/findings?status=open&maxpagesize=20", vendor .. "/decisions", vendor .. "/incidents", "/api/health/ready", "/api/openapi.json",
  }
  order = vendor .. "/audits"
end

function request()
  asked = asked + 1
  if asked % 500 == 0 then
    return wrk.format("POST", order, { ["Idempotency-Key"] = "load-" .. number .. "-" .. math.floor(asked / 1000) })
  end
  return wrk.format("GET", paths[asked % #paths + 1])
end

function response(status)
  statuses[status] = (statuses[status] or 0) + 1
  -- A thread hands over plain values only.
  counts = ""
  for code, times in pairs(statuses) do counts = counts .. code .. "=" .. times .. " " end
end

function done(summary)
  local errors = summary.errors
  for _, thread in ipairs(threads) do io.write("statuses ", thread:get("counts"), "\n") end
  io.write(string.format("requests %d\nmicroseconds %d\nsocket-errors %d\n", summary.requests, summary.duration, errors.connect + errors.read + errors.write + errors.timeout))
end
