using Compliance.Companies;

namespace Compliance.Playbooks.Running;

/// <summary>Who is told in place of a role in which company.yaml names nobody: a message to nobody would be a silence.</summary>
internal static class StandIn
{
    private static readonly Dictionary<string, string> Next = new(StringComparer.Ordinal)
    {
        ["dpo"] = "legal",
        ["approver"] = "security",
        ["legal"] = "security",
        ["security"] = "operator",
    };

    /// <param name="role">Others than the company's own, a vendor or a contract's other side, have nobody to stand in for them.</param>
    /// <param name="company">Null: not known, and the role is left as it is.</param>
    public static string For(string role, Company? company)
    {
        if (company is null) return role;
        var reached = role;
        while (company.LadderOf(reached).Count == 0)
        {
            // Nobody is named at all: the message stays with the role it was meant for, where it is seen to be undeliverable.
            if (!Next.TryGetValue(reached, out var next)) return role;
            reached = next;
        }
        return reached;
    }
}
