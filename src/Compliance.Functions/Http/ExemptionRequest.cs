using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Compliance.Findings;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Compliance.Functions.Http;

/// <summary>What is changed about a finding: the acceptance of its risk; <c>null</c> withdraws it.</summary>
public sealed record FindingChange
{
    [JsonRequired]
    public required ExemptionRequest? Exemption { get; init; }
}

/// <summary>An acceptance of risk as it is asked for.</summary>
/// <param name="RequestedBy">Default: who calls.</param>
/// <param name="Expires">ISO 8601 with an offset; in the future.</param>
public sealed record ExemptionRequest(string Owner, string ApprovedBy, string Reason, string Expires, string? RequestedBy = null)
{
    private const int MaxName = 256;
    private const int MaxReason = 4000;

    public bool TryRead(string caller, Instant now, [NotNullWhen(true)] out Exemption? exemption, [NotNullWhen(false)] out IResult? problem)
    {
        (exemption, problem) = (null, null);
        var requestedBy = RequestedBy ?? caller;
        if (!Says(Owner, MaxName) || !Says(ApprovedBy, MaxName) || !Says(requestedBy, MaxName) || !Says(Reason, MaxReason))
            problem = Problem.Of(422, "exemption-invalid", $"`owner`, `requestedBy`, `approvedBy` (up to {MaxName} characters) and `reason` (up to {MaxReason}) must say something");
        else if (!Instants.TryParse(Expires, out var expires) || expires is null || expires <= now)
            problem = Problem.Of(422, "exemption-invalid", "`expires` is an instant with an offset, such as 2027-01-01T00:00:00Z, that has not passed: an acceptance of risk ends");
        else if (string.Equals(ApprovedBy.Trim(), requestedBy.Trim(), StringComparison.OrdinalIgnoreCase))
            problem = Problem.Of(422, "approver-is-requester", "`approvedBy` is the requester: a risk is accepted by another person");
        else
            exemption = new Exemption(Owner.Trim(), requestedBy.Trim(), ApprovedBy.Trim(), Reason.Trim(), expires.Value);
        return exemption is not null;
    }

    private static bool Says(string text, int most) => !string.IsNullOrWhiteSpace(text) && text.Length <= most;
}
