-- One that asks whether the service lives: what a request costs that asks for nothing.
local mixed = debug.getinfo(1, "S").source:match("^@(.*)live%.lua$") .. "mix.lua"
dofile(mixed)

function request()
  return wrk.format("GET", "/api/health/live")
end
