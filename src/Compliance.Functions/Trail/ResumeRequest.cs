using System.Diagnostics.CodeAnalysis;
using Compliance.Functions.Http;
using Compliance.Functions.Incidents;
using Compliance.Storage;
using Compliance.Trail;
using Microsoft.AspNetCore.Http;

namespace Compliance.Functions.Trail;

/// <summary>How a halted trail goes on.</summary>
/// <param name="Decision"><c>continue</c> or <c>rebuild</c>.</param>
/// <param name="Reason">Plain text that names nobody: it stays in the trail for good.</param>
public sealed record ResumeRequest(string Decision, string Reason) : PersonsRequest
{
    public bool TryRead(out TrailDecision decision, [NotNullWhen(false)] out IResult? problem)
    {
        var known = TrailDecisions.Parse(Decision);
        decision = known ?? default;
        problem = null;
        if (known is null) problem = Problem.Of(400, "body-invalid", "`decision` is `continue` or `rebuild`");
        else if (string.IsNullOrWhiteSpace(Reason) || Reason.Length > TrailResumed.MaxReason)
            problem = Problem.Of(400, "body-invalid", $"`reason` says why, in 1 to {TrailResumed.MaxReason} characters; it stays in the trail for good: name nobody in it");
        return problem is null;
    }
}
