using Compliance.Findings;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Reports;

/// <summary>What a vendor is asked to answer: the failing findings about its own people, as one audit left them.</summary>
/// <param name="Vendor">Vendor id.</param>
/// <param name="Audit">Id of the audit.</param>
/// <param name="AsOf">When the list is made: what is overdue is so then.</param>
/// <param name="Findings">In the order of the audit.</param>
/// <param name="Withheld">Failing findings that are not on the list: about nobody, about somebody whom no file calls the vendor's, or excused since.</param>
public sealed record VendorFindings(string Vendor, string Audit, Instant AsOf, IReadOnlyList<VendorFinding> Findings, int Withheld)
{
    /// <param name="result">With states and what people decided, where a store knows it.</param>
    /// <param name="record">The vendor's files, by which a person is its own.</param>
    /// <param name="asOf">When the list is made. A finding that was never set against those known before counts as found then.</param>
    public static VendorFindings Of(AuditResult result, VendorRecord record, Instant asOf)
    {
        var own = new OwnPeople(record);
        var failing = result.Findings.Where(IsFailing).ToList();
        var listed = failing.Where(finding => IsShown(finding) && own.Has(finding.Principal!)).ToList();
        return new(
            result.Audit.Vendor.Value, result.Audit.Id, asOf,
            [.. listed.Select(finding => VendorFinding.Of(finding, result.Audit.Remediation, asOf))], failing.Count - listed.Count);
    }

    /// <summary>Whether a vendor is asked about such a finding, where its person is the vendor's: it fails, and is about somebody.</summary>
    public static bool IsAsked(Finding finding) => IsFailing(finding) && finding.Principal is not null;

    /// <summary>Whether a vendor is shown it, where its person is the vendor's. What the company excuses it does not ask about, and does not say so either.</summary>
    public static bool IsShown(Finding finding) => IsAsked(finding) && !FindingDecided.Excuses(finding);

    /// <summary>Where people are with it, as a vendor is told. Who is at work on it, and what is asked of whom, is the company's own affair.</summary>
    public static FindingStatus StatusOf(Finding finding) => FindingDecided.StatusOf(finding) switch
    {
        FindingStatus.Fixed => FindingStatus.Fixed,
        FindingStatus.VendorDisputed => FindingStatus.VendorDisputed,
        _ => FindingStatus.Open,
    };

    private static bool IsFailing(Finding finding) => finding.State is not FindingState.Resolved && finding.Verdict is Verdict.Fail;
}

/// <summary>One line of the list.</summary>
/// <param name="Id">The finding's <see cref="ShortId"/>.</param>
/// <param name="Person">Whom it is about, by the name that the vendor's files have.</param>
/// <param name="Saw">What we saw.</param>
/// <param name="Ask">What we ask for.</param>
/// <param name="Due">By when; null: neither the contract nor a person says.</param>
/// <param name="Status">As <see cref="VendorFindings.StatusOf"/> tells it.</param>
/// <param name="Reply">What the vendor answered before.</param>
/// <param name="ReplyEvidence">What it gave as evidence.</param>
public sealed record VendorFinding(
    string Id, Severity Severity, string Rule, string Person, string? Role, string? Action, string? Resource, long Count, Instant? First, Instant? Last,
    string Saw, string Ask, Instant? Due, bool Overdue, FindingStatus Status, string? Reply, string? ReplyEvidence)
{
    private const string Prefix = "F-";

    /// <summary>Hex digits of a fingerprint that a short id has: 48 bits.</summary>
    private const int Digits = 12;

    /// <summary><c>F-3f0c9a41d2b7</c>: the beginning of the fingerprint. The letter in front keeps a spreadsheet from reading it as a number.</summary>
    public static string ShortId(Fingerprint fingerprint) => Prefix + fingerprint.Value[..Digits];

    /// <summary>The beginning of the fingerprint that a short id stands for, in lower case; null: the text is none.</summary>
    public static string? FingerprintOf(string shortId)
    {
        var text = shortId.Trim();
        if (text.Length != Prefix.Length + Digits || !text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return null;
        var digits = text[Prefix.Length..].ToLowerInvariant();
        return digits.All(char.IsAsciiHexDigitLower) ? digits : null;
    }

    internal static VendorFinding Of(Finding finding, IReadOnlyDictionary<Severity, Duration> remediation, Instant asOf)
    {
        var dated = finding.Opened is null ? finding with { Due = FindingDue.Of(finding.Severity, asOf, remediation) } : finding;
        return new(
            ShortId(finding.Fingerprint), finding.Severity, finding.Rule, finding.Principal!, finding.Role, finding.Action, finding.Resource,
            finding.Count, finding.First, finding.Last, finding.Message, finding.Fix, FindingDue.Of(dated), FindingDue.IsOverdue(dated, asOf),
            VendorFindings.StatusOf(finding), finding.Work?.Reply, finding.Work?.ReplyEvidence);
    }
}
