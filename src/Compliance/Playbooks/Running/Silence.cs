using Compliance.Incidents;
using Compliance.Regimes;

namespace Compliance.Playbooks.Running;

/// <summary>While an authority asks for it, persons, the public and customers are not told, and nobody is urged to. Clocks are shown all the same.</summary>
internal static class Silence
{
    private static readonly HashSet<string> Recipients = ["individuals", "public", "customers"];

    /// <summary>The hold that keeps a rule's notice back now; null: none does.</summary>
    public static LawEnforcementHold? Of(RegimeRule? rule, Round round) =>
        rule is not null && Recipients.Contains(rule.RecipientType) ? round.Incident.HoldAt(round.Now) : null;
}
