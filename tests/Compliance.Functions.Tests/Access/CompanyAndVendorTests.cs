using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Compliance.Functions.Access;
using Compliance.Functions.Tests.Service;
using Compliance.Trail;

namespace Compliance.Functions.Tests.Access;

/// <summary>One service, its people, and a vendor, each with the roles they have.</summary>
public sealed class CompanyAndVendorTests(SignedInCompany company) : IClassFixture<SignedInCompany>
{
    private const string Vendor = SignedInCompany.Vendor;

    private static readonly (string, string)[] ItsOwn = Someone.Named("victor@acme.example", $"Vendor.{Vendor}");
    private static readonly (string, string)[] Another = Someone.Named("wanda@globex.example", "Vendor.globex");
    private static readonly (string, string)[] Anna = Someone.Named("anna@example.com", "Analyst");
    private static readonly (string, string)[] Axel = Someone.Named("axel@example.com", "Approver");
    private static readonly (string, string)[] Otto = Someone.Named("otto@example.com", "Operator");
    private static readonly (string, string) AxelsId = ("X-MS-CLIENT-PRINCIPAL-ID", "33333333-axel");

    [SkippableFact]
    public async Task A_vendor_sees_what_its_report_asks_it_and_nothing_of_the_companys_people_words_or_decisions()
    {
        var service = await company.GetAsync();
        var finding = await company.FindingAsync();
        var path = $"vendors/{Vendor}/findings/{finding.Text("fingerprint")}";
        Assert.Equal(200, (await PatchAsync(service, path, Anna, new() { ["status"] = "assigned", ["owner"] = "owner@example.com" })).Status);
        var one = await service.SendAsync(HttpMethod.Get, path, null, ItsOwn);
        var all = await service.SendAsync(HttpMethod.Get, $"vendors/{Vendor}/findings?status=open", null, ItsOwn);
        Assert.Equal((200, 200), (one.Status, all.Status));
        Assert.Equal("open", one.Text("status"));
        Assert.Contains(finding.Text("fingerprint"), all.Body, StringComparison.Ordinal);
        Assert.Empty((await service.SendAsync(HttpMethod.Get, $"vendors/{Vendor}/findings?status=assigned", null, ItsOwn)).Json["value"]!.AsArray());

        Assert.Equal(200, (await RequestAsync(service, path, Anna)).Status);
        var accepted = await AcceptAsync(service, path, Axel, new() { ["requestedBy"] = "anna@example.com" });
        Assert.Equal(200, accepted.Status);
        Assert.Contains("secret reason", accepted.Body, StringComparison.Ordinal);
        (await service.SendAsync(HttpMethod.Get, path, null, ItsOwn)).AssertProblem(404, "finding-not-found");
        foreach (var query in new[] { "", "?status=risk-accepted", "?verdict=exempt", "?status=false-positive", "?status=open" })
        {
            var listed = await service.SendAsync(HttpMethod.Get, $"vendors/{Vendor}/findings{query}", null, ItsOwn);
            Assert.All(
                ["secret reason", "secret control", "owner@example.com", "anna@", "axel@", "\"exemption\"", "\"work\"", "\"evidence\"", "outsider", "assigned", "accepted", "exempt", finding.Text("fingerprint")],
                word => Assert.DoesNotContain(word, listed.Body, StringComparison.OrdinalIgnoreCase));
        }
        // Somebody whom no file of the vendor calls its own is found, too, and told to the company alone.
        Assert.Contains("outsider", (await service.SendAsync(HttpMethod.Get, $"vendors/{Vendor}/findings", null, Anna)).Body, StringComparison.Ordinal);
        var foreign = await company.FindingAsync("outsider");
        (await service.SendAsync(HttpMethod.Get, $"vendors/{Vendor}/findings/{foreign.Text("fingerprint")}", null, ItsOwn)).AssertProblem(404, "finding-not-found");
    }

