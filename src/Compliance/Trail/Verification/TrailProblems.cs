using System.Globalization;

namespace Compliance.Trail.Verification;

/// <summary>Problems as they are found, of which the first are kept.</summary>
internal sealed class TrailProblems
{
    /// <summary>How many are kept: a log that was shifted by one is broken a million times.</summary>
    public const int Kept = 100;

    private readonly PriorityQueue<TrailProblem, (long, long)> _first = new(Comparer<(long, long)>.Create((a, b) => b.CompareTo(a)));

    public long Count { get; private set; }

    /// <summary>Whether anything was found that is more than something missing.</summary>
    public bool HasTampering { get; private set; }

    public void Add(TrailProblemKind kind, long? index, string? place, string detail)
    {
        HasTampering |= kind != TrailProblemKind.Incomplete;
        var order = (index ?? -1, Count++);
        var problem = new TrailProblem(kind, index, place is null ? null : Plain(place), Plain(detail));
        // The queue gives the last by index: it makes room for an earlier one.
        if (_first.Count < Kept) _first.Enqueue(problem, order);
        else _first.EnqueueDequeue(problem, order);
    }

    // Names of files and keys are whoever's who made them, and end up on somebody's screen.
    private static string Plain(string text) => text.Any(IsHidden) ? string.Concat(text.Select(c => IsHidden(c) ? '\uFFFD' : c)) : text;

    private static bool IsHidden(char c) => char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    /// <summary>What was found so far, for going back to it.</summary>
    public TrailProblems Copy()
    {
        var copy = new TrailProblems { Count = Count, HasTampering = HasTampering };
        copy._first.EnqueueRange(_first.UnorderedItems);
        return copy;
    }

    /// <summary>By index, then as found; those of no entry in particular first.</summary>
    public IReadOnlyList<TrailProblem> InOrder()
    {
        var ordered = _first.UnorderedItems.OrderBy(item => item.Priority).Select(item => item.Element);
        return [.. ordered];
    }

    public TrailVerdict Verdict => HasTampering ? TrailVerdict.Tampered : Count > 0 ? TrailVerdict.Incomplete : TrailVerdict.Verified;
}
