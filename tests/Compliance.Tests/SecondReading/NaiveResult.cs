using System.Globalization;
using Compliance.Findings;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Tests.SecondReading;

/// <summary>What an audit found, in a form in which two implementations can be compared.</summary>
public sealed record NaiveResult
{
    public required Verdict Verdict { get; init; }
    public required IReadOnlyDictionary<string, Verdict> Checks { get; init; }
    public required IReadOnlyList<NaiveFinding> Findings { get; init; }

    /// <summary>By time, source, record, rule.</summary>
    public required IReadOnlyList<NaiveViolation> Violations { get; init; }
    public required IReadOnlyList<NaiveSourceCounts> Sources { get; init; }
    public required IReadOnlyList<NaiveGroup> Groups { get; init; }

    /// <summary>One line a fact; the order of checks, findings and groups does not matter, that of violations does.</summary>
    public override string ToString() => string.Join('\n',
    [
        $"audit {Verdict}",
        .. Checks.Select(check => $"check {check.Key} {check.Value}").Order(StringComparer.Ordinal),
        .. Findings.Select(finding => finding.ToString()).Order(StringComparer.Ordinal),
        .. Groups.Select(group => group.ToString()).Order(StringComparer.Ordinal),
        .. Violations.Select(violation => violation.ToString()),
        .. Sources.OrderBy(source => source.Source).Select(source => source.ToString()),
    ]);

    /// <summary>Principals and actions are the same whatever their case, so their case is no difference.</summary>
    internal static string Fold(string? text) => text is null ? "-" : text.ToUpperInvariant();
}

public sealed record NaiveFinding(
    string Rule,
    string? Principal,
    string? Role,
    string? Action,
    Severity Severity,
    Verdict Verdict,
    long Count,
    Instant? First,
    Instant? Last,
    IReadOnlyList<NaiveReference> References)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"finding {Rule} principal={NaiveResult.Fold(Principal)} role={NaiveResult.Fold(Role)} action={NaiveResult.Fold(Action)} {Severity} {Verdict} count={Count} first={Text(First)} last={Text(Last)} at={string.Join(',', References)}");

    private static string Text(Instant? instant) => instant is { } at ? InstantPattern.ExtendedIso.Format(at) : "-";
}

/// <summary>A record: index of its source, position in it.</summary>
public readonly record struct NaiveReference(int Source, long Record)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Source}:{Record}");
}

public sealed record NaiveViolation(string Rule, int Source, long Record)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"violation {Rule} {Source}:{Record}");
}

public sealed record NaiveSourceCounts(int Source, long Records, long Accepted, long Rejected, long Duplicates, long Conflicts, long OutOfScope)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"source {Source} records={Records} accepted={Accepted} rejected={Rejected} duplicates={Duplicates} conflicts={Conflicts} outOfScope={OutOfScope}");
}

/// <summary>At least five principals who share (rule, role, action).</summary>
public sealed record NaiveGroup(string Rule, string? Role, string? Action, int Principals)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"group {Rule} role={NaiveResult.Fold(Role)} action={NaiveResult.Fold(Action)} principals={Principals}");
}
