using System.Text.Json.Nodes;
using Compliance.Functions.Tests.Service;
using Compliance.Storage;
using Compliance.Trail.Verification;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Functions.Tests.Http;

/// <summary>Requests that are sent again under their key.</summary>
public sealed class IdempotencyTests(SharedService shared) : IClassFixture<SharedService>
{
    private static readonly VendorId Vendor = VendorId.Parse("keyed");

    [SkippableFact]
    public async Task A_decision_that_is_repeated_after_others_have_decided_decides_nothing()
    {
        var service = await shared.GetAsync();
        await new SmallVendor("repeated").UploadAsync(service);
        await service.AuditAsync("repeated");
        var first = await DecideAsync(service, "repeated", "k1", "a test system");
        Assert.Equal((200, "a test system"), (first.Status, first.Text("reason")));
        Assert.Equal(200, (await DecideAsync(service, "repeated", "k2", "it is one after all")).Status);
        // The answer tells what stands now, which is what the other decided.
        var again = await DecideAsync(service, "repeated", "k1", "a test system");
        Assert.Equal((200, "it is one after all"), (again.Status, again.Text("reason")));
        Assert.Equal(2, (await shared.Folder.TrailAsync("repeated")).Count(entry => entry.Type == "findings decided"));
        (await DecideAsync(service, "repeated", "k1", "another body")).AssertProblem(422, "idempotency-key-reused");
        (await DecideAsync(service, "repeated", new string('k', 256), "too long")).AssertProblem(400, "idempotency-key-invalid");
        // What was refused has used up no key.
        (await DecideAsync(service, "repeated", "k3", null)).AssertProblem(422, "decision-invalid");
        Assert.Equal(200, (await DecideAsync(service, "repeated", "k3", "said why")).Status);
    }

    [SkippableFact]
    public async Task Of_the_same_requests_at_one_time_one_is_carried_out()
    {
        var service = await shared.GetAsync();
        await new SmallVendor("together").UploadAsync(service);
        await service.AuditAsync("together");
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => DecideAsync(service, "together", "once", "a test system")));
        Assert.Contains(replies, reply => reply.Status == 200);
        foreach (var waiting in replies.Where(reply => reply.Status != 200))
        {
            waiting.AssertProblem(409, "idempotency-key-under-way");
            Assert.Equal("1", waiting.Headers["Retry-After"]);
        }
        Assert.Equal(200, (await DecideAsync(service, "together", "once", "a test system")).Status);
        Assert.Single(await shared.Folder.TrailAsync("together"), entry => entry.Type == "findings decided");
    }

    [SkippableFact]
    public async Task A_trail_that_was_resumed_is_not_resumed_by_a_repetition_when_it_is_halted_again()
    {
        var service = await shared.GetAsync();
        await new SmallVendor("halts-twice").UploadAsync(service);
        await HaltAsync("halts-twice", "entry 1 is missing");
        var first = await ResumeAsync(service, "r1");
        Assert.True(first.Status == 200, first.Body);
        await HaltAsync("halts-twice", "entry 2 is missing");
        var again = await ResumeAsync(service, "r1");
        Assert.Equal((200, first.Body), (again.Status, again.Body));
        Assert.NotNull((await service.GetAsync("vendors/halts-twice")).Json["trail"]);
        Assert.Equal(200, (await ResumeAsync(service, "r2")).Status);
    }

    [Fact]
    public async Task A_key_is_claimed_by_one_given_back_or_kept_and_taken_over_from_who_died()
    {
        using var store = shared.Folder.OpenStore();
        var keys = new RequestKeys(store.Table("vendors"));
        var now = Instant.FromUtc(2026, 11, 23, 9, 0);
        var (key, other) = (new IdempotencyKey("a", "ann", "0"), new IdempotencyKey("a", "ann", "1"));
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => keys.ClaimAsync(Vendor, key, now)));
        var mine = Assert.Single(claims, claim => claim.State is KeyState.Claimed);
        Assert.Equal(7, claims.Count(claim => claim.State is KeyState.UnderWay));
        Assert.Equal(KeyState.Reused, (await keys.ClaimAsync(Vendor, other, now)).State);
        Assert.Equal(KeyState.Claimed, (await keys.ClaimAsync(Vendor, key with { Caller = "bob" }, now)).State);
        Assert.Equal(KeyState.Claimed, (await keys.ClaimAsync(VendorId.Parse("keyed-too"), key, now)).State);

        await keys.ReleaseAsync(Vendor, mine);
        var second = await keys.ClaimAsync(Vendor, other, now);
        Assert.Equal(KeyState.Claimed, second.State);
        Assert.Equal(KeyState.UnderWay, (await keys.ClaimAsync(Vendor, other, now + RequestKeys.Abandoned - Duration.FromSeconds(1))).State);
        var third = await keys.ClaimAsync(Vendor, other, now + RequestKeys.Abandoned);
        Assert.Equal(KeyState.Claimed, third.State);
        // Who was thought dead says that it is done: what it says is not about the claim of the other.
        await keys.DoneAsync(Vendor, second, "late");
        await keys.ReleaseAsync(Vendor, second);
        await keys.DoneAsync(Vendor, third, "done");
        var after = await keys.ClaimAsync(Vendor, other, now + Duration.FromDays(30));
        Assert.Equal((KeyState.Done, "done"), (after.State, after.Result));
    }

    private async Task HaltAsync(string vendor, string detail)
    {
        using var store = shared.Folder.OpenStore();
        await store.Halts.HaltAsync(VendorId.Parse(vendor), new(Instant.FromUtc(2026, 3, 1, 10, 0), new(TrailProblemKind.Gap, 1, "e0000000000000000001", detail)));
    }

    private static async Task<Reply> ResumeAsync(ServiceProcess service, string key)
    {
        using var body = ServiceProcess.Json(new JsonObject { ["decision"] = "continue", ["reason"] = "it is there after all" });
        return await service.SendAsync(HttpMethod.Post, "vendors/halts-twice/trail/resume", body, ("Idempotency-Key", key));
    }

    private static async Task<Reply> DecideAsync(ServiceProcess service, string vendor, string key, string? reason)
    {
        using var body = ServiceProcess.Json(new JsonObject { ["rule"] = "unauthorized-action", ["status"] = "false-positive", ["reason"] = reason });
        return await service.SendAsync(HttpMethod.Post, $"vendors/{vendor}/decisions", body, ("Idempotency-Key", key));
    }
}
