using System.Text;
using System.Text.Json.Nodes;
using Compliance.Functions.Tests.Service;
using Compliance.Tests.Delivery;
using Compliance.Vendors;

namespace Compliance.Functions.Tests.Http;

/// <summary>Asks a running service for everything that it does, and for much that it refuses.</summary>
internal sealed class ServiceTour
{
    private readonly IncidentService _service;
    private readonly RecordedService _asked;
    private readonly string _vendor;

    private ServiceTour(IncidentService service) =>
        (_service, _asked, _vendor) = (service, new RecordedService(service.Service), $"vendors/{service.Vendor.Id}");

    public static async Task<IReadOnlyList<Exchange>> RunAsync()
    {
        await using var receiver = HttpReceiver.Answering(HttpReceiver.Status(204));
        await using var service = await IncidentService.StartAsync(VendorMode.Live, receiver);
        var tour = new ServiceTour(service);
        await tour.ServiceAsync();
        await tour.VendorsAsync();
        await tour.AuditsAsync();
        await tour.FindingsAsync();
        await tour.IncidentsAsync();
        await tour.TrailAsync();
        return tour._asked.Exchanges;
    }

    private async Task ServiceAsync()
    {
        await _asked.GetAsync("health/live");
        await _asked.GetAsync("health/ready");
        await KnownAsync("openapi.json");
    }

    private async Task VendorsAsync()
    {
        await KnownAsync(_vendor);
        (await _asked.GetAsync("vendors/absent")).AssertProblem(404, "vendor-not-found");
        var named = new JsonObject { ["name"] = "Another" };
        (await _asked.JsonAsync(HttpMethod.Put, "vendors/another", named)).AssertStatus(201);
        var etag = (await _asked.GetAsync("vendors/another")).Headers["etag"];
        (await _asked.JsonAsync(HttpMethod.Put, "vendors/another", new JsonObject { ["name"] = "Renamed", ["mode"] = "pilot" }, ("If-Match", etag))).AssertStatus(200);
        (await _asked.JsonAsync(HttpMethod.Put, "vendors/another", named, ("If-Match", etag))).AssertProblem(412, "stale");
        (await _asked.JsonAsync(HttpMethod.Put, "vendors/another", new JsonObject { ["name"] = "" })).AssertProblem(422, "vendor-invalid");
        (await _asked.JsonAsync(HttpMethod.Put, "vendors/another", new JsonObject { ["title"] = "" })).AssertProblem(400, "body-invalid");
        (await _asked.JsonAsync(HttpMethod.Put, "vendors/another", new JsonObject { ["name"] = new string('x', 70_000) })).AssertProblem(413, "body-too-large");
        (await _asked.JsonAsync(HttpMethod.Put, "vendors/No", named)).AssertProblem(400, "input-refused");
        var people = _service.Vendor.Files["people.csv"];
        (await _asked.BytesAsync(HttpMethod.Put, $"{_vendor}/files/people.csv", people)).AssertStatus(201);
        (await _asked.BytesAsync(HttpMethod.Put, $"{_vendor}/files/else.csv", people)).AssertProblem(400, "path-refused");
        (await _asked.BytesAsync(HttpMethod.Put, $"{_vendor}/evidence/logs/deep/er/more.ndjson", "\n"u8.ToArray())).AssertStatus(201);
        (await _asked.BytesAsync(HttpMethod.Put, $"{_vendor}/evidence/vendor.yaml", people)).AssertProblem(400, "path-refused");
        (await _asked.BytesAsync(HttpMethod.Put, $"{_vendor}/evidence/logs/a%5Cb", people)).AssertProblem(400, "input-refused");
    }

