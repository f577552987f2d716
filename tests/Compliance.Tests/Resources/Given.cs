using System.Text;
using Compliance.Findings;
using Compliance.Resources;
using Compliance.Resources.Catalogue;
using NodaTime;

namespace Compliance.Tests.Resources;

/// <summary>Snapshots in memory, and what is found in them.</summary>
internal static class Given
{
    public static readonly Instant At = Instant.FromUtc(2026, 6, 1, 0, 0);

    /// <summary>Judges a snapshot by the checks of the program.</summary>
    public static IReadOnlyList<ResourceResult> Results(string json) => Results(CheckCatalogue.Default, json);

    public static IReadOnlyList<ResourceResult> Results(CheckCatalogue checks, params string[] snapshots) =>
        Results(Survey(checks, [.. snapshots.Select(Encoding.UTF8.GetBytes)]));

    public static IReadOnlyList<ResourceResult> Results(ResourceSnapshots snapshots, bool timeless = false)
    {
        var results = new List<ResourceResult>();
        snapshots.Judge(timeless ? null : At, results.Add, default);
        return results;
    }

    public static ResourceSnapshots Survey(CheckCatalogue checks, params byte[][] snapshots) =>
        ResourceSnapshots.Survey([.. snapshots.Select((bytes, index) => File($"{index}.json", bytes))], checks, tolerant: false, default);

    public static SnapshotFile File(string name, byte[] bytes) => new(name, "folder", null, () => new MemoryStream(bytes, writable: false));

    /// <summary>The one result of a check of the program.</summary>
    public static ResourceResult Result(string check, string json) => Assert.Single(Results(json), result => result.Check == check);

    public static Verdict Verdict(string check, string json) => Result(check, json).Verdict;

    /// <summary>One check on <c>Test/things</c>, from its members.</summary>
    public static CheckCatalogue Check(string members) => Checks($$"""{"id": "T", {{members}}{{Rest}}""");

    public static CheckCatalogue Checks(params string[] checks) => CheckCatalogue.Read([("test.json", new MemoryStream(
        Encoding.UTF8.GetBytes($$"""{"service": "Things", "checks": [{{string.Join(',', checks)}}]}""")))]);

    /// <summary>What that check says of a thing with these properties.</summary>
    public static ResourceResult Judge(string members, string properties, string more = "") =>
        Assert.Single(Results(Check(members), $$"""[{"id": "/subscriptions/s/providers/Test/things/t", "type": "Test/things", {{more}} "properties": {{properties}} }]"""));

    private const string Rest = """, "title": "as wanted", "type": "Test/things", "absentSource": "a page", "severity": "high", "theme": "transit", "controls": ["soc-2:CC6.7"], "fix": "set it", "source": "a page"}""";
}
