using System.Globalization;
using Compliance.Functions.Tests.Service;

namespace Compliance.Functions.Tests.Attacks;

/// <summary>Paths and ids that would lead elsewhere, as they stand on the wire.</summary>
public sealed class PathTests(SharedService shared) : IClassFixture<SharedService>
{
    [SkippableTheory]
    [InlineData("../../../escaped")]
    [InlineData("..%2f..%2fescaped")]
    [InlineData("%2e%2e/%2e%2e/escaped")]
    [InlineData("logs/%2e%2e/%2e%2e/escaped")]
    [InlineData("logs/..%2f..%2fescaped")]
    [InlineData("logs/..%5c..%5cescaped")]
    [InlineData("logs\\..\\..\\escaped")]
    [InlineData("logs/%2e%2e%00/escaped")]
    [InlineData("logs/escaped%00.ndjson")]
    [InlineData("logs/a%0d%0aescaped")]
    [InlineData("logs/%1b[31mescaped")]
    [InlineData("logs/nosjdn.%e2%80%aeescaped")]
    [InlineData("logs/%e2%80%8bescaped")]
    [InlineData("logs/escaped.")]
    [InlineData("logs/escaped%20")]
    [InlineData("logs/.escaped")]
    [InlineData("logs//escaped")]
    [InlineData("/logs/escaped")]
    [InlineData("/etc/escaped")]
    [InlineData("Logs/escaped")]
    [InlineData("LOGS/escaped")]
    [InlineData("%ef%bc%8e%ef%bc%8e/escaped")]
    [InlineData("collected/a1/probes/escaped")]
    [InlineData(".digests/escaped")]
    [InlineData(".incoming/escaped")]
    public async Task A_path_of_evidence_leads_nowhere_else(string path)
    {
        var service = await PutAsync("stays");
        var before = Files();

        var reply = await Wire.SendAsync(service, "PUT", $"/api/vendors/stays/evidence/{path}", "x");

        Assert.True(reply.Status is 400 or 404, $"{reply.Status}: {reply.Body}");
        Assert.Equal(before, Files());
    }

    /// <summary>What only a further decoding would make a way out of is a name like any other, and is not decoded further.</summary>
    [SkippableTheory]
    [InlineData("logs/%252e%252e/x")]
    [InlineData("logs/%c0%ae%c0%ae/x")]
    [InlineData("logs/%u002e%u002e/x")]
    [InlineData("logs/..%252fx", false)]
    [InlineData("logs/a%2f..%2f..%2f..%2f..%2fx")]
    [InlineData("logs/%ef%bc%8e%ef%bc%8e/x")]
    [InlineData("logs/%f0%9f%92%a9.ndjson")]
    [InlineData("logs/a:b;type=i")]
    public async Task A_name_that_merely_looks_so_lies_inside(string path, bool taken = true)
    {
        var service = await PutAsync("looks");
        var before = Files();

        var reply = await Wire.SendAsync(service, "PUT", $"/api/vendors/looks/evidence/{path}", "x");

        Assert.True(reply.Status == (taken ? 201 : 400), reply.Body);
        var logs = Path.Combine(shared.Folder.Path, ".compliance", "evidence", "looks", "logs") + Path.DirectorySeparatorChar;
        Assert.All(Files().Except(before), file => Assert.StartsWith(logs, file, StringComparison.Ordinal));
        Assert.Equal(taken ? 1 : 0, Files().Except(before).Count());
    }

    [SkippableTheory]
    [InlineData(256, "a")]
    [InlineData(64, "%f0%9f%92%a9")]
    [InlineData(520, "a")]
    public async Task A_name_that_no_file_system_takes_is_refused_for_good(int times, string character)
    {
        var service = await PutAsync("long-names");
        (await Wire.SendAsync(service, "PUT", $"/api/vendors/long-names/evidence/logs/{string.Concat(Enumerable.Repeat(character, times))}", "x")).AssertProblem(400, "input-refused");
    }

