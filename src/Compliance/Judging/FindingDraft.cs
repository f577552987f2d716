using Compliance.Findings;

namespace Compliance.Judging;

/// <summary>A finding while its events are counted.</summary>
internal sealed class FindingDraft
{
    private const int MostReferences = 10;

    public PrincipalKey Principal { get; private set; }
    public string? Role { get; private set; }
    public ActionKey Action { get; private set; }

    /// <summary>Where the first event's texts lie.</summary>
    public long Text { get; private set; }
    public long First { get; private set; }
    public long Last { get; private set; }
    public long Count { get; private set; }
    public Severity Severity { get; private set; }
    public List<Sequence> References { get; } = [];

    /// <summary>Begins a finding with its first event. A draft that was not kept is begun anew: a log in which everybody
    /// breaks a rule makes no garbage.</summary>
    public void Begin(in EventRow row, string? role)
    {
        (Principal, Role, Action) = (row.Principal, role, row.Action);
        (Text, First, Count, Severity) = (row.Text, row.Time, 0, default);
        References.Clear();
    }

    public void Add(in EventRow row, Severity severity)
    {
        Count++;
        Last = row.Time;
        if (severity > Severity) Severity = severity;
        if (References.Count == MostReferences) return;
        // Two events of one record have one place; they follow each other, being of one time.
        if (References.Count == 0 || !References[^1].IsOfRecord(row.Sequence)) References.Add(row.Sequence);
    }

    /// <summary>Order in which findings are kept when there are too many: earliest first.</summary>
    public static int CompareByFirst(FindingDraft left, FindingDraft right)
    {
        var order = left.First.CompareTo(right.First);
        return order == 0 ? left.References[0].CompareTo(right.References[0]) : order;
    }
}
