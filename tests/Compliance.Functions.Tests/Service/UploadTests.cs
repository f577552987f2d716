using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Compliance.Functions.Tests.Service;

/// <summary>A vendor that is put to the service file by file.</summary>
public sealed class UploadTests(SharedService shared) : IClassFixture<SharedService>
{
    [SkippableFact]
    public async Task What_was_uploaded_is_audited_as_the_same_files_in_a_folder_are()
    {
        var service = await shared.GetAsync();
        var vendor = new SmallVendor("uploaded");
        await vendor.UploadAsync(service);
        var run = await service.AuditAsync(vendor.Id);
        Assert.Equal("Succeeded", run["status"]!.GetValue<string>());

        using var copy = new ServiceFolder();
        vendor.WriteTo(copy.Path);
        var findings = await service.FindingsAsync(vendor.Id, pageSize: 2);
        Assert.Contains(findings, finding => finding["rule"]!.GetValue<string>() == "unauthorized-action");
        Assert.Equal(SmallVendor.FindingsIn(copy.Path), SmallVendor.Words(findings));

        var types = (await shared.Folder.TrailAsync(vendor.Id)).Select(entry => entry.Type).ToList();
        Assert.Equal(["vendor added", "configuration changed", "configuration changed", "configuration changed", "evidence received", "audit started"], types[..6]);
        Assert.Equal("audit completed", types[^1]);
        var listed = (await service.GetAsync($"vendors/{vendor.Id}/audits")).Json["value"]!.AsArray();
        Assert.Equal(run["id"]!.GetValue<string>(), Assert.Single(listed)!["id"]!.GetValue<string>());
    }

    [SkippableFact]
    public async Task Shifts_announced_changes_and_lists_of_users_are_uploaded_and_audited_like_the_rest_of_a_folder()
    {
        var service = await shared.GetAsync();
        var small = new SmallVendor("schedules");
        var vendor = new SmallVendor("schedules")
        {
            Files = new Dictionary<string, byte[]>(small.Files)
            {
                // A role that sets no hours is not judged by a schedule.
                ["access.yaml"] = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(small.Files["access.yaml"])
                    .Replace("    allow:", "    when: { hours: [{ days: mon-sun, from: \"00:00\", to: \"24:00\" }] }\n    allow:", StringComparison.Ordinal)),
                ["schedule.csv"] = Encoding.UTF8.GetBytes("person,start,end\nagent01,2026-01-02T08:00,2026-01-02T12:00\nagent02,2026-01-09T08:00,2026-01-09T12:00\n"),
                ["changes.csv"] = Encoding.UTF8.GetBytes("person,role,action,from,until,ticket\nagent02,,ticket.read,2026-01-02T08:00,2026-01-05T08:00,CHG-1\n"),
                ["entitlements/crm.csv"] = Encoding.UTF8.GetBytes("account,role,enabled,as_of\nagent01,tier1,true,2026-01-15T00:00:00Z\nagent09,tier1,true,2026-01-15T00:00:00Z\n"),
            },
        };
        await vendor.UploadAsync(service);
        Assert.Equal("Succeeded", (await service.AuditAsync(vendor.Id))["status"]!.GetValue<string>());

