using System.Text;
using System.Text.Json.Nodes;
using Compliance.Secrets;
using Compliance.Tests.Delivery;
using Compliance.Tests.Trail.Timestamps;
using Compliance.Trail;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Notes;
using Compliance.Trail.Timestamps;
using Compliance.Trail.Verification;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Functions.Tests.Service;

/// <summary>The hourly round: what is signed leaves the building.</summary>
public sealed class SignCheckpointsTests : IDisposable
{
    private readonly ServiceFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task A_round_signs_every_trail_and_publishes_it_and_the_next_one_only_what_is_new()
    {
        using var authority = OpensslAuthority.Start();
        HttpReceiver? asked = null;
        await using var server = asked = HttpReceiver.Doing(async (stream, number, stop) => await stream.WriteAsync(Reply(authority.Answer(asked!.Requests[number - 1].Body)), stop));
        await using var witness = HttpReceiver.Answering(HttpReceiver.Status(204));
        await CompanyAsync(witness);
        await using var service = await StartAsync(("TimestampAuthority", $"http://127.0.0.1:{server.Port}/"), ("TimestampAuthorityPrivate", "true"));
        await UploadAsync(service, "live-one", "live");
        await UploadAsync(service, "pilot-one", "pilot");
        await SignAsync(service);

        foreach (var vendor in new[] { "live-one", "pilot-one" })
        {
            var (checkpoint, keys) = await NewestAsync(vendor);
            Assert.True(checkpoint.Check(keys).IsVerified);
            Assert.Equal($"compliance.localhost/{vendor}", checkpoint.Checkpoint.Origin);
            Assert.Equal(checkpoint.Bytes.ToArray(), await File.ReadAllBytesAsync(ArchiveFile(vendor, $"{checkpoint.Checkpoint.Size:D19}.checkpoint")));
            var stamp = await File.ReadAllBytesAsync(ArchiveFile(vendor, $"{checkpoint.Checkpoint.Size:D19}.tsr"));
            Assert.Equal(TimestampVerdict.Trusted, TimestampCheck.Check(stamp, checkpoint.Bytes.Span, [authority.Root]).Verdict);
        }
        var told = JsonNode.Parse(Assert.Single(witness.Requests).Body)!["data"]!["details"]!;
        var (sent, _) = await NewestAsync("live-one");
        Assert.Equal(Encoding.UTF8.GetString(sent.Bytes.Span), told["checkpoint"]!.GetValue<string>());

        // Nothing new: nothing is signed, asked or sent.
        await SignAsync(service);
        Assert.Equal((1, 2, 1), (witness.Requests.Count, server.Requests.Count, CheckpointsOf("live-one").Count));
        using (var changed = ServiceProcess.Json(new JsonObject { ["name"] = "Another name", ["mode"] = "live" }))
            Assert.Equal(200, (await service.SendAsync(HttpMethod.Put, "vendors/live-one", changed)).Status);
        await SignAsync(service);
        Assert.Equal((2, 2, 2, 1), (witness.Requests.Count, server.Requests.Count, CheckpointsOf("live-one").Count, CheckpointsOf("pilot-one").Count));
        Assert.Single(await _folder.TrailAsync("live-one"), entry => entry.Type == "checkpoint key added");
    }

    [SkippableFact]
    public async Task A_trail_that_is_halted_is_skipped_and_the_others_are_signed()
    {
        new SmallVendor("never-audited").WriteTo(Path.Combine(_folder.Path, "vendors", "never-audited"));
        await using var service = await StartAsync(("VendorFolders", "vendors"));
        foreach (var vendor in new[] { "a-halted", "b-sound" })
        {
            using var body = ServiceProcess.Json(new JsonObject { ["name"] = "A vendor", ["mode"] = "live" });
            Assert.Equal(201, (await service.SendAsync(HttpMethod.Put, $"vendors/{vendor}", body)).Status);
        }
        using (var store = _folder.OpenStore())
            await store.Halts.HaltAsync(VendorId.Parse("a-halted"), new TrailHalt(Instant.FromUtc(2026, 11, 23, 3, 15), new TrailProblem(TrailProblemKind.Modified, 0, null, "entry 0 was modified")));
        await service.FireAsync("SignCheckpoints");
        Assert.Contains("entry 0 was modified", await service.SaysAsync("The trail of `a-halted` is halted"), StringComparison.Ordinal);
        await service.SaysAsync("Executed 'Functions.SignCheckpoints' (Succeeded");
        Assert.Empty(CheckpointsOf("a-halted"));
        // A vendor without entries has nothing to sign, and gets nothing.
        Assert.Empty(CheckpointsOf("never-audited"));
        Assert.Single(CheckpointsOf("b-sound"));
    }

