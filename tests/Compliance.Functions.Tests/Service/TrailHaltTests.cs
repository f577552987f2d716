using System.Text;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Compliance.Handling;
using Compliance.Incidents;
using Compliance.Playbooks;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Tests.Delivery;
using Compliance.Trail;
using Compliance.Trail.Verification;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Functions.Tests.Service;

/// <summary>A trail that somebody touched: found, told, halted, and taken up again by a decision.</summary>
public sealed class TrailHaltTests
{
    private static readonly string Taken = HttpReceiver.Status(204);

    [SkippableFact]
    public async Task A_trail_that_was_touched_is_told_to_people_and_halted_until_one_decides()
    {
        await using var receiver = HttpReceiver.Answering(Taken);
        await using var service = await IncidentService.StartAsync(VendorMode.Live, receiver);
        var id = service.Vendor.Id;
        Assert.Equal("Succeeded", (await service.Service.AuditAsync(id))["status"]!.GetValue<string>());
        await VerifyAsync(service.Service, $"The trail of `{id}` holds");

        await ChangeAsync(service.Folder, id, 3, row => row["Type"] = "audit completed");
        await VerifyAsync(service.Service, $"The trail of `{id}` is halted");

        var broken = Assert.Single(await IncidentsAsync(service.Service, id), incident => Text(incident, "id").EndsWith("-trail-broken", StringComparison.Ordinal));
        Assert.Contains(receiver.Requests, request => request.Text.Contains(Text(broken, "id"), StringComparison.Ordinal));
        var halted = (await service.GetAsync($"vendors/{id}"))["trail"]!["halted"]!;
        Assert.Equal(("column", 3), (halted["kind"]!.GetValue<string>(), halted["index"]!.GetValue<long>()));
        (await PutAsync(service.Service, id)).AssertProblem(409, "trail-halted");
        (await service.PostAsync($"vendors/{id}/incidents", new JsonObject { ["title"] = "another", ["by"] = "a.nyman" })).AssertProblem(409, "trail-halted");
        var audit = await service.Service.AuditAsync(id);
        Assert.Equal(("Failed", "trail-halted"), (audit["status"]!.GetValue<string>(), audit["error"]!["code"]!.GetValue<string>()));
        await service.AdvanceAsync();
        await VerifyAsync(service.Service, $"The trail of `{id}` is halted since");

        (await ResumeAsync(service, "continue", "")).AssertProblem(400, "body-invalid");
        (await ResumeAsync(service, "forget", "a restore went wrong")).AssertProblem(400, "body-invalid");
        var resumed = await ResumeAsync(service, "continue", "a restore went wrong, and the export of yesterday agrees");
        Assert.True(resumed.Status == 200, resumed.Body);
        (await ResumeAsync(service, "continue", "once more")).AssertProblem(409, "trail-not-halted");

        Assert.Null((await service.GetAsync($"vendors/{id}"))["trail"]);
        Assert.Equal(200, (await PutAsync(service.Service, id)).Status);
        Assert.Equal("Succeeded", (await service.Service.AuditAsync(id))["status"]!.GetValue<string>());
        var trail = await service.Folder.TrailAsync(id);
        var entry = trail[(int)resumed.Json["index"]!.GetValue<long>()];
        Assert.Equal("trail resumed", entry.Type);
        Assert.Contains("the export of yesterday agrees", Encoding.UTF8.GetString(entry.Leaf.Span), StringComparison.Ordinal);
        Assert.DoesNotContain("a.nyman", Encoding.UTF8.GetString(entry.Leaf.Span), StringComparison.Ordinal);

        // What was decided about halts nothing again; what comes after does.
        await VerifyAsync(service.Service, $"The trail of `{id}` has 1 problems that an operator has decided about");
        Assert.Equal(200, (await PutAsync(service.Service, id)).Status);
        await ChangeAsync(service.Folder, id, 4, row => row["Type"] = "audit completed");
        await VerifyAsync(service.Service, $"The trail of `{id}` is halted");
    }

