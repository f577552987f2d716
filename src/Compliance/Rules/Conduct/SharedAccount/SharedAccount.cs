using Compliance.Findings;
using Compliance.Judging;

namespace Compliance.Rules.Conduct;

internal sealed class SharedAccount(EventPasses passes) : Rule
{
    private const long LeastOverlap = 5 * Ticks.Minute;
    private const int SourcesNamed = 3;

    private readonly SpillSorter<Session> _sessions = passes.Sorter<Session>();

    public override RuleDefinition Definition { get; } = new("shared-account", Severity.High,
        "one principal was in two sessions at once, from places that have nothing in common",
        "ask who sat at each end; give every person an account of their own, and end the other sessions");

    public override string? NotApplicable(AuditFacts facts) => passes.Sessions.Any || facts.Unread.Count > 0 ? null : "no log says which session a record is of";

    public override string? Remark(AuditFacts facts)
    {
        var silent = passes.Sessions.Silent;
        if (silent.Count == 0 || !passes.Sessions.Any) return null;
        var more = silent.Count > SourcesNamed ? $" and {silent.Count - SourcesNamed} more" : "";
        return $"judged without {string.Join(", ", silent.Take(SourcesNamed))}{more}, where no record says which session it is of";
    }

    public override void Conclude(AuditFacts facts)
    {
        Gather();
        var open = new OpenSessions();
        PrincipalKey? principal = null;
        var merge = _sessions.Sorted();
        while (merge.Next())
        {
            ref readonly var session = ref merge.Current;
            if (session.Start.Principal != principal) open.Clear();
            principal = session.Start.Principal;
            var row = session.Start.ToRow();
            open.EndBefore(session.Start.Time + LeastOverlap);
            if (open.IsAnyApartFrom(session, out var unknown)) Violation(passes.Judged(row));
            else if (unknown is not null) Record.NotEvaluable(passes.Judged(row), unknown);
            open.Add(session);
        }
    }

    public override string Says(string? role) => "in a session that began while another was used from elsewhere";

    // What is shorter overlaps nothing for long enough, and most sessions of a tool are.
    private void Gather()
    {
        Session session = default;
        UInt128 id = default;
        var any = false;
        var merge = passes.Sessions.Parts();
        while (merge.Next())
        {
            ref readonly var part = ref merge.Current;
            if (any && part.IsOf(session.Start.Principal, id))
            {
                session.Add(part);
                continue;
            }
            if (any) Keep(session);
            (session, id, any) = (Session.Of(part), part.Session, true);
        }
        if (any) Keep(session);
    }

    private void Keep(in Session session)
    {
        if (session.Length >= LeastOverlap) _sessions.Add(session);
    }
}
