using System.Text;
using System.Text.Json;
using Compliance.Samples.Acme;

namespace Compliance.Tests.Samples;

public sealed class AcmeBpoTests
{
    private static readonly string[] Rules =
    [
        "access-after-termination", "access-before-clearance", "access-without-case", "evidence-gap", "grant-not-in-force", "inactive-account",
        "mass-record-access", "mfa-missing", "off-network-access", "off-shift-access", "orphaned-account", "repeated-denials",
        "segregation-of-duties", "training-lapsed", "unauthorized-action", "unknown-account", "unused-permission",
    ];

    private static readonly SampleFolder Committed = SampleFolder.Committed("acme-bpo");

    [Fact]
    public void The_committed_sample_is_what_the_generator_makes()
    {
        using var made = new TemporaryFolder();
        AcmeBpo.Write(made.Path, new AcmeOptions());

        Committed.AssertSame(new(made.Path));
    }

    [Fact]
    public void Every_rule_is_broken_somewhere_and_none_is_noisy()
    {
        var findings = Committed.Story.Where(cells => Rules.Contains(cells[1])).GroupBy(cells => cells[1]).ToDictionary(rule => rule.Key, rule => rule.Count());

        Assert.Equal(Rules, findings.Keys.Order(StringComparer.Ordinal));
        // One rule more than the others: it shows a group.
        Assert.Equal("unauthorized-action", Assert.Single(findings, rule => rule.Value > 6).Key);
    }

    [Fact]
    public void A_group_of_at_least_five_principals_shares_one_action()
    {
        var principals = Committed.Story.Where(cells => cells[1] == "unauthorized-action" && cells[4] == "ticket.tag").Select(cells => cells[2]).Distinct();

        Assert.Equal(9, principals.Count());
    }

    [Theory]
    [InlineData("logs/helpdesk/*.ndjson.gz")]
    [InlineData("logs/crm/*.csv.gz")]
    [InlineData("logs/azure/activity-*.json.gz")]
    [InlineData("logs/azure/signins-*.json.gz")]
    [InlineData("logs/aws/*.json.gz")]
    public void The_story_counts_the_records_of_each_source(string source)
    {
        var told = Assert.Single(Committed.Story, cells => cells[1] == $"`{source}`");
        var folder = Path.Combine(Committed.Path, Path.GetDirectoryName(source)!);

        var records = Directory.EnumerateFiles(folder, Path.GetFileName(source)).Sum(file => Records(Committed.Content(Path.GetRelativePath(Committed.Path, file)), source));

        Assert.Equal(int.Parse(told[3], System.Globalization.CultureInfo.InvariantCulture), records);
    }

    [Fact]
    public void Every_source_covers_the_hundred_days()
    {
        foreach (var cells in Committed.Story.Where(cells => cells[1].StartsWith("`logs/", StringComparison.Ordinal)))
        {
            // Local days: 23 March begins at 16:00 of the 22nd in UTC.
            Assert.StartsWith("2026-03-2", cells[7], StringComparison.Ordinal);
            Assert.StartsWith("2026-06-30", cells[8], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void It_is_small_enough_to_be_kept_in_the_repository() =>
        Assert.InRange(Directory.EnumerateFiles(Committed.Path, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length), 1_000_000, 6_000_000);

    [Fact]
    public void Another_seed_makes_other_logs_and_the_same_story()
    {
        using var made = new TemporaryFolder();
        AcmeBpo.Write(made.Path, new AcmeOptions(Seed: 7));

        Assert.NotEqual(new SampleFolder(made.Path).Content("logs/crm/2026-04.csv.gz"), Committed.Content("logs/crm/2026-04.csv.gz"));
        Assert.Equal(Shape(Committed.Story), Shape(new SampleFolder(made.Path).Story));

        static IEnumerable<string> Shape(IEnumerable<string[]> story) =>
            story.Where(cells => Rules.Contains(cells[1])).Select(cells => $"{cells[1]} {cells[3]} {cells[4]} {cells[5]}").Order(StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(10, 100, 1, "`--agents 10` is out of range: give 150 to 5000")]
    [InlineData(200, 60, 1, "`--days 60` is out of range: give 95 to 165")]
    [InlineData(200, 100, 50, "`--scale 50` is out of range: give 1 to 20")]
    public void Options_that_would_break_the_story_are_refused(int agents, int days, int scale, string problem) =>
        Assert.Equal(problem, new AcmeOptions(Agents: agents, Days: days, Scale: scale).Problem());

    private static int Records(byte[] content, string source)
    {
        if (source.StartsWith("logs/aws/", StringComparison.Ordinal))
            return JsonDocument.Parse(content).RootElement.GetProperty("Records").GetArrayLength();
        var lines = Encoding.UTF8.GetString(content).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
        return source.EndsWith(".csv.gz", StringComparison.Ordinal) ? lines - 1 : lines;
    }
}
