using System.Text;
using Compliance.Publishing;
using Compliance.Tests.Delivery;
using Compliance.Tests.Trail.Timestamps;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Export;
using Compliance.Trail.Timestamps;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Azure.Tests.Publishing;

/// <summary>The timestamp of the day, from a real authority on loopback, and from hostile ones.</summary>
public sealed class CheckpointStampingTests : IDisposable
{
    private static readonly VendorId Vendor = PublishingHouse.Vendor;

    private readonly PublishingHouse _house = new();

    public void Dispose() => _house.Dispose();

    [SkippableFact]
    public async Task The_newest_checkpoint_is_timestamped_once_a_day_and_the_token_kept_in_table_and_archive()
    {
        using var authority = OpensslAuthority.Start();
        await using var server = PublishingHouse.Serving(authority);
        await _house.SignAsync();
        var newest = await _house.SignAsync();
        Assert.True((await _house.Publishing(server.Port).RunAsync(Vendor, null)).Stamped);
        await AssertStampedAsync(authority, newest);
        Assert.Equal("application/timestamp-query", server.Requests[0].Headers["content-type"]);

        // The day has its token, however much is signed.
        await _house.SignAsync();
        Assert.False((await _house.Publishing(server.Port).RunAsync(Vendor, null)).Stamped);
        Assert.Single(server.Requests);
    }

    [SkippableFact]
    public async Task Another_day_has_another_token_unless_nothing_was_signed_since()
    {
        using var authority = OpensslAuthority.Start();
        await using var server = PublishingHouse.Serving(authority);
        await _house.SignAsync();
        await _house.Publishing(server.Port).RunAsync(Vendor, null);
        _house.Now += Duration.FromDays(1);
        Assert.False((await _house.Publishing(server.Port).RunAsync(Vendor, null)).Stamped);
        var newest = await _house.SignAsync();
        Assert.True((await _house.Publishing(server.Port).RunAsync(Vendor, null)).Stamped);
        await AssertStampedAsync(authority, newest);
        Assert.Equal(2, server.Requests.Count);

        var exported = new List<ExportTimestamp>();
        await foreach (var timestamp in _house.Rows.ForExportAsync(Vendor, newest.Checkpoint.Size - 1)) exported.Add(timestamp);
        var (checkpoint, response) = Assert.Single(exported);
        Assert.True(authority.Verifies(response.ToArray(), checkpoint.Bytes.ToArray()));
    }

    [SkippableFact]
    public async Task A_round_that_was_killed_between_table_and_archive_is_made_up_for_with_the_same_token()
    {
        using var authority = OpensslAuthority.Start();
        await using var server = PublishingHouse.Serving(authority);
        var signed = await _house.SignAsync();
        var request = TimestampRequest.Of(signed.Bytes.Span);
        var token = request.Read(authority.Answer(request.Bytes)).Token!;
        await _house.Rows.AddAsync(Vendor, new(signed.Checkpoint.Size, token), default);
        var round = await _house.Publishing(server.Port).RunAsync(Vendor, null);
        Assert.False(round.Stamped);
        Assert.Empty(round.Problems);
        Assert.Empty(server.Requests);
        await AssertStampedAsync(authority, signed);
    }

