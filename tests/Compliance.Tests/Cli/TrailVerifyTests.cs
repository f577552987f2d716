using System.Text.Json;

namespace Compliance.Tests.Cli;

public sealed class TrailVerifyTests : IDisposable
{
    private readonly TinyVendor _vendor = new();

    public TrailVerifyTests() => _vendor.Log("ticket.read", "ticket.delete");

    public void Dispose() => _vendor.Dispose();

    [Fact]
    public async Task An_export_verifies_as_a_folder_and_as_a_zip_and_is_remembered()
    {
        await _vendor.RunAsync("audit", "acme");
        await _vendor.RunAsync("trail", "export", "--vendor", "acme-bpo", "--out", "export");
        var first = await _vendor.RunAsync("trail", "verify", "export", "--state", "state.json", "-o", "json");
        await _vendor.RunAsync("trail", "export", "--vendor", "acme-bpo", "--out", "later.zip");

        var second = await _vendor.RunAsync("trail", "verify", "later.zip", "--state", "state.json", "-o", "json");
        var older = await _vendor.RunAsync("trail", "verify", "export", "--state", "state.json", "-o", "json");

        Assert.Equal((0, 0, 5), (first.ExitCode, second.ExitCode, older.ExitCode));
        Assert.Equal(("export", "state"), (Text(first, "keySource"), Text(second, "keySource")));
        Assert.Equal("rollback", JsonElement.Parse(older.Output).GetProperty("problems")[0].GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_changed_line_is_named_and_exits_5()
    {
        await _vendor.RunAsync("audit", "acme");
        await _vendor.RunAsync("trail", "export", "--vendor", "acme-bpo", "--out", "export");
        var lines = Path.Combine(_vendor.Root, "export/entries.ndjson");
        var text = await File.ReadAllTextAsync(lines);
        await File.WriteAllTextAsync(lines, text.Replace("\"finding opened\"", "\"finding closed\"", StringComparison.Ordinal));

        var outcome = await _vendor.RunAsync("trail", "verify", "export", "--key", "export/public-key.pem");

        Assert.Equal(5, outcome.ExitCode);
        Assert.StartsWith("tampered  ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("modified  entries.ndjson  the line is not the entry that was signed", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proof_shows_its_entry_and_needs_a_key()
    {
        await _vendor.RunAsync("audit", "acme");
        await _vendor.RunAsync("trail", "export", "--vendor", "acme-bpo", "--out", "export");
        await _vendor.RunAsync("trail", "prove", "0", "--vendor", "acme-bpo", "--out", "first.tlog-proof");

        var without = await _vendor.RunAsync("trail", "verify", "first.tlog-proof");
        var with = await _vendor.RunAsync("trail", "verify", "first.tlog-proof", "--key", "export/vkey", "-o", "json");

        Assert.Equal((2, 0), (without.ExitCode, with.ExitCode));
        Assert.Equal("audit started", JsonElement.Parse(with.Output).GetProperty("entry").GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("proof.txt")]
    [InlineData("proof")]
    [InlineData("proof.zip")]
    public async Task A_proof_is_known_by_its_first_line_whatever_it_is_called(string name)
    {
        await _vendor.RunAsync("audit", "acme");
        await _vendor.RunAsync("trail", "export", "--vendor", "acme-bpo", "--out", "export");
        await _vendor.RunAsync("trail", "verify", "export", "--state", "state.json");
        await _vendor.RunAsync("trail", "prove", "0", "--vendor", "acme-bpo", "--out", name);
        var inclusion = await _vendor.RunAsync("trail", "verify", name, "--key", "export/vkey", "-o", "json");
        var without = await _vendor.RunAsync("trail", "verify", name);
        var size = JsonElement.Parse((await _vendor.RunAsync("trail", "verify", "export", "-o", "json")).Output).GetProperty("size").GetInt64();
        await _vendor.RunAsync("audit", "acme");
        await _vendor.RunAsync("trail", "sign", "--vendor", "acme-bpo");
        await _vendor.RunAsync("trail", "prove", "--from", $"{size}", "--vendor", "acme-bpo", "--out", $"grown-{name}");
        var growth = await _vendor.RunAsync("trail", "verify", $"grown-{name}", "--state", "state.json", "-o", "json");

        Assert.Equal((0, 2, 0), (inclusion.ExitCode, without.ExitCode, growth.ExitCode));
        Assert.Equal(("inclusion", "consistency"), (Text(inclusion, "subject"), Text(growth, "subject")));
        Assert.Contains("a proof carries no key", without.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("notes.txt", "old habits\n", "is neither a .zip that can be read nor a proof")]
    [InlineData("notes", "", "is neither a .zip that can be read nor a proof")]
    [InlineData("proof.txt", "c2sp.org/tlog-proof@v2\nindex 0\n\n", "proof.txt: not a proof: ")]
    [InlineData("empty.tlog-proof", "", "empty.tlog-proof: not a proof: ")]
    public async Task A_file_that_is_neither_is_told_what_either_would_be(string name, string text, string said)
    {
        await File.WriteAllTextAsync(Path.Combine(_vendor.Root, name), text);
        await _vendor.RunAsync("audit", "acme");
        await _vendor.RunAsync("trail", "export", "--vendor", "acme-bpo", "--out", "export");

        var outcome = await _vendor.RunAsync("trail", "verify", name, "--key", "export/vkey");

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(said, outcome.Error, StringComparison.Ordinal);
        if (said.Contains("neither", StringComparison.Ordinal)) Assert.Contains("An export is a folder or a .zip of one; a proof begins with the line `c2sp.org/tlog-proof@v1` or `old <size>`", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_is_an_export_also_when_it_is_called_as_a_proof_is()
    {
        await _vendor.RunAsync("audit", "acme");
        await _vendor.RunAsync("trail", "export", "--vendor", "acme-bpo", "--out", "year.tlog-proof");

        Assert.Equal(0, (await _vendor.RunAsync("trail", "verify", "year.tlog-proof", "--key", "year.tlog-proof/vkey")).ExitCode);
    }

    [Fact]
    public async Task What_does_not_exist_cannot_be_verified()
    {
        var outcome = await _vendor.RunAsync("trail", "verify", "nowhere");

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains("`nowhere` does not exist", outcome.Error, StringComparison.Ordinal);
    }

    private static string? Text(CommandLine.Outcome outcome, string name) => JsonElement.Parse(outcome.Output).GetProperty(name).GetString();
}