    private async Task AuditsAsync()
    {
        var audits = $"{_vendor}/audits";
        (await _asked.JsonAsync(HttpMethod.Post, audits, new JsonObject { ["from"] = "yesterday" })).AssertProblem(400, "instant-invalid");
        (await _asked.JsonAsync(HttpMethod.Post, audits, new JsonObject(), ("Idempotency-Key", new string('k', 256)))).AssertProblem(400, "idempotency-key-invalid");
        var ordered = await _asked.JsonAsync(HttpMethod.Post, audits, new JsonObject { ["from"] = "2026-01-01T00:00:00Z", ["to"] = null }, ("Idempotency-Key", "tour"));
        Assert.Equal(202, ordered.Status);
        (await _asked.JsonAsync(HttpMethod.Post, audits, new JsonObject(), ("Idempotency-Key", "tour"))).AssertProblem(422, "idempotency-key-reused");
        var id = ordered.Json["id"]!.GetValue<string>();
        await _service.Service.EndOfAsync(_service.Vendor.Id, id);
        (await _asked.SendAsync(HttpMethod.Post, audits)).AssertStatus(202);
        await KnownAsync($"{audits}/{id}");
        (await _asked.GetAsync($"{audits}/none")).AssertProblem(404, "audit-not-found");
        var page = await _asked.GetAsync($"{audits}?maxpagesize=1");
        (await _asked.GetAsync(page.Json["nextLink"]!.GetValue<string>())).AssertStatus(200);
        (await _asked.GetAsync($"{audits}?continuation=none")).AssertProblem(400, "query-invalid");
        (await _asked.GetAsync($"{audits}/{id}/frameworks/soc-2")).AssertStatus(200);
        (await _asked.GetAsync($"{audits}/{id}/frameworks/none")).AssertProblem(404, "framework-not-found");
        foreach (var audience in new[] { "vendor", "auditor", "management" })
            foreach (var format in new[] { "html", "json", "csv" })
                (await _asked.GetAsync($"{audits}/{id}/report?for={audience}&format={format}")).AssertStatus(200);
        (await _asked.GetAsync($"{audits}/{id}/report?for=auditor&format=json&sample=3&seed=-7")).AssertStatus(200);
        (await _asked.GetAsync($"{audits}/{id}/report?for=auditor&names=true")).AssertProblem(403, "role-required");
        (await _asked.GetAsync($"{audits}/{id}/report?for=nobody")).AssertProblem(400, "query-invalid");
        foreach (var run in (await _asked.GetAsync(audits)).Json["value"]!.AsArray()) await _service.Service.EndOfAsync(_service.Vendor.Id, run!["id"]!.GetValue<string>());
    }

    private async Task FindingsAsync()
    {
        var list = $"{_vendor}/findings";
        var page = await _asked.GetAsync($"{list}?severity=low&state=persisting&verdict=fail&status=open&rule=unauthorized-action&overdue=false&maxpagesize=10");
        var finding = page.Json["value"]![0]!["fingerprint"]!.GetValue<string>();
        var (first, second) = (await _asked.GetAsync($"{list}?maxpagesize=1"), $"{list}/{finding}");
        (await _asked.GetAsync(first.Json["nextLink"]!.GetValue<string>())).AssertStatus(200);
        (await _asked.GetAsync($"{list}?verdict=maybe")).AssertProblem(400, "query-invalid");
        (await _asked.GetAsync($"{list}?verdict=fail&verdict=pass")).AssertProblem(400, "query-invalid");
        (await _asked.GetAsync($"{list}?severty=high")).AssertProblem(400, "unknown-parameter");
        (await _asked.SendAsync(HttpMethod.Post, $"{_vendor}/audits?from=2026-01-01T00:00:00Z")).AssertProblem(400, "unknown-parameter");
        (await _asked.GetAsync($"{list}/none")).AssertProblem(404, "finding-not-found");
        await KnownAsync(second);
        var etag = (await _asked.GetAsync(second)).Headers["etag"];
        var assigned = new JsonObject { ["status"] = "assigned", ["owner"] = "d.osei", ["due"] = "2027-01-01T00:00:00Z" };
        (await _asked.JsonAsync(HttpMethod.Patch, second, assigned)).AssertProblem(428, "if-match-required");
        (await _asked.JsonAsync(HttpMethod.Patch, second, new JsonObject { ["status"] = "assigned" }, ("If-Match", etag))).AssertProblem(422, "decision-invalid");
        (await _asked.JsonAsync(HttpMethod.Patch, second, new JsonObject { ["status"] = "assigned", ["owner"] = "x", ["due"] = "soon" }, ("If-Match", etag))).AssertProblem(400, "instant-invalid");
        (await _asked.JsonAsync(HttpMethod.Patch, second, assigned, ("If-Match", etag))).AssertStatus(200);
        (await _asked.JsonAsync(HttpMethod.Patch, second, assigned, ("If-Match", etag))).AssertProblem(412, "stale");
        var accepted = new JsonObject { ["owner"] = "a", ["approvedBy"] = "b", ["requestedBy"] = "c", ["reason"] = "known", ["expires"] = "2027-06-01T00:00:00+02:00" };
        (await _asked.JsonAsync(HttpMethod.Patch, second, new JsonObject { ["exemption"] = accepted }, ("If-Match", "*"))).AssertStatus(200);
        (await _asked.JsonAsync(HttpMethod.Patch, second, new JsonObject { ["withdraw"] = true }, ("If-Match", "*"))).AssertStatus(200);
        await DecisionsAsync(finding);
        await NamesAsync();
    }

