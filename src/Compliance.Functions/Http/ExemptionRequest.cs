using System.Diagnostics.CodeAnalysis;
using Compliance.Findings;
using Compliance.Functions.Access;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Compliance.Functions.Http;

/// <summary>An acceptance of risk as it is asked for.</summary>
/// <param name="RequestedBy">Default: whoever has asked for it; where nobody signs in, who calls.</param>
/// <param name="Expires">ISO 8601 with an offset; in the future.</param>
/// <param name="Control">What is done instead.</param>
public sealed record ExemptionRequest(string Owner, string ApprovedBy, string Reason, string Expires, string? RequestedBy = null, string? Control = null)
{
    private const string Invalid = "exemption-invalid";

    /// <param name="standing">What was decided last about the finding alone; null: nothing.</param>
    public bool TryRead(SignedIn caller, FindingWork? standing, Instant now, out DecisionOrder? order, [NotNullWhen(false)] out IResult? problem)
    {
        (order, problem) = (null, null);
        if (!Instants.TryParse(Expires, out var expires))
        {
            problem = Problem.Of(422, Invalid, "`expires` is an instant with an offset, such as 2027-01-01T00:00:00Z");
            return false;
        }
        // Of a time when it was not asked what is done instead.
        var asked = new DecisionOrder
        {
            Status = FindingStatus.RiskAccepted,
            Owner = Owner,
            RequestedBy = RequestedBy ?? (caller.IsNamed ? null : caller.Name),
            ApprovedBy = ApprovedBy,
            Reason = Reason,
            Control = Control ?? "none",
            Expires = expires,
        };
        (order, problem) = Approval.Of(caller, asked, standing, now, Invalid);
        order = order is null ? null : order with { Control = Control };
        return problem is null;
    }
}
