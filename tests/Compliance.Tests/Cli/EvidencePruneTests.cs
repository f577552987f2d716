namespace Compliance.Tests.Cli;

public sealed class EvidencePruneTests : IDisposable
{
    private const string Contract = """
        id: acme-bpo
        logs:
          - { path: "logs/*.ndjson", format: ocsf }

        """;

    private readonly TinyVendor _vendor = new();

    public EvidencePruneTests() => _vendor.LogQuietMonths("ticket.delete");

    public void Dispose() => _vendor.Dispose();

    [Fact]
    public async Task Of_what_an_audit_has_just_read_nothing_has_outlived_its_time()
    {
        await _vendor.RunAsync("audit", "acme");

        var listed = await PruneAsync();

        Assert.Equal((0, "nothing has outlived `retain: 396d`\n", ""), (listed.ExitCode, listed.Output, listed.Error));
    }

    [Fact]
    public async Task With_none_the_copies_of_before_are_listed_then_deleted_and_named_in_the_trail()
    {
        await _vendor.RunAsync("audit", "acme");
        var copies = Kept().Order(StringComparer.Ordinal).ToList();
        _vendor.Write("vendor.yaml", Contract + "retain: none\n");

        var listed = await PruneAsync();

        Assert.Equal(4, copies.Count);
        Assert.Equal((0, ""), (listed.ExitCode, listed.Error));
        Assert.All(copies, copy => Assert.Contains($"collected/kept/{Path.GetFileName(copy)}", listed.Output, StringComparison.Ordinal));
        Assert.Contains("4 files (", listed.Output, StringComparison.Ordinal);
        Assert.Equal(copies, Kept().Order(StringComparer.Ordinal));

        var deleted = await PruneAsync("--delete", "--by", "d.osei");

        Assert.Equal((0, ""), (deleted.ExitCode, deleted.Error));
        Assert.Contains("4 files (", deleted.Output, StringComparison.Ordinal);
        Assert.Empty(Kept());
        var trail = await _vendor.RunAsync("trail", "show", "--vendor", "acme-bpo");
        Assert.Contains("evidence pruned", trail.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("d.osei", trail.Output, StringComparison.Ordinal);
        Assert.Equal("nothing has outlived `retain: none`\n", (await PruneAsync()).Output);
        Assert.Equal("nothing has outlived `retain: none`\n", (await PruneAsync("--delete", "--by", "d.osei")).Output);
        Assert.Equal(1, (await _vendor.RunAsync("trail", "show", "--vendor", "acme-bpo")).Output.Split("evidence pruned").Length - 1);
    }

    [Fact]
    public async Task With_none_no_copy_is_made_and_a_repetition_says_why_it_cannot_be()
    {
        _vendor.Write("vendor.yaml", Contract + "retain: none\n");
        await _vendor.RunAsync("audit", "acme");

        Assert.Empty(Kept());
        Assert.Equal(0, (await _vendor.RunAsync("audit", "acme", "--replay", "latest")).ExitCode);
        _vendor.LogQuietMonths("ticket.read");
        var replayed = await _vendor.RunAsync("audit", "acme", "--replay", "latest");

        Assert.Equal((5, ""), (replayed.ExitCode, replayed.Output));
        Assert.Contains("`logs/help.ndjson` is not what the audit", replayed.Error, StringComparison.Ordinal);
        Assert.Contains("no copy of evidence is kept, as vendor.yaml says `retain: none`", replayed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_deletes_is_named_and_whoever_only_looks_is_not()
    {
        await _vendor.RunAsync("audit", "acme");

        Assert.Equal(2, (await PruneAsync("--delete")).ExitCode);
        Assert.Equal(2, (await PruneAsync("--by", "d.osei")).ExitCode);
    }

    [Fact]
    public async Task A_vendor_that_is_not_known_or_not_that_of_the_folder_is_refused()
    {
        await _vendor.RunAsync("audit", "acme");

        var unknown = await _vendor.RunAsync("evidence", "prune", "--vendor", "other-bpo");
        var another = await _vendor.RunAsync("evidence", "prune", "--vendor", "other-bpo", "--folder", "acme");

        Assert.Equal((1, 1), (unknown.ExitCode, another.ExitCode));
        Assert.Contains("give its folder with --folder", unknown.Error, StringComparison.Ordinal);
        Assert.Contains("`id` of vendor.yaml is `acme-bpo`, not `other-bpo`", another.Error, StringComparison.Ordinal);
    }

    private Task<CommandLine.Outcome> PruneAsync(params string[] more) => _vendor.RunAsync(["evidence", "prune", "--vendor", "acme-bpo", .. more]);

    private string[] Kept() => Path.Combine(_vendor.Root, ".compliance", "evidence", "acme-bpo", "collected", "kept") is var folder && Directory.Exists(folder) ? Directory.GetFiles(folder) : [];
}