    private async Task DecisionsAsync(string finding)
    {
        var decisions = $"{_vendor}/decisions";
        var decided = new JsonObject { ["rule"] = "unauthorized-action", ["status"] = "false-positive", ["reason"] = "a test system" };
        (await _asked.JsonAsync(HttpMethod.Post, decisions, decided, ("Idempotency-Key", "one"))).AssertStatus(200);
        (await _asked.JsonAsync(HttpMethod.Post, decisions, new JsonObject { ["status"] = "open", ["reason"] = "x" })).AssertProblem(422, "selector-invalid");
        (await _asked.JsonAsync(HttpMethod.Post, decisions, new JsonObject { ["rule"] = "inactive-account", ["withdraw"] = true })).AssertProblem(404, "decision-not-found");
        (await _asked.GetAsync(decisions)).AssertStatus(200);
        (await _asked.JsonAsync(HttpMethod.Post, decisions, new JsonObject { ["rule"] = "unauthorized-action", ["withdraw"] = true })).AssertStatus(200);
        using var replies = new StringContent($"id,answer,reply,evidence\r\nF-{finding[..12]},disputed,it was a test,T-1\r\nF-000000000000,fixed,,\r\n", Encoding.UTF8, "text/csv");
        (await _asked.SendAsync(HttpMethod.Post, $"{_vendor}/replies", replies)).AssertStatus(200);
        (await _asked.GetAsync($"{_vendor}/findings/{finding}")).AssertStatus(200);
    }

    private async Task NamesAsync()
    {
        using var store = _service.Folder.OpenStore();
        await foreach (var (pseudonym, name) in store.Names.AllAsync(VendorId.Parse(_service.Vendor.Id)))
        {
            if (name != "agent03") continue;
            (await _asked.SendAsync(HttpMethod.Delete, $"{_vendor}/names/{pseudonym}?left=true")).AssertStatus(200);
            (await _asked.SendAsync(HttpMethod.Delete, $"{_vendor}/names/{pseudonym}")).AssertStatus(200);
        }
        (await _asked.SendAsync(HttpMethod.Delete, $"{_vendor}/names/p:none")).AssertProblem(404, "name-not-found");
    }

    private async Task IncidentsAsync()
    {
        var opened = await _asked.JsonAsync(HttpMethod.Post, $"{_vendor}/incidents", new JsonObject
        {
            ["title"] = "records were looked up",
            ["playbook"] = "mass-record-access",
            ["principals"] = new JsonArray("agent01"),
            ["from"] = "2026-01-01T00:00:00Z",
            ["by"] = "a.nyman",
        });
        Assert.Equal(201, opened.Status);
        (await _asked.JsonAsync(HttpMethod.Post, $"{_vendor}/incidents", new JsonObject { ["title"] = "", ["by"] = "a.nyman" })).AssertProblem(422, "act-refused");
        var incident = $"{_vendor}/incidents/{opened.Json["incident"]!.GetValue<string>()}";
        foreach (var status in new[] { 201, 200 })
            (await PostAsync($"{incident}/facts", ("name", "awareness"), ("at", "2026-11-22T10:00:00+01:00"), ("note", "seen"))).AssertStatus(status);
        (await PostAsync($"{incident}/facts", ("name", "awareness"), ("at", "2026-11-22T10:00:00"))).AssertProblem(400, "instant-invalid");
        (await PostAsync($"{incident}x/facts", ("name", "awareness"), ("at", "2026-11-22T10:00:00Z"))).AssertProblem(404, "incident-not-found");
        await _service.AdvanceAsync();
        var shown = await KnownAsync(incident);
        await _asked.GetAsync($"{incident}?arguable=true");
        (await _asked.GetAsync($"{incident}?arguable=yes")).AssertProblem(400, "query-invalid");
        var delivery = shown.Json["deliveries"]![0]!["delivery"]!.GetValue<string>();
        (await PostAsync($"{incident}/deliveries/{delivery}/acknowledge")).AssertStatus(201);
        await StepsAsync(incident, shown.Json);
        var rule = shown.Json["clocks"]!.AsArray().Select(clock => (Rule: clock!["regime"]!.GetValue<string>(), Enabled: clock["enabled"]!.GetValue<bool>())).First(clock => !clock.Enabled).Rule;
        (await PostAsync($"{incident}/rules/{rule}", ("reason", "counsel says so"))).AssertStatus(201);
        (await PostAsync($"{incident}/stage", ("to", "incident"), ("reason", "it happened"))).AssertStatus(201);
        (await PostAsync($"{incident}/stage", ("to", "nowhere"), ("reason", "it happened"))).AssertProblem(400, "body-invalid");
        foreach (var format in new[] { "json", "markdown", "cacao" }) (await _asked.GetAsync($"{incident}/timeline?format={format}")).AssertStatus(200);
        await _asked.JsonAsync(HttpMethod.Post, $"{_vendor}/incidents", new JsonObject { ["title"] = "another", ["by"] = "a.nyman" });
        var page = await _asked.GetAsync($"{_vendor}/incidents?maxpagesize=1");
        (await _asked.GetAsync(page.Json["nextLink"]!.GetValue<string>())).AssertStatus(200);
    }

