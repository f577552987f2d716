using System.Diagnostics.CodeAnalysis;
using Compliance.Findings;
using Compliance.Functions.Access;
using Compliance.Reports;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Compliance.Functions.Http;

/// <summary>What is to be decided about findings, in the words of a request.</summary>
public record DecisionRequest
{
    private static readonly Dictionary<string, FindingStatus> Statuses = Enum.GetValues<FindingStatus>().ToDictionary(Wording.Of, StringComparer.Ordinal);

    /// <summary><c>open</c>, <c>assigned</c>, <c>vendor-disputed</c>, <c>false-positive</c>, <c>fixed</c>, <c>risk-accepted</c> or <c>risk-requested</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Takes back what was decided; instead of a status.</summary>
    public bool Withdraw { get; init; }
    public string? Owner { get; init; }

    /// <summary>ISO 8601 with an offset.</summary>
    public string? Due { get; init; }
    public string? Reason { get; init; }

    /// <summary>Of an accepted risk; default: whoever has asked for it; where nobody signs in, who calls.</summary>
    public string? RequestedBy { get; init; }

    /// <summary>Who accepts it: whoever is signed in, and nobody else; where nobody signs in, the name that the request gives.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>What is done instead.</summary>
    public string? Control { get; init; }

    /// <inheritdoc cref="Due"/>
    public string? Expires { get; init; }

    /// <summary>Whether anything is to be decided.</summary>
    protected bool SaysNothing => !Withdraw && new[] { Status, Owner, Due, Reason, RequestedBy, ApprovedBy, Control, Expires }.All(member => member is null);

    /// <summary>What it does that is for fewer than decide otherwise, or that is recorded; null: nothing.</summary>
    public virtual string? Part => Status is RouteRoles.AcceptRisk or RouteRoles.FalsePositive ? Status : null;

    /// <param name="order">Null: withdraw.</param>
    /// <param name="standing">What was decided last about just what it is about; null: nothing.</param>
    public virtual bool TryRead(SignedIn caller, FindingWork? standing, Instant now, out DecisionOrder? order, [NotNullWhen(false)] out IResult? problem)
    {
        (order, problem) = (null, null);
        if (Withdraw == Status is not null)
        {
            problem = Problem.Of(400, "body-invalid", $"the body is not the JSON that is expected: either `status`, one of {string.Join(", ", Statuses.Keys)}, or `withdraw`: true");
            return false;
        }
        if (Withdraw) return true;
        if (!Statuses.TryGetValue(Status!, out var status))
            problem = Problem.Of(422, "decision-invalid", $"`status` is one of {string.Join(", ", Statuses.Keys)}");
        else if (!Instants.TryParse(Due, out var due) || !Instants.TryParse(Expires, out var expires))
            problem = Problem.Of(400, "instant-invalid", "`due` and `expires` are instants with an offset, such as 2027-01-01T00:00:00Z");
        else
            (order, problem) = Approval.Of(caller, Order(status, caller, due, expires), standing, now);
        return problem is null;
    }

    private DecisionOrder Order(FindingStatus status, SignedIn caller, Instant? due, Instant? expires) => new()
    {
        Status = status,
        Owner = Owner?.Trim(),
        Due = due,
        Reason = Reason?.Trim(),
        RequestedBy = RequestedBy?.Trim() ?? (status is FindingStatus.RiskAccepted && !caller.IsNamed ? caller.Name : null),
        ApprovedBy = ApprovedBy?.Trim() ?? (status is FindingStatus.RiskAccepted && caller.IsNamed ? caller.Name : null),
        Control = Control?.Trim(),
        Expires = expires,
        ById = caller.Id,
    };
}

/// <summary>What is changed about one finding.</summary>
public sealed record FindingChange : DecisionRequest
{
    private readonly ExemptionRequest? _exemption;
    private readonly bool _saysExemption;

    /// <summary>The acceptance of its risk, as it was asked for before there was anything else to decide; <c>null</c> withdraws it.</summary>
    public ExemptionRequest? Exemption
    {
        get => _exemption;
        init => (_exemption, _saysExemption) = (value, true);
    }

    public override string? Part => !_saysExemption ? base.Part : Exemption is null ? null : RouteRoles.AcceptRisk;

    public override bool TryRead(SignedIn caller, FindingWork? standing, Instant now, out DecisionOrder? order, [NotNullWhen(false)] out IResult? problem)
    {
        if (!_saysExemption) return base.TryRead(caller, standing, now, out order, out problem);
        (order, problem) = (null, null);
        if (!SaysNothing)
        {
            problem = Problem.Of(400, "body-invalid", "the body is not the JSON that is expected: `exemption` stands alone, or is left out and `status` or `withdraw` says what is decided");
            return false;
        }
        return Exemption is null || Exemption.TryRead(caller, standing, now, out order, out problem);
    }
}

/// <summary>What is decided about every finding of a rule, a role, an action, of several of these, or of the vendor.</summary>
public sealed record FindingsDecision : DecisionRequest
{
    public string? Rule { get; init; }
    public string? Role { get; init; }
    public string? Action { get; init; }

    /// <summary>Every finding is meant, which leaving out the other three by mistake does not say.</summary>
    public bool All { get; init; }

    public bool TrySelect([NotNullWhen(true)] out FindingSelector? selector, [NotNullWhen(false)] out IResult? problem)
    {
        (selector, problem) = (null, null);
        var names = new[] { Rule, Role, Action };
        if (names.Any(name => name is not null && (string.IsNullOrWhiteSpace(name) || name.Length > DecisionOrder.MaxText)))
            problem = Problem.Of(422, "selector-invalid", $"`rule`, `role` and `action` say something, in at most {DecisionOrder.MaxText} characters, or are left out");
        else if (All != names.All(name => name is null))
            problem = Problem.Of(422, "selector-invalid", "name a `rule`, a `role` or an `action`, as findings have them, or say `all`: true where every finding of the vendor is meant");
        else
            selector = new FindingSelector(Rule?.Trim(), Role?.Trim(), Action?.Trim());
        return selector is not null;
    }
}
