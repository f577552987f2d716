using System.Text.Json;

namespace Compliance.Tests.Cli;

public sealed class NamesTests : IDisposable
{
    private readonly TinyVendor _vendor = new();

    public NamesTests() => _vendor.Log("ticket.read", "ticket.delete");

    public void Dispose() => _vendor.Dispose();

    [Fact]
    public async Task An_audit_and_its_trail_are_written_as_ocsf_and_oscal()
    {
        var audit = await _vendor.RunAsync("audit", "acme", "-o", "ocsf");
        var trail = await _vendor.RunAsync("trail", "export", "--vendor", "acme-bpo", "--as", "ocsf");
        var oscal = await _vendor.RunAsync("trail", "export", "--vendor", "acme-bpo", "--as", "oscal", "--out", "oscal.json");

        Assert.Equal((3, 0, 0), (audit.ExitCode, trail.ExitCode, oscal.ExitCode));
        Assert.Equal(200401, JsonElement.Parse(audit.Output).GetProperty("type_uid").GetInt32());
        Assert.Equal(2, JsonElement.Parse(trail.Output).GetProperty("unmapped").GetProperty("log_index").GetInt32());
        Assert.DoesNotContain("agent1", trail.Output, StringComparison.Ordinal);
        var document = JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(_vendor.Root, "oscal.json")));
        Assert.Equal(1, document.GetProperty("assessment-results").GetProperty("results").GetArrayLength());
        Assert.Equal(2, (await _vendor.RunAsync("trail", "export", "--vendor", "acme-bpo")).ExitCode);
    }

    [Fact]
    public async Task A_name_is_found_then_forgotten_and_the_key_destroyed()
    {
        await _vendor.RunAsync("audit", "acme");
        var trail = await _vendor.RunAsync("trail", "export", "--vendor", "acme-bpo", "--as", "ocsf");
        var pseudonym = JsonElement.Parse(trail.Output).GetProperty("unmapped").GetProperty("principal").GetString()!;

        Assert.Equal("agent1\n", (await FindAsync(pseudonym)).Output);
        var forgotten = await _vendor.RunAsync("names", "forget", "--vendor", "acme-bpo", "--person", "agent1", "--by", "dpo");
        Assert.Equal(0, forgotten.ExitCode);
        Assert.Contains("still named in 1 findings that are not resolved, the results of 1 audits, 0 incidents", forgotten.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await FindAsync(pseudonym)).ExitCode);

        Assert.Equal(2, (await DestroyAsync("acme")).ExitCode);
        Assert.Equal(0, (await DestroyAsync("acme-bpo")).ExitCode);
        var refused = await _vendor.RunAsync("audit", "acme");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("was destroyed on", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await _vendor.RunAsync("trail", "show", "--vendor", "acme-bpo")).ExitCode);
    }

    private Task<CommandLine.Outcome> FindAsync(string pseudonym) => _vendor.RunAsync("names", "find", "--vendor", "acme-bpo", "--pseudonym", pseudonym);

    private Task<CommandLine.Outcome> DestroyAsync(string confirm) =>
        _vendor.RunAsync("names", "destroy-key", "--vendor", "acme-bpo", "--by", "dpo", "--reason", "the contract has ended", "--confirm", confirm);
}