    private async Task StepsAsync(string incident, JsonObject shown)
    {
        var started = shown["steps"]!.AsArray().First(step => step!["state"]!.GetValue<string>() is "running" or "awaiting_approval")!["step"]!.GetValue<string>();
        var body = new JsonObject { ["act"] = "complete", ["evidence"] = new JsonArray("ticket 7"), ["note"] = "done", ["by"] = "d.osei" };
        var completed = await _asked.JsonAsync(HttpMethod.Post, $"{incident}/steps/{started}", body, ("Idempotency-Key", "step"));
        completed.AssertStatus(201);
        (await PostAsync($"{incident}/steps/none", ("act", "complete"))).AssertProblem(422, "act-refused");
    }

    private async Task TrailAsync()
    {
        var trail = $"{_vendor}/trail";
        (await _asked.GetAsync($"{trail}/checkpoint?size=1")).AssertProblem(404, "checkpoint-not-found");
        await _service.Service.RunAsync("SignCheckpoints");
        await KnownAsync($"{trail}/checkpoint");
        (await _asked.GetAsync($"{trail}/proof/0")).AssertStatus(200);
        (await _asked.GetAsync($"{trail}/proof/999999")).AssertProblem(404, "entry-not-found");
        (await _asked.GetAsync($"{trail}/proof/first")).AssertProblem(400, "query-invalid");
        (await _asked.GetAsync($"{trail}/consistency?from=0")).AssertStatus(200);
        (await _asked.GetAsync($"{trail}/consistency")).AssertProblem(400, "query-invalid");
        foreach (var format in new[] { "zip", "ocsf", "oscal" }) (await _asked.GetAsync($"{trail}?format={format}&from=0")).AssertStatus(200);
        (await _asked.GetAsync($"{trail}?names=true")).AssertProblem(403, "role-required");
        (await PostAsync($"{trail}/resume", ("decision", "continue"), ("reason", "x"))).AssertProblem(409, "trail-not-halted");
        await BreakAsync();
        Assert.NotNull((await _asked.GetAsync(_vendor)).Json["trail"]);
        (await _asked.GetAsync(trail)).AssertProblem(409, "trail-halted");
        (await PostAsync($"{trail}/resume", ("decision", "continue"), ("reason", "a restore went wrong"))).AssertStatus(200);
    }

    // Somebody touches an entry, and the check finds it.
    private async Task BreakAsync()
    {
        using (var store = _service.Folder.OpenStore())
        {
            var rows = store.Table("trail");
            var row = (await rows.FindAsync(_service.Vendor.Id, $"e{3:D19}", default))!;
            row["Type"] = "audit completed";
            await rows.PutAsync(row, default);
        }
        await _service.Service.RunAsync("VerifyTrail");
    }

    // Asked twice, the second time with what is known.
    private async Task<Exchange> KnownAsync(string path)
    {
        var shown = await _asked.GetAsync(path);
        shown.AssertStatus(200);
        (await _asked.GetAsync(path, ("If-None-Match", shown.Headers["etag"]))).AssertStatus(304);
        return shown;
    }

    private Task<Exchange> PostAsync(string path, params (string Name, string Value)[] members)
    {
        var body = new JsonObject(members.Select(member => KeyValuePair.Create<string, JsonNode?>(member.Name, member.Value)));
        body["by"] = "d.osei";
        return _asked.JsonAsync(HttpMethod.Post, path, body);
    }
}
