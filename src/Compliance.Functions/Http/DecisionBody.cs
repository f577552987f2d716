using System.Text.Json.Nodes;
using Compliance.Findings;
using Compliance.Reports;

namespace Compliance.Functions.Http;

/// <summary>A decision about many findings, as the service shows it.</summary>
public static class DecisionBody
{
    public static JsonObject Of(FindingSelector selector, StandingDecision? decision)
    {
        var body = new JsonObject();
        foreach (var (name, value) in new[] { ("rule", selector.Rule), ("role", selector.Role), ("action", selector.Action) })
            if (value is not null) body[name] = value;
        if (selector.Narrowness == 0) body["all"] = true;
        if (decision is null)
        {
            body["withdrawn"] = true;
            return body;
        }
        var (work, exemption) = (decision.Work, decision.Exemption);
        foreach (var (name, value) in new[]
        {
            ("status", Wording.Of(work.Status)), ("owner", work.Owner), ("due", work.Due is { } due ? Wording.Of(due) : null), ("reason", work.Reason),
            ("requestedBy", exemption?.RequestedBy), ("approvedBy", exemption?.ApprovedBy), ("control", exemption?.CompensatingControl ?? work.Control),
            ("expires", work.Expires is { } end ? Wording.Of(end) : null), ("by", work.By), ("at", Wording.Of(work.At)),
        })
            if (value is not null) body[name] = value;
        return body;
    }
}
