using Compliance.Findings;
using Compliance.Vendors;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Storage;

/// <summary>All of an audit's result, kept with its run: reports of the audit are made of it later, whatever became of its findings since.</summary>
internal sealed record StoredResult(StoredHeader Audit, List<StoredSource> Evidence, List<StoredCheck> Checks, List<FindingGroup> Groups, List<StoredFinding> Findings)
{
    /// <param name="findings">Those of the result, as they are recorded.</param>
    public static StoredResult Of(AuditResult result, IEnumerable<FindingRecord> findings) => new(
        StoredHeader.Of(result.Audit),
        [.. result.Evidence.Select(StoredSource.Of)],
        [.. result.Checks.Select(StoredCheck.Of)],
        [.. result.Groups],
        [.. findings.Select(StoredFinding.Of)]);

    public AuditResult ToResult() => new()
    {
        Audit = Audit.ToHeader(),
        Evidence = Evidence.ConvertAll(source => source.ToSource()),
        Checks = Checks.ConvertAll(check => check.ToCheck()),
        Groups = Groups,
        Findings = Findings.ConvertAll(finding => finding.ToRecord().Finding),
    };
}

internal sealed record StoredHeader
{
    public required string Id { get; init; }
    public required string Vendor { get; init; }
    public long? From { get; init; }
    public long? To { get; init; }
    public required string Mode { get; init; }
    public required string Verdict { get; init; }
    public required string Tool { get; init; }
    public required string RulesDigest { get; init; }
    public required string Policy { get; init; }
    public string? ApprovedBy { get; init; }

    /// <summary>ISO 8601.</summary>
    public string? ApprovedOn { get; init; }
    public string? Contract { get; init; }
    public required string StartedBy { get; init; }

    /// <summary>Severity → ticks of 100 ns; null: of a time when it was not kept, or the contract has none.</summary>
    public Dictionary<string, long>? Remediation { get; init; }

    public static StoredHeader Of(AuditHeader audit) => new()
    {
        Id = audit.Id,
        Vendor = audit.Vendor.Value,
        From = audit.From?.ToUnixTimeTicks(),
        To = audit.To?.ToUnixTimeTicks(),
        Mode = audit.Mode.ToString(),
        Verdict = audit.Verdict.ToString(),
        Tool = audit.Tool,
        RulesDigest = audit.RulesDigest,
        Policy = audit.Policy.Sha256,
        ApprovedBy = audit.Policy.ApprovedBy,
        ApprovedOn = audit.Policy.ApprovedOn is { } on ? LocalDatePattern.Iso.Format(on) : null,
        Contract = audit.Policy.Contract,
        StartedBy = audit.StartedBy,
        Remediation = audit.Remediation.Count == 0 ? null : audit.Remediation.OrderBy(time => time.Key).ToDictionary(time => time.Key.ToString(), time => time.Value.BclCompatibleTicks),
    };

    public AuditHeader ToHeader() => new()
    {
        Id = Id,
        Vendor = VendorId.Parse(Vendor),
        From = StoredTime.Read(From),
        To = StoredTime.Read(To),
        Mode = Enum.Parse<VendorMode>(Mode),
        Verdict = Enum.Parse<Verdict>(Verdict),
        Tool = Tool,
        RulesDigest = RulesDigest,
        Policy = new Policy(Policy, ApprovedBy, ApprovedOn is null ? null : LocalDatePattern.Iso.Parse(ApprovedOn).Value, Contract),
        StartedBy = StartedBy,
        Remediation = (Remediation ?? []).ToDictionary(time => Enum.Parse<Severity>(time.Key), time => Duration.FromTicks(time.Value)),
    };
}

internal sealed record StoredCheck(string Rule, string Verdict, long Findings, string? Reason, string? Unevaluated, long? Judged)
{
    public static StoredCheck Of(Check check) => new(check.Rule, check.Verdict.ToString(), check.Findings, check.Reason, check.Unevaluated, check.Judged);

    public Check ToCheck() => new(Rule, Enum.Parse<Verdict>(Verdict), Findings, Reason) { Unevaluated = Unevaluated, Judged = Judged };
}
