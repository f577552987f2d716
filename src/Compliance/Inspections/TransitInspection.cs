using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Frameworks;
using Compliance.Rules.Transit;
using Compliance.Transit;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Inspections;

/// <summary>Judges what the vendor's endpoints were seen to do: <c>probes/*.json</c>, as <c>compliance tls -o json</c> writes them.</summary>
internal static class TransitInspection
{
    /// <summary>What was seen longer ago says nothing of today.</summary>
    private const int StaleDays = 35;

    private static readonly IReadOnlyList<string> Rules = [.. TransitRules.All.Select(rule => rule.Definition.Id)];

    /// <param name="now">The audit's now; null: not known, and every observation counts, however old.</param>
    /// <param name="started">When it could have probed: a permission counts by the clock, not by the last event. Null: not known, and now counts.</param>
    public static Inspection Inspect(IVendorFolder folder, Vendor vendor, Instant? now, Instant? started)
    {
        var documents = new EvidenceDocuments(folder, "probes", "probe");
        // What says that it is from after the audit began would count before all that is true.
        var seen = Latest(documents.Read(ObservationJsonReader.Read).FindAll(found => EvidencePlace.IsCollected(found.Source) || started is null || found.Record.Seen.At <= started));
        if (vendor.Endpoints.Count == 0 && documents.Sources.Count == 0) return Inspection.Nothing;
        var named = vendor.Endpoints.ToDictionary(Name, StringComparer.OrdinalIgnoreCase);
        var judgements = seen.SelectMany(found => Judge(found.Source, found.Read, named.GetValueOrDefault(Name(found.Read)), now))
            .Concat(vendor.Endpoints.Where(endpoint => !seen.Exists(found => string.Equals(Name(endpoint), Name(found.Read), StringComparison.OrdinalIgnoreCase))).SelectMany(endpoint => Unseen(endpoint, started ?? now)));
        return Inspection.Of(vendor.Id, documents.Sources, Rules, judgements, documents.Unread);
    }

    // Of each endpoint the last one counts, and what the audit saw itself before what it was given.
    private static List<(string Source, ReadObservation Read)> Latest(List<(string Source, ReadObservation Read)> all) =>
    [
        .. all.GroupBy(found => Name(found.Read), StringComparer.OrdinalIgnoreCase)
            .Select(endpoint => endpoint.MaxBy(found => (EvidencePlace.IsCollected(found.Source), found.Read.Seen.At)))
            .OrderBy(found => Name(found.Read), StringComparer.OrdinalIgnoreCase),
    ];

    // What the contract asks wins over what whoever probed had in mind.
    private static IEnumerable<Judgement> Judge(string source, ReadObservation read, VendorEndpoint? endpoint, Instant? now)
    {
        var seen = read.Seen;
        var profile = TlsProfiles.Find(endpoint?.Profile ?? read.Profile ?? "") ?? TlsProfiles.Default;
        var judged = now is { } instant && seen.At < instant - Duration.FromDays(StaleDays)
            ? NotEvaluable(seen.Endpoint.ToString(), $"it was last probed more than {StaleDays} days before: probe it again")
            : TransitRules.Judge(seen, profile);
        return judged.Select(judgement => judgement with
        {
            Controls = FrameworkCatalogue.ControlsOf(judgement.Rule),
            Evidence = new EvidenceReference(source, 1),
            At = seen.At,
        });
    }

    private static IEnumerable<Judgement> Unseen(VendorEndpoint endpoint, Instant? started)
    {
        var refused = started is { } instant ? endpoint.WhyNotProbe(instant) : endpoint.Permission is null ? endpoint.WhyNotProbe(Instant.MinValue) : null;
        return NotEvaluable(Name(endpoint), refused ?? "it was never probed: collect evidence, then audit again");
    }

    private static IEnumerable<Judgement> NotEvaluable(string endpoint, string why) => TransitRules.All.Select(rule => new Judgement
    {
        Rule = rule.Definition.Id,
        Subject = endpoint,
        Verdict = Verdict.NotEvaluable,
        Severity = rule.Definition.Severity,
        Message = why,
        Fix = rule.Definition.Fix,
    });

    private static string Name(VendorEndpoint endpoint) => endpoint.ToString();

    private static string Name(ReadObservation read) => read.Seen.Endpoint.ToString();
}
