using System.Globalization;
using System.Text;
using Compliance.Events;
using Compliance.Findings;
using Compliance.Tests.Samples;
using Compliance.Tests.Vendors;
using Compliance.Vendors;

namespace Compliance.Tests.Judging;

/// <summary>Alone, because others' garbage would be measured too.</summary>
[CollectionDefinition(nameof(EvidenceBeyondMemoryTests), DisableParallelization = true)]
[Collection(nameof(EvidenceBeyondMemoryTests))]
public sealed class EvidenceBeyondMemoryTests
{
    private const int Listed = 10_000;
    private const long Megabyte = 1 << 20;

    [Fact]
    public void Beyond_ten_thousand_findings_of_a_rule_the_rest_is_one_with_their_number()
    {
        var result = Audit(Listed + 234, Stream.Null).Findings.Where(finding => finding.Rule == "unknown-account").ToList();

        Assert.Equal(Listed + 1, result.Count);
        var overflow = Assert.Single(result, finding => finding.Principal is null);
        Assert.Equal((234, Verdict.Fail), (overflow.Count, overflow.Verdict));
        // The latest are those left out.
        Assert.Equal(Enumerable.Range(0, Listed).Select(Name).Order(), result.Select(finding => finding.Principal).OfType<string>().Order());
    }

    [Fact]
    public void Exactly_ten_thousand_findings_are_all_listed() =>
        Assert.All(Audit(Listed, Stream.Null).Findings, finding => Assert.NotNull(finding.Principal));

    [Fact]
    public void Every_violation_is_written_also_of_findings_not_listed()
    {
        using var violations = new MemoryStream();
        Audit(Listed + 234, violations);

        var lines = Encoding.UTF8.GetString(violations.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Listed + 234, lines.Count(line => line.Contains("\"unknown-account\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Three_times_the_evidence_takes_no_more_memory() => Footprint.AssertConstant((events, whenRead, violations) => Audit(events, violations, whenRead));

    private static AuditResult Audit(int events, Stream violations, Action? whenRead = null)
    {
        using var folder = new TemporaryFolder();
        var result = Auditor.Audit(
            new AuditRequest
            {
                Id = "audit-1",
                Record = Record,
                Folder = new MemoryFolder(),
                StartedBy = "tester",
                Violations = violations,
                TemporaryFolder = folder.Path,
                SortMemory = Megabyte,
            },
            sink =>
            {
                var read = BigLog.Read(sink, events, Event);
                whenRead?.Invoke();
                return read;
            }, default);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
        return result;
    }

    // Each event is of another principal and names another resource.
    private static AccessEvent Event(int number)
    {
        var text = Encoding.UTF8.GetBytes(Name(number));
        return new()
        {
            Id = text,
            Account = text,
            Action = "customer.read"u8,
            Resource = text,
            Outcome = Outcome.Success,
            Records = -1,
            Bytes = text,
        };
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"stranger{number:D7}@acme.example");

    private static VendorRecord Record { get; } = new(
        new Vendor { Id = VendorId.Parse("acme-bpo"), Name = "Acme" },
        SecondReading.World.Make(1).Record.Access, People: null, Accounts: []);
}