    [SkippableFact]
    public async Task Killed_while_a_witness_is_told_the_next_round_tells_it_the_same_again()
    {
        await using var witness = HttpReceiver.Doing(async (stream, number, stop) =>
        {
            if (number == 1) await Task.Delay(Timeout.InfiniteTimeSpan, stop);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(HttpReceiver.Status(204)), stop);
        });
        await CompanyAsync(witness);
        await using (var service = await StartAsync())
        {
            await UploadAsync(service, "live-one", "live");
            await service.FireAsync("SignCheckpoints");
            await ServiceProcess.UntilAsync(() => witness.Requests.Count == 1);
            await service.KillAsync();
        }
        await using var next = await StartAsync();
        await SignAsync(next);
        Assert.Equal(2, witness.Requests.Count);
        Assert.Single(witness.Requests.Select(request => request.Headers["webhook-id"]).Distinct());
        Assert.Single(CheckpointsOf("live-one"));
        await SignAsync(next);
        Assert.Equal(2, witness.Requests.Count);
    }

    // Rounds are run by hand: five minutes past the hour there would be one more.
    private Task<ServiceProcess> StartAsync(params (string Name, string Value)[] settings) =>
        ServiceProcess.StartAsync(_folder.Path, [.. settings, ("Company", "company.yaml"), ("AzureWebJobs.SignCheckpoints.Disabled", "true")]);

    private static Task SignAsync(ServiceProcess service) => service.RunAsync("SignCheckpoints");

    private async Task CompanyAsync(HttpReceiver witness)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "company.yaml"), $$"""
            name: Harborline GmbH
            zone: Europe/Berlin
            channels:
              auditor: { type: webhook, url: "http://127.0.0.1:{{witness.Port}}/", secret: webhook-auditor, allowPrivate: true }
            """);
        await new LocalSecretClient(Path.Combine(_folder.Path, ".compliance", "secrets.json")).SetSecretAsync("webhook-auditor", IncidentService.Secret);
    }

    private static async Task UploadAsync(ServiceProcess service, string vendor, string mode)
    {
        await new SmallVendor(vendor, agents: 1, days: 1, more: "witnesses: [auditor]").UploadAsync(service);
        using var body = ServiceProcess.Json(new JsonObject { ["name"] = "A small vendor", ["mode"] = mode });
        await service.SendAsync(HttpMethod.Put, $"vendors/{vendor}", body);
    }

    private async Task<(SignedCheckpoint Checkpoint, IReadOnlyList<NoteKey> Keys)> NewestAsync(string vendor)
    {
        using var store = _folder.OpenStore();
        var id = VendorId.Parse(vendor);
        return ((await store.Checkpoints.LatestAsync(id))!.Signed, await store.Checkpoints.KeysAsync(id));
    }

    private List<string> CheckpointsOf(string vendor) =>
        Directory.Exists(ArchiveFile(vendor, "")) ? [.. Directory.EnumerateFiles(ArchiveFile(vendor, ""), "*.checkpoint")] : [];

    private string ArchiveFile(string vendor, string file) => Path.Combine(_folder.Path, ".compliance", "checkpoints", vendor, file);

    private static byte[] Reply(byte[] body) =>
        [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/timestamp-reply\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"), .. body];
}
