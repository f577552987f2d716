using System.Text;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Compliance.Publishing;
using Compliance.Storage;
using Compliance.Tests.Delivery;
using Compliance.Trail;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Notes;
using Compliance.Vendors;

namespace Compliance.Azure.Tests.Publishing;

/// <summary>The archive and the witnesses.</summary>
public sealed class CheckpointPublishingTests : IDisposable
{
    private static readonly VendorId Vendor = PublishingHouse.Vendor;

    private readonly PublishingHouse _house = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task A_log_that_was_never_signed_is_left_alone()
    {
        var round = await _house.Publishing().RunAsync(Vendor, null);
        Assert.Equal((0, false, 0), (round.Archived, round.Stamped, round.Told));
        Assert.Empty(round.Problems);
    }

    [Fact]
    public async Task Every_checkpoint_since_the_last_published_one_goes_into_the_archive_once()
    {
        var first = await _house.SignAsync();
        var second = await _house.SignAsync();
        Assert.Equal(2, (await _house.Publishing().RunAsync(Vendor, null)).Archived);
        Assert.Equal(second.Checkpoint.Size, await _house.Store.Checkpoints.PublishedAsync(Vendor));
        Assert.Equal(0, (await _house.Publishing().RunAsync(Vendor, null)).Archived);
        var third = await _house.SignAsync();
        Assert.Equal(1, (await _house.Publishing().RunAsync(Vendor, null)).Archived);
        Assert.Equal(new[] { first, second, third }.Select(signed => $"{signed.Checkpoint.Size:D19}.checkpoint"), _house.Archived);
        foreach (var signed in new[] { first, second, third })
            Assert.Equal(signed.Bytes.ToArray(), await File.ReadAllBytesAsync(Path.Combine(_house.ArchiveFolder, Vendor.Value, $"{signed.Checkpoint.Size:D19}.checkpoint")));
    }

    [Fact]
    public async Task A_round_that_was_killed_after_the_archive_had_it_is_made_up_for()
    {
        var signed = await _house.SignAsync();
        await new DirectoryCheckpointArchive(_house.ArchiveFolder).PutAsync(Vendor, signed.Checkpoint.Size, ArchiveName.Checkpoint, signed.Bytes);
        Assert.Equal(0, (await _house.Publishing().RunAsync(Vendor, null)).Archived);
        Assert.Equal(signed.Checkpoint.Size, await _house.Store.Checkpoints.PublishedAsync(Vendor));
    }

    [Fact]
    public async Task A_planted_checkpoint_never_gets_into_the_archive()
    {
        await _house.SignAsync();
        var signed = await _house.SignAsync();
        // Between two that were signed, and not signed by anybody.
        var text = new Checkpoint(signed.Checkpoint.Origin, 1, EntryHash.EmptyRoot).ToText();
        var note = Encoding.UTF8.GetBytes($"{text}\n— {signed.Checkpoint.Origin} {Convert.ToBase64String(new byte[68])}\n");
        await _house.Store.Table("trail").AddAsync(new TableEntity(Vendor.Value, $"c{1:D19}") { ["Note"] = note }, default);
        await Assert.ThrowsAsync<TrailInconsistentException>(() => _house.Publishing().RunAsync(Vendor, null));
        Assert.Empty(_house.Archived);
        Assert.Equal(0, await _house.Store.Checkpoints.PublishedAsync(Vendor));
    }

    [Fact]
    public async Task An_archive_that_has_another_checkpoint_is_an_alarm()
    {
        var signed = await _house.SignAsync();
        await new DirectoryCheckpointArchive(_house.ArchiveFolder).PutAsync(Vendor, signed.Checkpoint.Size, ArchiveName.Checkpoint, new byte[] { 1 });
        await Assert.ThrowsAsync<TrailInconsistentException>(() => _house.Publishing().RunAsync(Vendor, null));
    }

    [Fact]
    public async Task What_was_signed_of_another_log_than_the_archive_has_seen_is_not_published()
    {
        var signed = await _house.SignAsync();
        await _house.SignAsync();
        var other = new Checkpoint(signed.Checkpoint.Origin, 100, signed.Checkpoint.Root);
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var seen = await SignedCheckpoint.SignAsync(other, [new Compliance.Signing.FileSigner(other.Origin, key)], default);
        await new DirectoryCheckpointArchive(_house.ArchiveFolder).PutAsync(Vendor, 100, ArchiveName.Checkpoint, seen.Bytes);
        var refused = await Assert.ThrowsAsync<TrailInconsistentException>(() => _house.Publishing().RunAsync(Vendor, null));
        Assert.Contains("the archive has a checkpoint of 100 entries, and the table knows of 3", refused.Message, StringComparison.Ordinal);
        Assert.Single(_house.Archived);
    }

