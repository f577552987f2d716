using Compliance.Findings;

namespace Compliance.Judging;

/// <summary>A finding while its events are counted.</summary>
internal sealed class FindingDraft
{
    private const int MostReferences = 10;

    public required PrincipalKey Principal { get; init; }
    public required string? Role { get; init; }
    public required ActionKey Action { get; init; }

    /// <summary>Where the first event's texts lie.</summary>
    public required long Text { get; init; }
    public required long First { get; init; }
    public long Last { get; private set; }
    public long Count { get; private set; }
    public Severity Severity { get; private set; }
    public List<Sequence> References { get; } = [];

    public void Add(in EventRow row, Severity severity)
    {
        Count++;
        Last = row.Time;
        if (severity > Severity) Severity = severity;
        if (References.Count < MostReferences) References.Add(row.Sequence);
    }

    /// <summary>Order in which findings are kept when there are too many: earliest first.</summary>
    public static int CompareByFirst(FindingDraft left, FindingDraft right)
    {
        var order = left.First.CompareTo(right.First);
        return order == 0 ? left.References[0].CompareTo(right.References[0]) : order;
    }
}