    [SkippableFact]
    public async Task No_page_of_a_vendor_tells_by_its_size_or_its_link_that_there_are_findings_it_does_not_see()
    {
        var service = await company.GetAsync();
        var shown = (await service.SendAsync(HttpMethod.Get, $"vendors/{Vendor}/findings", null, ItsOwn)).Json["value"]!.AsArray().Select(one => one!["fingerprint"]!.GetValue<string>()).ToList();
        var all = (await service.SendAsync(HttpMethod.Get, $"vendors/{Vendor}/findings", null, Anna)).Json["value"]!.AsArray().Select(one => one!["fingerprint"]!.GetValue<string>()).ToList();
        Assert.True(shown.Count > 0 && shown.Count < all.Count, $"{shown.Count} of {all.Count}");
        var paged = new List<string>();
        for (var next = $"vendors/{Vendor}/findings?maxpagesize=1"; next is not null;)
        {
            var page = await service.SendAsync(HttpMethod.Get, next, null, ItsOwn);
            paged.Add(Assert.Single(page.Json["value"]!.AsArray())!["fingerprint"]!.GetValue<string>());
            next = page.Json["nextLink"]?.GetValue<string>();
            if (next is null) continue;
            var word = Base64Url.DecodeFromChars(System.Web.HttpUtility.ParseQueryString(new Uri(next).Query)["continuation"]!);
            Assert.All(all, hidden => Assert.True(word.AsSpan().IndexOf(Encoding.UTF8.GetBytes(hidden)) < 0, hidden));
        }
        Assert.Equal(shown, paged);
    }

