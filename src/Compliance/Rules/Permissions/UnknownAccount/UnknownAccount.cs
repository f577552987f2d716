using Compliance.Findings;
using Compliance.Judging;

namespace Compliance.Rules.Permissions;

internal sealed class UnknownAccount : Rule
{
    public override RuleDefinition Definition { get; } = new("unknown-account", Severity.High,
        "an account of the vendor's that stands in neither people.csv, accounts.csv nor an assignment did something",
        "find out whose account it is; add it to accounts.csv and its person to people.csv, or disable it");

    public override void Judge(in JudgedEvent e)
    {
        if (e.Succeeded && e.Subject is null) Record.Violation(e, Definition.Severity, role: null);
    }

    public override string Says(string? role) => "and stands in neither people.csv, accounts.csv nor an assignment";
}