        using var copy = new ServiceFolder();
        vendor.WriteTo(copy.Path);
        var findings = await service.FindingsAsync(vendor.Id);
        Assert.Contains(findings, finding => finding["rule"]!.GetValue<string>() == "off-shift-access");
        Assert.Contains(findings, finding => finding["rule"]!.GetValue<string>() == "account-without-person");
        Assert.Equal(SmallVendor.FindingsIn(copy.Path), SmallVendor.Words(findings));
    }

    [SkippableFact]
    public async Task The_answer_to_evidence_is_its_digest_and_the_same_bytes_again_are_one_entry()
    {
        var service = await shared.GetAsync();
        await PutVendorAsync(service, "sends-twice");
        var bytes = Encoding.UTF8.GetBytes("{}\n");
        for (var i = 0; i < 2; i++)
        {
            using var body = new ByteArrayContent(bytes);
            var reply = await service.SendAsync(HttpMethod.Put, "vendors/sends-twice/evidence/logs/a.ndjson", body);
            Assert.Equal((201, Convert.ToHexStringLower(SHA256.HashData(bytes)), 3), (reply.Status, reply.Text("sha256"), reply.Json["length"]!.GetValue<int>()));
        }
        Assert.Single(await shared.Folder.TrailAsync("sends-twice"), entry => entry.Type == "evidence received");
    }

    [SkippableFact]
    public async Task A_file_of_the_contract_that_goes_back_to_what_it_was_is_a_change_each_time()
    {
        var service = await shared.GetAsync();
        await PutVendorAsync(service, "wavers");
        foreach (var text in new[] { "a", "b", "a", "b" })
        {
            using var body = new StringContent(text);
            Assert.Equal(201, (await service.SendAsync(HttpMethod.Put, "vendors/wavers/files/people.csv", body)).Status);
        }
        Assert.Equal(4, (await shared.Folder.TrailAsync("wavers")).Count(entry => entry.Type == "configuration changed"));
    }

    [SkippableFact]
    public async Task A_body_that_stops_half_way_leaves_nothing()
    {
        var service = await shared.GetAsync();
        await PutVendorAsync(service, "breaks-off");
        using (var connection = new TcpClient())
        {
            await connection.ConnectAsync("127.0.0.1", service.Client.BaseAddress!.Port);
            await using var stream = connection.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"PUT /api/vendors/breaks-off/evidence/logs/a.ndjson HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n{new string('x', 50_000)}"));
            await ServiceProcess.UntilAsync(() => shared.Folder.FilesOf("breaks-off").Any());
        }
        await ServiceProcess.UntilAsync(() => !shared.Folder.FilesOf("breaks-off").Any());
        using var rest = new ByteArrayContent(new byte[10]);
        Assert.Equal(201, (await service.SendAsync(HttpMethod.Put, "vendors/breaks-off/evidence/logs/b.ndjson", rest)).Status);
        Assert.Equal("b.ndjson", Path.GetFileName(Assert.Single(shared.Folder.FilesOf("breaks-off"), file => file.Contains("/logs/", StringComparison.Ordinal))));
        Assert.Single(await shared.Folder.TrailAsync("breaks-off"), entry => entry.Type == "evidence received");
    }

    [SkippableFact]
    public async Task More_than_a_file_may_have_is_refused_before_it_is_read()
    {
        var service = await shared.GetAsync();
        await PutVendorAsync(service, "sends-much");
        using var connection = new TcpClient();
        await connection.ConnectAsync("127.0.0.1", service.Client.BaseAddress!.Port);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes("PUT /api/vendors/sends-much/evidence/logs/a.ndjson HTTP/1.1\r\nHost: localhost\r\nContent-Length: 104857601\r\n\r\n"));
        using var reader = new StreamReader(stream);
        Assert.Equal("HTTP/1.1 413 Payload Too Large", await reader.ReadLineAsync());
        using var large = new ByteArrayContent(new byte[(4 << 20) + 1]);
        (await service.SendAsync(HttpMethod.Put, "vendors/sends-much/files/access.yaml", large)).AssertProblem(413, "body-too-large");
    }

    [SkippableTheory]
    [InlineData("vendors/refuses/evidence/vendor.yaml", 400, "path-refused")]
    [InlineData("vendors/refuses/evidence/logs/.hidden", 400, "input-refused")]
    [InlineData("vendors/refuses/files/logs/a.ndjson", 400, "path-refused")]
    [InlineData("vendors/nobody/evidence/logs/a.ndjson", 404, "vendor-not-found")]
    [InlineData("vendors/Not_an_id/files/vendor.yaml", 404, "vendor-not-found")]
    public async Task What_is_put_where_it_does_not_belong_is_refused(string path, int status, string code)
    {
        var service = await shared.GetAsync();
        await PutVendorAsync(service, "refuses");
        using var body = new StringContent("x");
        (await service.SendAsync(HttpMethod.Put, path, body)).AssertProblem(status, code);
    }

    [SkippableFact]
    public async Task A_vendor_is_changed_under_the_version_that_was_read_and_each_change_is_an_entry()
    {
        var service = await shared.GetAsync();
        await PutVendorAsync(service, "goes-live");
        var before = await service.GetAsync("vendors/goes-live");
        using var live = ServiceProcess.Json(new JsonObject { ["name"] = "Live", ["mode"] = "live" });
        var after = await service.SendAsync(HttpMethod.Put, "vendors/goes-live", live, ("If-Match", before.Headers["ETag"]));
        Assert.Equal((200, "live"), (after.Status, after.Text("mode")));
        using var stale = ServiceProcess.Json(new JsonObject { ["name"] = "Pilot" });
        (await service.SendAsync(HttpMethod.Put, "vendors/goes-live", stale, ("If-Match", before.Headers["ETag"]))).AssertProblem(412, "stale");
        using var unknown = ServiceProcess.Json(new JsonObject { ["name"] = "Live", ["mood"] = "live" });
        (await service.SendAsync(HttpMethod.Put, "vendors/goes-live", unknown)).AssertProblem(400, "body-invalid");
        Assert.Equal(["vendor added", "vendor changed"], (await shared.Folder.TrailAsync("goes-live")).Select(entry => entry.Type));
    }

    private static async Task PutVendorAsync(ServiceProcess service, string vendor)
    {
        using var body = ServiceProcess.Json(new JsonObject { ["name"] = vendor });
        Assert.InRange((await service.SendAsync(HttpMethod.Put, $"vendors/{vendor}", body)).Status, 200, 201);
    }
}
