namespace Compliance.Functions.Access;

/// <summary>Who may do what: every function that is asked over HTTP, and what of it is for fewer than may call it.</summary>
public static class RouteRoles
{
    /// <summary>Part of an export or a report: with the names behind pseudonyms.</summary>
    public const string WithNames = "names=true";

    /// <summary>Part of a report: one that is not made for the vendor.</summary>
    public const string NotForVendor = "for=auditor, for=management";

    /// <summary>Part of a decision about findings: a risk is accepted.</summary>
    public const string AcceptRisk = "risk-accepted";

    /// <summary>Part of a decision about findings: what was seen is no violation.</summary>
    public const string FalsePositive = "false-positive";

    /// <summary>Part of a step: it is done.</summary>
    public const string Complete = "complete";

    /// <summary>Part of a step: it, or its notice, is approved or rejected.</summary>
    public const string Approval = "approve, reject";

    /// <summary>Part of an incident: until when one could argue that a clock still runs.</summary>
    public const string Arguable = "arguable=true";

    /// <summary>Part of a vendor: people are told from then on.</summary>
    public const string GoLive = "mode live";

    private static readonly string[] Company = [Role.Reader, Role.Auditor, Role.Analyst, Role.Operator, Role.Approver, Role.Legal];
    private static readonly string[] Everybody = [.. Company, Role.Vendor];
    private static readonly Dictionary<(string, string?), RouteRole> ByName;

    static RouteRoles()
    {
        All =
        [
            Anybody(nameof(Live)), Anybody(nameof(Ready)), Anybody(nameof(OpenApi)),
            Read(nameof(GetVendor), Everybody),
            Read(nameof(ListFindings), Everybody), Read(nameof(GetFinding), Everybody),
            Read(nameof(GetAuditReport), Everybody), Read(nameof(GetAuditReport), Company, NotForVendor),
            Read(nameof(GetAuditReport), [Role.Auditor], WithNames) with { Privileged = true, ShowsNames = true },
            Read(nameof(ListAudits), Company), Read(nameof(GetAudit), Company), Read(nameof(GetFrameworkReport), Company),
            Read(nameof(ListDecisions), Company),
            Read(nameof(ListIncidents), Company), Read(nameof(GetIncident), Company), Read(nameof(GetIncidentTimeline), Company),
            Read(nameof(GetIncident), [Role.Operator, Role.Legal], Arguable),
            Read(nameof(GetCheckpoint), Company), Read(nameof(GetProof), Company), Read(nameof(GetConsistency), Company),
            // That it was exported, and by whom, is an entry.
            Write(nameof(ExportTrail), Company), Write(nameof(ExportTrail), [Role.Auditor], WithNames) with { Privileged = true, ShowsNames = true },
            Write(nameof(PutEvidence), [Role.Analyst, Role.Operator, Role.Vendor]), Write(nameof(ImportReplies), [Role.Analyst, Role.Operator, Role.Vendor]),
            Write(nameof(StartAudit), [Role.Analyst, Role.Operator]),
            Write(nameof(ChangeFinding), [Role.Analyst, Role.Operator, Role.Approver]), Write(nameof(DecideFindings), [Role.Analyst, Role.Operator, Role.Approver]),
            Write(nameof(ChangeFinding), [Role.Analyst, Role.Operator, Role.Approver], FalsePositive) with { Privileged = true },
            Approve(nameof(ChangeFinding), AcceptRisk), Approve(nameof(DecideFindings), AcceptRisk),
            // Of many at once, also of those that are found later, it takes as much away as an accepted risk does.
            Approve(nameof(DecideFindings), FalsePositive),
            Write(nameof(PutVendor), [Role.Operator]), Write(nameof(PutVendor), [Role.Operator], GoLive) with { Privileged = true },
            Write(nameof(PutVendorFile), [Role.Operator]),
            Write(nameof(OpenIncident), [Role.Analyst, Role.Operator, Role.Legal]), Write(nameof(RecordFact), [Role.Analyst, Role.Operator, Role.Legal]),
            Write(nameof(ChangeIncidentStage), [Role.Operator, Role.Legal]), Write(nameof(EnableRule), [Role.Operator, Role.Legal]),
            Write(nameof(CompleteStep), [Role.Operator, Role.Legal, Role.Approver]), Write(nameof(CompleteStep), [Role.Operator, Role.Legal], Complete),
            Approve(nameof(CompleteStep), Approval),
            Write(nameof(AcknowledgeDelivery), [Role.Analyst, Role.Operator, Role.Approver, Role.Legal]),
            Write(nameof(ForgetName), [Role.Legal]) with { Privileged = true },
            Write(nameof(ResumeTrail), [Role.Operator]) with { Privileged = true },
        ];
        ByName = All.ToDictionary(route => (route.Function, route.Part));
    }

    /// <summary>The whole table. A function stands in it once, and once more for each of its parts.</summary>
    public static IReadOnlyList<RouteRole> All { get; }

    /// <summary>The row of a function, or of a part of it.</summary>
    /// <exception cref="InvalidOperationException">There is none: nobody has said who may do it, so nobody may.</exception>
    public static RouteRole Of(string function, string? part = null) =>
        ByName.TryGetValue((function, part), out var route) ? route : throw new InvalidOperationException($"the table of roles has no row for `{function}` {part}");

    private static RouteRole Anybody(string function) => new(function, null, []);

    private static RouteRole Read(string function, string[] roles, string? part = null) => new(function, part, roles);

    private static RouteRole Approve(string function, string part) => Write(function, [Role.Approver], part) with { Privileged = true, NeedsPerson = true };

    private static RouteRole Write(string function, string[] roles, string? part = null) => new(function, part, roles) { Writes = true };
}