    [SkippableFact]
    public async Task A_trail_that_takes_no_entry_is_halted_all_the_same_and_suspected_once_it_is_resumed()
    {
        using var folder = new ServiceFolder();
        await using var service = await ServiceProcess.StartAsync(folder.Path);
        await new SmallVendor("headless").UploadAsync(service);
        await new SmallVendor("unharmed").UploadAsync(service);
        using (var store = folder.OpenStore()) await store.Table("trail").DeleteAsync("headless", "h", default);

        var audit = await service.AuditAsync("headless");
        Assert.Equal(("Failed", "trail-inconsistent"), (audit["status"]!.GetValue<string>(), audit["error"]!["code"]!.GetValue<string>()));
        await service.FireAsync("VerifyTrail");
        await service.SaysAsync("The trail of `headless` takes no entry");
        await service.SaysAsync("The trail of `unharmed` holds");
        Assert.Equal("rollback", (await service.GetAsync("vendors/headless")).Json["trail"]!["halted"]!["kind"]!.GetValue<string>());

        (await ResumeAsync(service, "headless", "continue")).AssertProblem(422, "decision-refused");
        var resumed = await ResumeAsync(service, "headless", "rebuild");
        Assert.True(resumed.Status == 200, resumed.Body);
        Assert.Single(await IncidentsAsync(service, "headless"), incident => Text(incident, "id").EndsWith("-trail-broken", StringComparison.Ordinal));
        Assert.Equal("Succeeded", (await service.AuditAsync("headless"))["status"]!.GetValue<string>());
        await VerifyAsync(service, "The trail of `headless` holds");
    }

    [SkippableFact]
    public async Task A_check_that_was_killed_before_it_halted_is_brought_to_its_end_by_the_next()
    {
        using var folder = new ServiceFolder();
        await using var service = await ServiceProcess.StartAsync(folder.Path);
        await new SmallVendor("killed").UploadAsync(service);
        await ChangeAsync(folder, "killed", 1, row => row["L"] = new byte[32]);
        // What a process leaves that dies between the suspicion and the halt.
        using (var store = folder.OpenStore())
        {
            var keys = new VendorKeys(new LocalSecretClient(Path.Combine(folder.Path, ".compliance", "secrets.json")), store.Vendors);
            var opening = new SuspicionOpening(new IncidentJournal(store, keys), TimeProvider.System);
            var now = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
            Assert.Single(await opening.OpenAsync(VendorId.Parse("killed"), [Suspicions.OfBrokenTrail(now)], PlaybookLibrary.Shipped, default));
        }
        await VerifyAsync(service, "The trail of `killed` is halted");
        Assert.Single(await IncidentsAsync(service, "killed"));
        (await PutAsync(service, "killed")).AssertProblem(409, "trail-halted");
    }

    [SkippableFact]
    public async Task A_trail_whose_suspicion_cannot_be_opened_for_whatever_reason_is_halted()
    {
        using var folder = new ServiceFolder();
        await using var service = await ServiceProcess.StartAsync(folder.Path);
        await new SmallVendor("garbled").UploadAsync(service);
        await ChangeAsync(folder, "garbled", 1, row => row["L"] = new byte[32]);
        using (var store = folder.OpenStore())
        {
            // The round may run on the next day.
            var now = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
            foreach (var day in new[] { now, now + Duration.FromDays(1) })
                await store.Table("incidents").PutAsync(new TableEntity("garbled", Suspicions.OfBrokenTrail(day).Id), default);
        }
        await service.FireAsync("VerifyTrail");
        await service.SaysAsync("That the trail of `garbled` does not hold could not be told");
        await service.SaysAsync("The trail of `garbled` is halted");
        (await PutAsync(service, "garbled")).AssertProblem(409, "trail-halted");
    }