    [SkippableTheory]
    [InlineData("..")]
    [InlineData("%2e%2e")]
    [InlineData("..%2f..")]
    [InlineData("a%00")]
    [InlineData("a%0a")]
    [InlineData("acme%20")]
    [InlineData("acme.")]
    [InlineData("ACME")]
    [InlineData("%d0%b0cme")]
    [InlineData("acme%2fevidence")]
    [InlineData("acme'%20or%20'1'%20eq%20'1")]
    [InlineData("acme;x=1")]
    [InlineData("%ef%bd%81cme")]
    [InlineData("-acme")]
    public async Task A_vendor_of_an_id_that_is_none_is_neither_made_nor_found(string vendor)
    {
        var service = await shared.GetAsync();
        var before = Files();
        foreach (var (method, rest, body) in new[]
        {
            ("PUT", "", """{"name":"x"}"""), ("GET", "", ""), ("PUT", "/evidence/logs/a.ndjson", "x"), ("PUT", "/files/vendor.yaml", "x"), ("POST", "/audits", ""), ("GET", "/findings", ""),
            ("GET", "/trail", ""), ("GET", "/incidents", ""),
        })
        {
            var reply = await Wire.SendAsync(service, method, $"/api/vendors/{vendor}{rest}", body);
            Assert.True(reply.Status is 400 or 404, $"{method} {rest}: {reply.Status} {reply.Body}");
        }
        Assert.Equal(before, Files());
    }

    [SkippableFact]
    public async Task Whatever_stands_in_place_of_an_id_is_an_answer_of_the_service()
    {
        var service = await PutAsync("has-ids");
        foreach (var id in new[]
        {
            "..%2f..%2fx", "%2e%2e%2fx", "a'%20or%20'1'%20eq%20'1", "a%0d%0aX-Evil:%201", "%1b[31m", "~~x", "%25s%25n", "$batch", "a(b)", "%ed%a0%80", "%f0%9f%92%a9", new string('a', 4_000), "__proto__", "null", "-1", "0x10", "%23", "%3f",
        })
        {
            foreach (var path in new[]
            {
                $"audits/{id}", $"audits/{id}/report?for=auditor", $"audits/{id}/frameworks/hipaa", $"audits/x/frameworks/{id}", $"findings/{id}", $"incidents/{id}", $"incidents/{id}/timeline", $"trail/proof/{id}",
                $"trail/checkpoint?size={id}", $"trail?format={id}", $"trail?from={id}", $"findings?severity={id}", $"findings?maxpagesize={id}", $"findings?continuation={id}", $"audits?continuation={id}", $"incidents?continuation={id}",
            })
            {
                var reply = await Wire.SendAsync(service, "GET", $"/api/vendors/has-ids/{path}");
                Assert.True(reply.Status is 400 or 404 or 414, string.Create(CultureInfo.InvariantCulture, $"GET {path}: {reply.Status} {reply.Body}"));
                Assert.DoesNotContain("X-Evil", reply.Headers.Keys);
                // The host itself answers without a body.
                if (reply.Body.Length > 0) reply.AssertProblem(reply.Status, reply.Text("code"));
            }
        }
    }

    /// <summary>Everything below the service's folder but its own databases and notes.</summary>
    private HashSet<string> Files() =>
    [
        .. Directory.EnumerateFiles(shared.Folder.Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            .Where(file => Path.GetRelativePath(shared.Folder.Path, file).Split(Path.DirectorySeparatorChar) is not ([".compliance", _] or [".compliance", "evidence", _, ".digests", ..])),
    ];

    private async Task<ServiceProcess> PutAsync(string vendor)
    {
        var service = await shared.GetAsync();
        using var body = ServiceProcess.Json(new System.Text.Json.Nodes.JsonObject { ["name"] = vendor });
        Assert.InRange((await service.SendAsync(HttpMethod.Put, $"vendors/{vendor}", body)).Status, 200, 201);
        return service;
    }
}