    [Fact]
    public async Task An_archive_out_of_reach_keeps_nothing_from_witnesses_and_is_made_up_for()
    {
        await using var witness = HttpReceiver.Answering(HttpReceiver.Status(204));
        var contract = await _house.ContractAsync("live", "hook-1", witness);
        await _house.SignAsync();
        var blocked = Path.Combine(_house.ArchiveFolder, "file");
        Directory.CreateDirectory(_house.ArchiveFolder);
        await File.WriteAllTextAsync(blocked, "in the way");
        var round = await _house.Publishing(archive: new DirectoryCheckpointArchive(blocked)).RunAsync(Vendor, contract);
        Assert.Equal((0, 1), (round.Archived, round.Told));
        Assert.StartsWith("the archive of checkpoints failed: ", Assert.Single(round.Problems), StringComparison.Ordinal);
        Assert.Equal(0, await _house.Store.Checkpoints.PublishedAsync(Vendor));
        round = await _house.Publishing().RunAsync(Vendor, contract);
        Assert.Equal((1, 0), (round.Archived, round.Told));
    }

    [Fact]
    public async Task A_witness_of_a_live_vendor_gets_the_newest_checkpoint_once_with_what_verifies_it()
    {
        await using var witness = HttpReceiver.Answering(HttpReceiver.Status(204));
        var contract = await _house.ContractAsync("live", "hook-1", witness);
        await _house.SignAsync();
        await _house.SignAsync();
        var newest = await _house.SignAsync();
        Assert.Equal(1, (await _house.Publishing().RunAsync(Vendor, contract)).Told);
        Assert.Equal(0, (await _house.Publishing().RunAsync(Vendor, contract)).Told);

        var data = JsonNode.Parse(Assert.Single(witness.Requests).Body)!["data"]!;
        var details = data["details"]!;
        var received = SignedCheckpoint.Parse(Encoding.UTF8.GetBytes(details["checkpoint"]!.GetValue<string>()));
        Assert.Equal(newest.Bytes.ToArray(), received.Bytes.ToArray());
        Assert.True(received.Check([.. details["keys"]!.AsArray().Select(key => NoteKey.Parse(key!.GetValue<string>()))]).IsVerified);
        var text = data["text"]!.GetValue<string>();
        Assert.Contains(Encoding.UTF8.GetString(newest.Bytes.Span), text, StringComparison.Ordinal);
        // The last line is the state that `trail verify --state` takes.
        var state = JsonNode.Parse(text.TrimEnd('\n').Split('\n')[^1])!;
        Assert.Equal((newest.Checkpoint.Origin, details["checkpoint"]!.GetValue<string>()), (state["origin"]!.GetValue<string>(), state["checkpoint"]!.GetValue<string>()));

        var next = await _house.SignAsync();
        Assert.Equal(1, (await _house.Publishing().RunAsync(Vendor, contract)).Told);
        Assert.Equal(2, witness.Requests.Select(request => request.Headers["webhook-id"]).Distinct().Count());
        Assert.Contains($"\"size\":{next.Checkpoint.Size}", witness.Requests[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_pilot_nobody_is_told_and_whoever_goes_live_is_caught_up_with()
    {
        await using var witness = HttpReceiver.Answering(HttpReceiver.Status(204));
        await _house.SignAsync();
        Assert.Equal(0, (await _house.Publishing().RunAsync(Vendor, await _house.ContractAsync("pilot", "hook-1", witness))).Told);
        Assert.Empty(witness.Requests);
        Assert.Equal(1, (await _house.Publishing().RunAsync(Vendor, await _house.ContractAsync("live", "hook-1", witness))).Told);
    }

    [Fact]
    public async Task A_witness_that_fails_is_told_again_under_the_same_id_and_the_others_are_not()
    {
        await using var failing = HttpReceiver.Answering(HttpReceiver.Status(503), HttpReceiver.Status(204));
        await using var well = HttpReceiver.Answering(HttpReceiver.Status(204));
        var contract = await _house.ContractAsync("live", "hook-1, nobody, auditor@example.com, hook-2", failing, well);
        await _house.SignAsync();
        var round = await _house.Publishing().RunAsync(Vendor, contract);
        Assert.Equal((1, 1), (round.Archived, round.Told));
        Assert.Equal(3, round.Problems.Count);
        Assert.Equal("witness `hook-1` did not take it: answered 503", round.Problems[0]);
        Assert.Contains("`witnesses` has the channel `nobody`, and company.yaml has none of that name", round.Problems[1], StringComparison.Ordinal);
        Assert.StartsWith("witness 3 of vendor.yaml cannot be told: ", round.Problems[2], StringComparison.Ordinal);
        Assert.DoesNotContain("auditor@", string.Concat(round.Problems), StringComparison.Ordinal);

        Assert.Equal(1, (await _house.Publishing().RunAsync(Vendor, contract)).Told);
        Assert.Single(well.Requests);
        Assert.Single(failing.Requests.Select(request => request.Headers["webhook-id"]).Distinct());
        Assert.Equal(0, (await _house.Publishing().RunAsync(Vendor, contract)).Told);
        Assert.Equal(2, failing.Requests.Count);
    }

    [Fact]
    public async Task A_channel_without_its_secret_is_a_problem_of_that_witness()
    {
        await using var witness = HttpReceiver.Answering(HttpReceiver.Status(204));
        var contract = await _house.ContractAsync("live", "hook-1", witness);
        var channel = contract.Company!.Channels[0] with { Secret = "not-there" };
        await _house.SignAsync();
        var round = await _house.Publishing().RunAsync(Vendor, contract with { Company = contract.Company with { Channels = [channel] } });
        Assert.Equal("witness `hook-1` cannot be told: the secret of the channel could not be read", Assert.Single(round.Problems));
        Assert.Empty(witness.Requests);
    }
}