    [SkippableFact]
    public async Task A_trail_that_was_resumed_without_its_suspicion_is_suspected_by_the_next_check()
    {
        using var folder = new ServiceFolder();
        await using var service = await ServiceProcess.StartAsync(folder.Path);
        await new SmallVendor("resumed").UploadAsync(service);
        var halted = Instant.FromUtc(2026, 3, 1, 10, 0);
        using (var store = folder.OpenStore())
        {
            // As the command does.
            var keys = new VendorKeys(new LocalSecretClient(Path.Combine(folder.Path, ".compliance", "secrets.json")), store.Vendors);
            await store.Halts.HaltAsync(VendorId.Parse("resumed"), new(halted, new(TrailProblemKind.Gap, 1, "e0000000000000000001", "entry 1 is missing")));
            await new TrailDecisions(store, keys, TimeProvider.System).ResumeAsync(VendorId.Parse("resumed"), TrailDecision.Continue, "it is there after all", "a.nyman");
        }
        await VerifyAsync(service, "The trail of `resumed` holds");
        Assert.Equal("20260301-trail-broken", Text(Assert.Single(await IncidentsAsync(service, "resumed")), "id"));
        await VerifyAsync(service, "The trail of `resumed` holds");
        Assert.Single(await IncidentsAsync(service, "resumed"));
    }

    [SkippableFact]
    public async Task A_trail_whose_key_was_destroyed_is_resumed_all_the_same()
    {
        using var folder = new ServiceFolder();
        await using var service = await ServiceProcess.StartAsync(folder.Path);
        await new SmallVendor("nameless").UploadAsync(service);
        using (var store = folder.OpenStore())
        {
            var vendor = VendorId.Parse("nameless");
            var keys = new VendorKeys(new LocalSecretClient(Path.Combine(folder.Path, ".compliance", "secrets.json")), store.Vendors);
            await keys.DecideDestroyedAsync(vendor, new(0, "system:test", "sha256:0"), default);
            await store.Halts.HaltAsync(vendor, new(Instant.FromUtc(2026, 3, 1, 10, 0), new(TrailProblemKind.Gap, 1, "e0000000000000000001", "entry 1 is missing")));
        }
        var resumed = await ResumeAsync(service, "nameless", "continue");
        Assert.True(resumed.Status == 200, resumed.Body);
        Assert.Equal((VendorKeys.Unnamed, "trail resumed"), (await folder.TrailAsync("nameless")) is [.., var last] ? (last.Actor, last.Type) : default);
        (await ResumeAsync(service, "nameless", "continue")).AssertProblem(409, "trail-not-halted");
    }

    private static async Task VerifyAsync(ServiceProcess service, string says)
    {
        await service.FireAsync("VerifyTrail");
        await service.SaysAsync(says);
        await service.SaysAsync("Executed 'Functions.VerifyTrail' (Succeeded");
    }

    private static async Task ChangeAsync(ServiceFolder folder, string vendor, long index, Action<TableEntity> change)
    {
        using var store = folder.OpenStore();
        var rows = store.Table("trail");
        var row = (await rows.FindAsync(vendor, $"e{index:D19}", default))!;
        change(row);
        await rows.PutAsync(row, default);
    }

    private static async Task<Reply> PutAsync(ServiceProcess service, string vendor)
    {
        using var body = ServiceProcess.Json(new JsonObject { ["name"] = "A small vendor", ["mode"] = "live" });
        return await service.SendAsync(HttpMethod.Put, $"vendors/{vendor}", body);
    }

    private static Task<Reply> ResumeAsync(IncidentService service, string decision, string reason) =>
        service.PostAsync($"vendors/{service.Vendor.Id}/trail/resume", new JsonObject { ["decision"] = decision, ["reason"] = reason, ["by"] = "a.nyman" });

    private static async Task<Reply> ResumeAsync(ServiceProcess service, string vendor, string decision)
    {
        using var body = ServiceProcess.Json(new JsonObject { ["decision"] = decision, ["reason"] = "the head was lost in a restore" });
        return await service.SendAsync(HttpMethod.Post, $"vendors/{vendor}/trail/resume", body);
    }

    private static async Task<List<JsonObject>> IncidentsAsync(ServiceProcess service, string vendor) =>
        [.. (await service.GetAsync($"vendors/{vendor}/incidents")).Json["value"]!.AsArray().Select(incident => incident!.AsObject())];

    private static string Text(JsonObject incident, string member) => incident[member]!.GetValue<string>();
}