    [SkippableFact]
    public async Task Another_vendor_does_not_exist_for_a_vendor_and_cannot_be_told_from_one_that_does_not()
    {
        var service = await company.GetAsync();
        foreach (var function in HttpFunction.All.Where(function => function.Route.Contains("{vendor}", StringComparison.Ordinal)))
        {
            var (there, absent) = (function.Path.Replace(HttpFunction.Vendor, Vendor, StringComparison.Ordinal), function.Path.Replace(HttpFunction.Vendor, "absent-bpo", StringComparison.Ordinal));
            var (one, other) = (await service.SendAsync(function.Method, there, null, Another), await service.SendAsync(function.Method, absent, null, Another));
            one.AssertProblem(404, "vendor-not-found");
            Assert.Equal(other.Body, one.Body.Replace(Vendor, "absent-bpo", StringComparison.Ordinal));
        }
        var written = await service.SendAsync(HttpMethod.Put, $"vendors/{Vendor}/evidence/logs/planted.ndjson", Text("{}"), Another);
        written.AssertProblem(404, "vendor-not-found");
        Assert.DoesNotContain(company.Folder.FilesOf(Vendor), file => file.Contains("planted", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Whoever_may_not_call_hears_that_and_nothing_about_the_query()
    {
        var service = await company.GetAsync();
        foreach (var function in HttpFunction.All.Where(function => !RouteRoles.Of(function.Name).IsAnonymous))
        {
            var path = function.Path.Replace(HttpFunction.Vendor, Vendor, StringComparison.Ordinal);
            foreach (var (who, status) in new[] { (Array.Empty<(string, string)>(), 401), (Another, 404), (Someone.Named("norbert@example.com"), 403) })
            {
                var (plain, mistyped) = (await service.SendAsync(function.Method, path, null, who), await service.SendAsync(function.Method, $"{path}?severty=high", null, who));
                Assert.Equal((status, plain.Status, plain.Body), (plain.Status, mistyped.Status, mistyped.Body));
            }
            var own = await service.SendAsync(function.Method, $"{path}?severty=high", null, ItsOwn);
            if (RouteRoles.Of(function.Name).Roles.Contains(Role.Vendor)) own.AssertProblem(400, "unknown-parameter");
            else own.AssertProblem(403, "role-required");
        }
    }

    [SkippableFact]
    public async Task A_vendor_adds_evidence_and_takes_the_place_of_none()
    {
        var service = await company.GetAsync();
        var path = $"vendors/{Vendor}/evidence/logs/own.ndjson";
        Assert.Equal(201, (await service.SendAsync(HttpMethod.Put, path, Text("first"), ItsOwn)).Status);
        Assert.Equal(201, (await service.SendAsync(HttpMethod.Put, path, Text("first"), ItsOwn)).Status);
        (await service.SendAsync(HttpMethod.Put, path, Text("other"), ItsOwn)).AssertProblem(409, "evidence-exists");
        (await service.SendAsync(HttpMethod.Put, path, Text("longer than it was"), ItsOwn)).AssertProblem(409, "evidence-exists");
        (await service.SendAsync(HttpMethod.Put, $"vendors/{Vendor}/evidence/logs/help.ndjson", Text(""), ItsOwn)).AssertProblem(409, "evidence-exists");
        // That it reads everything, too, does not let it write as the company.
        (await service.SendAsync(HttpMethod.Put, path, Text("other"), Someone.Named("victor@acme.example", $"Vendor.{Vendor}", "Reader"))).AssertProblem(409, "evidence-exists");
        Assert.Equal(201, (await service.SendAsync(HttpMethod.Put, path, Text("other"), Otto)).Status);
        (await service.SendAsync(HttpMethod.Put, $"vendors/{Vendor}/files/access.yaml", Text("roles: {}"), ItsOwn)).AssertProblem(403, "role-required");
    }

    [SkippableTheory]
    [InlineData("probes/vendor.json")]
    [InlineData("resources/vendor.json")]
    [InlineData("vaults/vendor.json")]
    [InlineData("entitlements/vendor.json")]
    public async Task What_the_company_sees_of_a_vendor_from_outside_a_vendor_does_not_put_there(string path)
    {
        var service = await company.GetAsync();
        foreach (var who in new[] { ItsOwn, Someone.Named("victor@acme.example", $"Vendor.{Vendor}", "Reader") })
            (await service.SendAsync(HttpMethod.Put, $"vendors/{Vendor}/evidence/{path}", Text("{}"), who)).AssertProblem(400, "path-refused");
        Assert.DoesNotContain(company.Folder.FilesOf(Vendor), file => file.EndsWith(path, StringComparison.Ordinal));
        Assert.Equal(201, (await service.SendAsync(HttpMethod.Put, $"vendors/{Vendor}/evidence/attestations/{Path.GetFileName(path)}", Text("{}"), ItsOwn)).Status);
    }

    [SkippableFact]
    public async Task Of_many_who_add_the_same_file_at_once_one_does()
    {
        var service = await company.GetAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => service.SendAsync(HttpMethod.Put, $"vendors/{Vendor}/evidence/logs/raced.ndjson", Text($"of {i:D2}"), ItsOwn)));
        Assert.Equal([201, .. Enumerable.Repeat(409, 11)], answers.Select(answer => answer.Status).Order());
    }

    [SkippableFact]
    public async Task A_risk_is_accepted_by_an_approver_in_his_own_name_and_never_for_himself()
    {
        var service = await company.GetAsync();
        var path = $"vendors/{Vendor}/findings/{(await company.FindingAsync()).Text("fingerprint")}";
        (await AcceptAsync(service, path, Anna, new() { ["approvedBy"] = "axel@example.com" })).AssertProblem(403, "role-required");
        (await AcceptAsync(service, path, Anna, new() { ["requestedBy"] = "otto@example.com" })).AssertProblem(403, "role-required");
        // Nobody's word stands for another's asking.
        (await AcceptAsync(service, path, Axel, [])).AssertProblem(422, "risk-not-requested");
        (await AcceptAsync(service, path, Axel, new() { ["requestedBy"] = "anna@example.com" })).AssertProblem(422, "risk-not-requested");
        (await AcceptAsync(service, path, Axel, new() { ["requestedBy"] = "anna@example.com", ["approvedBy"] = "otto@example.com" })).AssertProblem(422, "approver-is-not-caller");
        var old = new JsonObject { ["exemption"] = new JsonObject { ["owner"] = "o", ["approvedBy"] = "axel@example.com", ["requestedBy"] = "anna@example.com", ["reason"] = "r", ["expires"] = "2027-06-01T00:00:00Z" } };
        (await PatchAsync(service, path, Anna, old)).AssertProblem(403, "role-required");
        (await PatchAsync(service, path, Axel, old)).AssertProblem(422, "risk-not-requested");

        // Nor does he ask for himself, whatever he is called meanwhile.
        Assert.Equal(200, (await RequestAsync(service, path, Someone.Named("AXEL@Example.com", "Approver"))).Status);
        (await AcceptAsync(service, path, Axel, [])).AssertProblem(422, "approver-is-requester");
        Assert.Equal(200, (await RequestAsync(service, path, [.. Someone.Named("alex@example.com", "Approver"), AxelsId])).Status);
        (await AcceptAsync(service, path, [.. Axel, AxelsId], [])).AssertProblem(422, "approver-is-requester");

        var asked = await RequestAsync(service, path, Anna);
        Assert.Equal((200, "risk-requested", "secret control", "anna@example.com"), (asked.Status, asked.Text("status"), asked.Json["work"]!["control"]!.GetValue<string>(), asked.Json["work"]!["by"]!.GetValue<string>()));
        Assert.Null(asked.Json["exemption"]);
        (await AcceptAsync(service, path, Axel, new() { ["requestedBy"] = "otto@example.com" })).AssertProblem(422, "decision-invalid");
        var accepted = await AcceptAsync(service, path, Axel, new() { ["approvedBy"] = " AXEL@example.com" });
        Assert.Equal((200, "risk-accepted"), (accepted.Status, accepted.Text("status")));
        Assert.Equal(("anna@example.com", "axel@example.com"), (accepted.Json["exemption"]!["requestedBy"]!.GetValue<string>(), accepted.Json["exemption"]!["approvedBy"]!.GetValue<string>()));
        (await AcceptAsync(service, path, Axel, [])).AssertProblem(422, "risk-not-requested");

        Assert.Equal((422, 200, 422, 200), (await ManyAsync(Axel, "risk-accepted"), await ManyAsync(Axel, "risk-requested"), await ManyAsync(Axel, "risk-accepted"), await ManyAsync(Anna, "risk-requested")));
        Assert.Equal(200, await ManyAsync(Axel, "risk-accepted"));
        using var many = ServiceProcess.Json(new JsonObject { ["rule"] = "unauthorized-action", ["status"] = "risk-accepted", ["requestedBy"] = "x", ["approvedBy"] = "anna@example.com" });
        (await service.SendAsync(HttpMethod.Post, $"vendors/{Vendor}/decisions", many, Anna)).AssertProblem(403, "role-required");

        async Task<int> ManyAsync((string, string)[] who, string status)
        {
            var body = Terms(status);
            (body["rule"], body["action"]) = ("unauthorized-action", "nothing that is found");
            return (await service.SendAsync(HttpMethod.Post, $"vendors/{Vendor}/decisions", ServiceProcess.Json(body), who)).Status;
        }
    }

    [SkippableFact]
    public async Task What_a_vendor_replies_tells_it_nothing_of_findings_that_it_does_not_see_nor_when_the_company_decided()
    {
        var service = await company.GetAsync();
        var (own, foreign) = (await company.FindingAsync("agent02"), await company.FindingAsync("outsider"));
        var path = $"vendors/{Vendor}/findings/{own.Text("fingerprint")}";
        Assert.Equal(200, (await PatchAsync(service, path, Anna, new() { ["status"] = "open", ["reason"] = "looked at" })).Status);
        var list = $"id,made,answer,reply\r\n{Short(own)},2026-01-01T00:00:00Z,fixed,\r\n{Short(foreign)},,fixed,\r\nF-000000000000,,fixed,\r\n";
        var refused = (await SendAsync(ItsOwn)).Json["refused"]!.AsArray().Select(row => row!["why"]!.GetValue<string>()).ToList();
        Assert.Equal(3, refused.Count);
        Assert.Equal(refused[2], refused[1]);
        Assert.StartsWith("it is no longer as it was when the list was made", refused[0], StringComparison.Ordinal);
        Assert.DoesNotContain("person", refused[0], StringComparison.Ordinal);
        Assert.StartsWith("a person decided about it on 20", (await SendAsync(Anna)).Json["refused"]![0]!["why"]!.GetValue<string>(), StringComparison.Ordinal);

        Task<Reply> SendAsync((string, string)[] who) => service.SendAsync(HttpMethod.Post, $"vendors/{Vendor}/replies", new StringContent(list, Encoding.UTF8, "text/csv"), who);
        static string Short(Reply finding) => "F-" + finding.Text("fingerprint")[..12];
    }

    [SkippableFact]
    public async Task Every_part_that_is_for_fewer_is_refused_to_the_others_who_may_call()
    {
        var service = await company.GetAsync();
        var finding = $"vendors/{Vendor}/findings/{(await company.FindingAsync()).Text("fingerprint")}";
        var tried = new Dictionary<(string, string?), Func<(string, string)[], Task<Reply>>>
        {
            [("GetAuditReport", RouteRoles.NotForVendor)] = who => service.SendAsync(HttpMethod.Get, $"vendors/{Vendor}/audits/a1/report?for=management", null, who),
            [("GetAuditReport", RouteRoles.WithNames)] = who => service.SendAsync(HttpMethod.Get, $"vendors/{Vendor}/audits/a1/report?for=auditor&names=true", null, who),
            [("GetIncident", RouteRoles.Arguable)] = who => service.SendAsync(HttpMethod.Get, $"vendors/{Vendor}/incidents/i1?arguable=true", null, who),
            [("ExportTrail", RouteRoles.WithNames)] = who => service.SendAsync(HttpMethod.Get, $"vendors/{Vendor}/trail?names=true&from=999999", null, who),
            [("ChangeFinding", RouteRoles.AcceptRisk)] = who => PatchAsync(service, finding, who, new() { ["status"] = "risk-accepted" }),
            [("DecideFindings", RouteRoles.AcceptRisk)] = who => PostAsync("decisions", new() { ["rule"] = "unauthorized-action", ["status"] = "risk-accepted" }, who),
            [("ChangeFinding", RouteRoles.FalsePositive)] = who => PatchAsync(service, finding, who, new() { ["status"] = "false-positive" }),
            [("DecideFindings", RouteRoles.FalsePositive)] = who => PostAsync("decisions", new() { ["rule"] = "unauthorized-action", ["status"] = "false-positive" }, who),
            [("CompleteStep", RouteRoles.Complete)] = who => PostAsync("incidents/i1/steps/s1", new() { ["act"] = "complete" }, who),
            [("CompleteStep", RouteRoles.Approval)] = who => PostAsync("incidents/i1/steps/s1", new() { ["act"] = "approve" }, who),
            [("PutVendor", RouteRoles.GoLive)] = who => service.SendAsync(HttpMethod.Put, $"vendors/{Vendor}", ServiceProcess.Json(new JsonObject { ["name"] = "n", ["mode"] = "live" }), [.. who, ("If-Match", "\"none\"")]),
        };
        Assert.Equal(RouteRoles.All.Where(route => route.Part is not null).Select(route => (route.Function, route.Part)).Order(), tried.Keys.Select(key => (key.Item1, key.Item2)).Order());
        foreach (var (key, ask) in tried)
        {
            var route = RouteRoles.Of(key.Item1, key.Item2);
            foreach (var role in RouteRoles.Of(key.Item1).Roles)
            {
                var answer = await ask(Someone.With(role == Role.Vendor ? $"Vendor.{Vendor}" : role));
                if (route.Roles.Contains(role)) Assert.True(answer.Status is not (401 or 403), $"{key} by {role}: {answer.Status} {answer.Body}");
                else answer.AssertProblem(403, "role-required");
            }
        }

        Task<Reply> PostAsync(string path, JsonObject body, (string, string)[] who) => service.SendAsync(HttpMethod.Post, $"vendors/{Vendor}/{path}", ServiceProcess.Json(body), who);
    }

    [SkippableFact]
    public async Task Refused_calls_are_in_the_trail_once_and_privileged_ones_each_time_under_pseudonyms()
    {
        var service = await company.GetAsync();
        var (mallory, nina) = (Someone.Named("mallory@example.com", "Reader"), Someone.Named("nina@example.com", "Legal"));
        var name = $"vendors/{Vendor}/names/p:{new string('a', 26)}";
        for (var again = 0; again < 5; again++)
        {
            (await service.SendAsync(HttpMethod.Delete, name, null, mallory)).AssertProblem(403, "role-required");
            (await service.SendAsync(HttpMethod.Delete, name)).AssertProblem(401, "not-signed-in");
            (await service.SendAsync(HttpMethod.Delete, name, null, Another)).AssertProblem(404, "vendor-not-found");
        }
        for (var again = 0; again < 2; again++) (await service.SendAsync(HttpMethod.Delete, name, null, nina)).AssertProblem(404, "name-not-found");
        (await service.SendAsync(HttpMethod.Delete, "vendors/nowhere/names/p:x", null, mallory)).AssertProblem(403, "role-required");

        // They were answered first.
        using (var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60)))
            while ((await company.Folder.TrailAsync(Vendor)).Count(entry => entry.Type == "call refused" && Encoding.UTF8.GetString(entry.Leaf.Span).Contains("ForgetName", StringComparison.Ordinal)) < 3)
                await Task.Delay(50, patience.Token);
        var entries = (await company.Folder.TrailAsync(Vendor)).Select(entry => (entry.Type, entry.Actor, Data: JsonNode.Parse(entry.Leaf.Span)!["data"]!.AsObject()))
            .Where(entry => entry.Data["function"]?.GetValue<string>() == "ForgetName").ToList();
        var refused = entries.Where(entry => entry.Type == "call refused").ToList();
        Assert.Equal(["not-signed-in", "other-vendor", "role-required"], refused.Select(entry => entry.Data["reason"]!.GetValue<string>()).Distinct().Order(StringComparer.Ordinal));
        // Of fifteen; twice as many where the hour turned meanwhile.
        Assert.InRange(refused.Count, 3, 6);
        Assert.Equal("system:anonymous", refused.First(entry => entry.Data["reason"]!.GetValue<string>() == "not-signed-in").Actor);
        Assert.StartsWith("p:", refused.First(entry => entry.Data["reason"]!.GetValue<string>() == "role-required").Actor, StringComparison.Ordinal);
        Assert.All(entries, entry => Assert.Equal("""["Legal"]""", entry.Data["roles"]!.ToJsonString()));
        Assert.Equal(2, entries.Count(entry => entry.Type == "call privileged"));
        Assert.Empty(await company.Folder.TrailAsync("nowhere"));
        Assert.DoesNotContain(await company.Folder.TrailAsync(Vendor), entry => Encoding.UTF8.GetString(entry.Leaf.Span).Contains("mallory", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task A_new_vendor_that_is_put_straight_to_live_is_a_privileged_call_in_its_trail()
    {
        var service = await company.GetAsync();
        foreach (var (mode, calls) in new[] { ("live", 1), ("live", 2), ("pilot", 2) })
        {
            using var body = ServiceProcess.Json(new JsonObject { ["name"] = "Straight", ["mode"] = mode });
            Assert.InRange((await service.SendAsync(HttpMethod.Put, "vendors/straight", body, Otto)).Status, 200, 201);
            var entries = (await company.Folder.TrailAsync("straight")).Where(entry => entry.Type == "call privileged").ToList();
            Assert.Equal(calls, entries.Count);
            Assert.All(entries, entry => Assert.Contains("mode live", Encoding.UTF8.GetString(entry.Leaf.Span), StringComparison.Ordinal));
        }
    }

    private static Task<Reply> AcceptAsync(ServiceProcess service, string path, (string, string)[] who, JsonObject more)
    {
        var body = Terms("risk-accepted");
        foreach (var (name, value) in more) body[name] = value!.DeepClone();
        return PatchAsync(service, path, who, body);
    }

    private static Task<Reply> RequestAsync(ServiceProcess service, string path, (string, string)[] who) => PatchAsync(service, path, who, Terms("risk-requested"));

    private static JsonObject Terms(string status) =>
        new() { ["status"] = status, ["owner"] = "owner@example.com", ["reason"] = "secret reason", ["control"] = "secret control", ["expires"] = "2027-06-01T00:00:00Z" };

    private static async Task<Reply> PatchAsync(ServiceProcess service, string path, (string, string)[] who, JsonObject body) =>
        await service.SendAsync(HttpMethod.Patch, path, ServiceProcess.Json(body), [.. who, ("If-Match", (await service.SendAsync(HttpMethod.Get, path, null, Anna)).Headers["ETag"])]);

    private static ByteArrayContent Text(string text) => new(Encoding.UTF8.GetBytes(text));
}
