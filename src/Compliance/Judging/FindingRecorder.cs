using Compliance.Findings;

namespace Compliance.Judging;

/// <summary>Collects what one rule finds. Events of one principal come together, so that only that principal's findings
/// are open at a time; at most <see cref="MostFindings"/> are kept, the earliest, and the rest are counted.</summary>
internal sealed class FindingRecorder(int rule, ViolationLog? violations)
{
    public const int MostFindings = 10_000;

    /// <summary>Shared (role, action) pairs counted; more than any contract has.</summary>
    private const int MostGroups = 1 << 16;

    private readonly Dictionary<(string? Role, ActionKey Action), FindingDraft> _open = [];
    private readonly PriorityQueue<FindingDraft, FindingDraft> _kept = new(Comparer<FindingDraft>.Create((a, b) => FindingDraft.CompareByFirst(b, a)));
    private readonly Dictionary<(string? Role, ActionKey Action), SharedFinding> _shared = [];
    private readonly Dictionary<(string? Role, string? Action), int> _sharedStates = [];
    private readonly List<StateFinding> _states = [];
    private readonly Stack<FindingDraft> _unused = [];
    private PrincipalKey _principal;

    /// <summary>Findings beyond those kept.</summary>
    public long Overflow { get; private set; }

    /// <summary>Events of the window that could not be judged, and why the first could not.</summary>
    public long NotEvaluableEvents { get; private set; }
    public string? NotEvaluableReason { get; private set; }

    /// <summary>Events of the window that would break the rule, and were announced.</summary>
    public long AnnouncedEvents { get; private set; }

    /// <summary>How many principals share each (role, action).</summary>
    public IReadOnlyDictionary<(string? Role, ActionKey Action), SharedFinding> Shared => _shared;

    /// <summary>The same for findings without an event.</summary>
    public IReadOnlyDictionary<(string? Role, string? Action), int> SharedStates => _sharedStates;
    public IReadOnlyList<StateFinding> States => _states;

    /// <summary>The event breaks the rule.</summary>
    public void Violation(in JudgedEvent e, Severity severity, string? role)
    {
        if (!e.InWindow) return;
        if (e.Row.Principal != _principal) Close();
        _principal = e.Row.Principal;
        if (!_open.TryGetValue((role, e.Row.Action), out var draft))
            _open.Add((role, e.Row.Action), draft = Begin(e.Row, role));
        draft.Add(e.Row, severity);
        violations?.Add(rule, e.Row);
    }

    /// <summary>The event cannot be judged. <paramref name="reason"/> reads after "n events ".</summary>
    public void NotEvaluable(in JudgedEvent e, string reason)
    {
        if (!e.InWindow) return;
        NotEvaluableEvents++;
        NotEvaluableReason ??= reason;
    }

    /// <summary>The event would break the rule, but changes.csv announced it.</summary>
    public void Announced(in JudgedEvent e)
    {
        if (e.InWindow) AnnouncedEvents++;
    }

    /// <summary>The event is one of those that a finding without a principal stands for.</summary>
    public void Listed(in JudgedEvent e)
    {
        if (e.InWindow) violations?.Add(rule, e.Row);
    }

    /// <summary>A finding without an event.</summary>
    public void Found(StateFinding finding)
    {
        if (finding.Principal is not null) _sharedStates[(finding.Role, finding.Action)] = _sharedStates.GetValueOrDefault((finding.Role, finding.Action)) + 1;
        if (_states.Count < MostFindings) _states.Add(finding);
        else Overflow++;
    }

    /// <summary>Ends the last principal. The drafts kept, earliest first.</summary>
    public IReadOnlyList<FindingDraft> Finish()
    {
        Close();
        return [.. _kept.UnorderedItems.Select(i => i.Element).Order(Comparer<FindingDraft>.Create(FindingDraft.CompareByFirst))];
    }

    private FindingDraft Begin(in EventRow row, string? role)
    {
        if (!_unused.TryPop(out var draft)) draft = new FindingDraft();
        draft.Begin(row, role);
        return draft;
    }

    private void Close()
    {
        foreach (var (group, draft) in _open)
        {
            if (_shared.TryGetValue(group, out var shared)) _shared[group] = shared with { Principals = shared.Principals + 1 };
            else if (_shared.Count < MostGroups) _shared.Add(group, new SharedFinding(1, draft.Text));
            if (_kept.Count < MostFindings)
            {
                _kept.Enqueue(draft, draft);
                continue;
            }
            Overflow++;
            _unused.Push(_kept.EnqueueDequeue(draft, draft));
        }
        _open.Clear();
    }
}

/// <summary>A finding of a rule that judges what did not happen.</summary>
internal sealed record StateFinding(string? Principal, string? Role, string? Action, long Count, long? First, long? Last, string Message)
{
    /// <summary>Null: it is about none.</summary>
    public string? Resource { get; init; }

    /// <summary>The first records that it stands for; none for what did not happen.</summary>
    public IReadOnlyList<Sequence> References { get; init; } = [];
}

/// <summary>A (role, action) that principals share.</summary>
/// <param name="Text">Where the texts of one of its events lie.</param>
internal readonly record struct SharedFinding(int Principals, long Text);
