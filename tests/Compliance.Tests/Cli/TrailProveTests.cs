using System.Text;
using Compliance.Trail;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Proofs;

namespace Compliance.Tests.Cli;

public sealed class TrailProveTests : IDisposable
{
    private readonly TinyVendor _vendor = new();

    public TrailProveTests() => _vendor.Log("ticket.read", "ticket.delete");

    public void Dispose() => _vendor.Dispose();

    private Task<CommandLine.Outcome> TrailAsync(string command, params string[] more) => _vendor.RunAsync(["trail", command, "--vendor", "acme-bpo", .. more]);

    private async Task<SignedCheckpoint> SignAsync()
    {
        var outcome = await TrailAsync("sign");
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        return SignedCheckpoint.Parse(Encoding.UTF8.GetBytes(outcome.Output));
    }

    [Fact]
    public async Task What_an_audit_left_is_signed_and_proved()
    {
        await _vendor.RunAsync("audit", "acme");
        var checkpoint = await SignAsync();
        Assert.Equal((5, "compliance.localhost/acme-bpo"), (checkpoint.Checkpoint.Size, checkpoint.Checkpoint.Origin));
        Assert.Equal(checkpoint.Bytes.ToArray(), (await SignAsync()).Bytes.ToArray());

        var outcome = await TrailAsync("prove", "2");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        var proof = TlogProof.Parse(Encoding.UTF8.GetBytes(outcome.Output));
        Assert.Equal(checkpoint.Bytes.ToArray(), proof.Checkpoint.Bytes.ToArray());
        Assert.True(proof.Includes(EntryHash.OfLeaf(proof.Extra)));
        Assert.Contains("finding opened", Encoding.UTF8.GetString(proof.Extra!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_a_trail_only_grew_is_proved_in_a_file()
    {
        await _vendor.RunAsync("audit", "acme");
        var before = await SignAsync();
        await _vendor.RunAsync("audit", "acme");
        var after = await SignAsync();
        Assert.True(after.Checkpoint.Size > before.Checkpoint.Size);

        var outcome = await TrailAsync("prove", "--from", "5", "--out", "grown.tlog-proof");

        Assert.Equal((0, "verify  compliance trail verify grown.tlog-proof --state <what was seen before>\n", ""), (outcome.ExitCode, outcome.Output, outcome.Error));
        var file = ConsistencyFile.Parse(await File.ReadAllBytesAsync(Path.Combine(_vendor.Root, "grown.tlog-proof")));
        Assert.True(file.Extends(before.Checkpoint.Root));
        Assert.Equal(after.Bytes.ToArray(), file.Checkpoint.Bytes.ToArray());
    }

    [Fact]
    public async Task What_cannot_be_proved_leaves_no_half_a_file()
    {
        await _vendor.RunAsync("audit", "acme");
        var unsigned = await TrailAsync("prove", "0", "--out", "entry.tlog-proof");
        Assert.Equal((1, ""), (unsigned.ExitCode, unsigned.Output));
        Assert.Contains("`compliance trail sign`", unsigned.Error, StringComparison.Ordinal);
        Assert.Empty(await File.ReadAllBytesAsync(Path.Combine(_vendor.Root, "entry.tlog-proof")));
        await SignAsync();
        var beyond = await TrailAsync("prove", "7");
        Assert.Equal((1, "compliance: the trail of `acme-bpo` has 5 entries, indexes 0 to 4: there is no entry 7\n"), (beyond.ExitCode, beyond.Error));
    }

    [Theory]
    [InlineData()]
    [InlineData("1", "--from", "2")]
    [InlineData("1", "--to", "2")]
    [InlineData("--from", "1", "--size", "2")]
    public async Task A_command_that_does_not_say_what_to_prove_is_wrong(params string[] arguments) =>
        Assert.Equal((2, ""), await TrailAsync("prove", arguments) is var outcome ? (outcome.ExitCode, outcome.Output) : default);

    [Fact]
    public async Task A_trail_is_signed_by_the_settings_of_the_service_where_the_environment_has_them()
    {
        await _vendor.RunAsync("audit", "acme");

        var misnamed = await SignWithAsync("CheckpointKey", "acme");
        var signed = await SignWithAsync("TrailOrigin", "trail.example.com");

        Assert.Equal((1, ""), (misnamed.ExitCode, misnamed.Output));
        Assert.Contains("expected the address of a key in a vault", misnamed.Error, StringComparison.Ordinal);
        Assert.Equal((0, ""), (signed.ExitCode, signed.Error));
        Assert.StartsWith("trail.example.com/acme-bpo\n5\n", signed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_archive_beside_the_store_has_seen_is_not_contradicted()
    {
        await _vendor.RunAsync("audit", "acme");
        var signed = await SignAsync();
        var store = Path.GetDirectoryName(Directory.EnumerateFiles(_vendor.Root, "checkpoint-key.pem", SearchOption.AllDirectories).Single())!;
        var archive = Directory.CreateDirectory(Path.Combine(store, "checkpoints", "acme-bpo"));
        await File.WriteAllBytesAsync(Path.Combine(archive.FullName, "0000000000000000099.checkpoint"), signed.Bytes.ToArray());
        await _vendor.RunAsync("audit", "acme");

        var refused = await TrailAsync("sign");

        Assert.Equal((5, ""), (refused.ExitCode, refused.Output));
        Assert.Contains("the archive has a checkpoint of size 5 under the name", refused.Error, StringComparison.Ordinal);
    }

    private Task<CommandLine.Outcome> SignWithAsync(string setting, string value) =>
        CommandLine.RunWithAsync(_vendor.Root, new Dictionary<string, string> { [setting] = value }, "trail", "sign", "--vendor", "acme-bpo");

    [Fact]
    public async Task A_trail_of_others_is_signed_by_the_service()
    {
        var outcome = await TrailAsync("sign", "--store", "UseDevelopmentStorage=true");
        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains("`trail sign` is for embedded stores", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trail_without_entries_is_not_signed()
    {
        await _vendor.RunAsync("audit", "acme");
        var outcome = await _vendor.RunAsync("trail", "sign", "--vendor", "other-bpo");
        Assert.Equal((0, "", "compliance: the trail of `other-bpo` has no entries: there is nothing to sign\n"), (outcome.ExitCode, outcome.Output, outcome.Error));
    }
}
