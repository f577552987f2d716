using Compliance.Findings;
using Compliance.Rules.Assurance;
using Compliance.Tests.Vendors;
using Compliance.Vendors;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Tests.Rules.Assurance;

/// <summary>A vendor folder as its owner writes it, judged on a day.</summary>
internal sealed record AssuranceStory
{
    /// <summary>Of vendor.yaml, after its id.</summary>
    public string Vendor { get; init; } = "dataClasses: [contact]\nprocessingSites: [Manila]\n";

    /// <summary>Of attestations.yaml, before its attestations.</summary>
    public string Contract { get; init; } = "services: [support]\n";

    /// <summary>Null: there is no attestations.yaml.</summary>
    public string[]? Attestations { get; init; } = [];
    public string Zone { get; init; } = "UTC";

    /// <summary>A date, judged at noon, or an instant.</summary>
    public string Now { get; init; } = "2026-03-01";
    public (string Path, string Text)[] Files { get; init; } = [];

    public static AssuranceStory With(params string[] attestations) => new() { Attestations = attestations };

    public IReadOnlyList<Judgement> Judge(string rule) => [.. Rule(rule).Judge(Record(), At)];

    /// <summary>The only judgement of a rule.</summary>
    public Judgement One(string rule) => Assert.Single(Judge(rule));

    public IReadOnlyList<Judgement> All() => [.. AssuranceRules.Judge(Record(), At)];

    public VendorRecord Record()
    {
        var folder = MemoryFolder.With($"id: acme\n{Vendor}", $"timezone: {Zone}\nroles: {{}}\n");
        foreach (var (path, text) in Files) folder.Add(path, text);
        if (Attestations is not null)
            folder.Add("attestations.yaml", $"{Contract}attestations: [{string.Join(", ", Attestations.Select(one => $"{{ {one} }}"))}]\n");
        return VendorReader.Read(folder);
    }

    private Instant At => LocalDatePattern.Iso.Parse(Now) is { Success: true } day
        ? day.Value.At(LocalTime.Noon).InUtc().ToInstant()
        : InstantPattern.ExtendedIso.Parse(Now).Value;

    private static AssuranceRule Rule(string id) => AssuranceRules.All.Single(rule => rule.Definition.Id == id);
}