    [SkippableFact]
    public async Task Of_two_rounds_at_once_one_token_is_kept()
    {
        using var authority = OpensslAuthority.Start();
        await using var server = PublishingHouse.Serving(authority);
        var signed = await _house.SignAsync();
        var rounds = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _house.Publishing(server.Port).RunAsync(Vendor, null)));
        Assert.All(rounds, round => Assert.Empty(round.Problems));
        await AssertStampedAsync(authority, signed);
        Assert.Single(await AllAsync());
    }

    public static TheoryData<string> Hostile => ["garbage", "nothing", "another's answer", "huge", "endless", "500", "redirect", "slow", "breaks off"];

    [SkippableTheory]
    [MemberData(nameof(Hostile))]
    public async Task An_authority_that_misbehaves_leaves_no_token_and_stops_nothing_and_is_asked_again(string how)
    {
        using var authority = OpensslAuthority.Start();
        await using var hostile = HttpReceiver.Doing((stream, _, stop) => MisbehaveAsync(how, authority, stream, stop));
        await using var honest = PublishingHouse.Serving(authority);
        var signed = await _house.SignAsync();
        var round = await _house.Publishing(hostile.Port, patience: TimeSpan.FromSeconds(how == "slow" ? 0.5 : 15)).RunAsync(Vendor, null);
        Assert.Equal((1, false), (round.Archived, round.Stamped));
        Assert.StartsWith("the timestamp authority gave no timestamp: ", Assert.Single(round.Problems), StringComparison.Ordinal);
        Assert.Empty(await AllAsync());
        Assert.DoesNotContain(_house.Archived, file => file.EndsWith(".tsr", StringComparison.Ordinal));

        Assert.True((await _house.Publishing(honest.Port).RunAsync(Vendor, null)).Stamped);
        await AssertStampedAsync(authority, signed);
    }

    [Fact]
    public async Task A_loopback_address_is_asked_only_where_that_is_permitted()
    {
        await using var server = HttpReceiver.Answering(HttpReceiver.Status(200));
        using var exchange = TimestampAuthority.Reach(allowPrivate: false, TimeProvider.System);
        var answer = await new TimestampAuthority(new Uri($"http://127.0.0.1:{server.Port}/"), exchange).AskAsync(new byte[1], default);
        Assert.Contains("is loopback", answer.Problem!, StringComparison.Ordinal);
        Assert.Equal(0, server.Connections);
    }

    [Theory]
    [InlineData("tsa.example.com")]
    [InlineData("ftp://tsa.example.com")]
    [InlineData("https://user:word@tsa.example.com/")]
    [InlineData("file:///etc/passwd")]
    public void An_address_that_could_not_be_asked_is_refused(string text) => Assert.Throws<InputException>(() => TimestampAuthority.AddressOf(text));

    private static async Task MisbehaveAsync(string how, OpensslAuthority authority, Stream stream, CancellationToken stop)
    {
        var answer = how switch
        {
            "garbage" => PublishingHouse.Reply(Encoding.ASCII.GetBytes("<html>hello</html>")),
            "nothing" => PublishingHouse.Reply([]),
            "another's answer" => PublishingHouse.Reply(authority.Answer(TimestampRequest.Of("something else"u8).Bytes)),
            "huge" => PublishingHouse.Reply(new byte[TimestampToken.MaxBytes + 1]),
            "endless" => Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\n\r\n"),
            "500" => Encoding.ASCII.GetBytes(HttpReceiver.Status(500)),
            "redirect" => Encoding.ASCII.GetBytes(HttpReceiver.Status(302, "", "Location: http://127.0.0.1:1/")),
            "breaks off" => PublishingHouse.Reply(new byte[1_000])[..200],
            _ => [],
        };
        await stream.WriteAsync(answer, stop);
        if (how == "slow") await Task.Delay(Timeout.InfiniteTimeSpan, stop);
        while (how == "endless") await stream.WriteAsync(new byte[4_096], stop);
    }

    private async Task AssertStampedAsync(OpensslAuthority authority, SignedCheckpoint signed)
    {
        var stored = (await AllAsync())[^1];
        Assert.Equal(signed.Checkpoint.Size, stored.Size);
        Assert.Equal(TimestampVerdict.Trusted, TimestampCheck.Check(stored.Token, signed.Bytes.Span, [authority.Root]).Verdict);
        var file = await File.ReadAllBytesAsync(Path.Combine(_house.ArchiveFolder, Vendor.Value, $"{signed.Checkpoint.Size:D19}.tsr"));
        Assert.Equal(stored.Token.ToResponse(), file);
        Assert.True(authority.Verifies(file, signed.Bytes.ToArray()));
    }

    private async Task<List<StoredTimestamp>> AllAsync()
    {
        var all = new List<StoredTimestamp>();
        await foreach (var stored in _house.Rows.TimestampsAsync(Vendor)) all.Add(stored);
        return all;
    }
}
