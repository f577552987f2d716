using System.Text.Json;

namespace Compliance.Tests.Cli;

public sealed class TrailShowTests : IDisposable
{
    private readonly TinyVendor _vendor = new();

    public TrailShowTests() => _vendor.Log("ticket.read", "ticket.delete");

    public void Dispose() => _vendor.Dispose();

    [Fact]
    public async Task An_audit_leaves_its_entries_in_order_and_no_name()
    {
        await _vendor.RunAsync("audit", "acme");

        var outcome = await _vendor.RunAsync("trail", "show", "--vendor", "acme-bpo", "-o", "json");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        var entries = JsonElement.Parse(outcome.Output).EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(0, entries.Count), entries.Select(entry => entry.GetProperty("index").GetInt32()));
        Assert.Equal(["audit started", "evidence received", "finding opened", "audit completed"],
            entries.Select(entry => entry.GetProperty("entry").GetProperty("type").GetString()));
        Assert.DoesNotContain("agent1", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_a_table_an_entry_is_a_line()
    {
        await _vendor.RunAsync("audit", "acme");

        var outcome = await _vendor.RunAsync("trail", "show", "--vendor", "acme-bpo");

        var lines = outcome.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(5, lines.Length);
        Assert.StartsWith("  index  time ", lines[0], StringComparison.Ordinal);
        Assert.Contains("finding opened", lines[3], StringComparison.Ordinal);
        Assert.Contains("rule=unauthorized-action severity=high", lines[3], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.True(line.Length <= 120, line));
    }

    [Fact]
    public async Task A_vendor_without_a_trail_is_said_to_have_none()
    {
        await _vendor.RunAsync("audit", "acme");

        var outcome = await _vendor.RunAsync("trail", "show", "--vendor", "other-bpo");

        Assert.Equal((0, "compliance: the trail of `other-bpo` has no entries\n"), (outcome.ExitCode, outcome.Error));
    }

    [Fact]
    public async Task A_trail_that_was_tampered_with_exits_5()
    {
        await _vendor.RunAsync("audit", "acme");
        var file = Path.Combine(_vendor.Root, ".compliance/compliance.db");
        var bytes = await File.ReadAllBytesAsync(file);
        // Leaves are base64 there: one other letter is one other leaf. Pages that are no longer in use may hold copies.
        for (var at = 0; bytes.AsSpan(at).IndexOf("\"D\":\"eyJ"u8) is >= 0 and var next; at += next + 100)
            bytes[at + next + 60] = bytes[at + next + 60] == 'A' ? (byte)'B' : (byte)'A';
        await File.WriteAllBytesAsync(file, bytes);

        var shown = await _vendor.RunAsync("trail", "show", "--vendor", "acme-bpo");

        Assert.Equal(5, shown.ExitCode);
        Assert.Contains("the trail of `acme-bpo` is inconsistent", shown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_store_is_refused_without_a_stack_trace()
    {
        await File.WriteAllTextAsync(Path.Combine(_vendor.Root, "notes.txt"), "not a store, but somebody's notes");

        var outcome = await _vendor.RunAsync("audit", "acme", "--store", "Embedded=notes.txt");

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains("notes.txt", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("defect", outcome.Error, StringComparison.Ordinal);
    }
}
