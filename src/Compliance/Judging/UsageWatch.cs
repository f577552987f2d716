namespace Compliance.Judging;

/// <summary>Takes note of what each principal of the access model last did, and last used of each permission. What it holds grows with
/// the model, never with the log.</summary>
internal sealed class UsageWatch(AuditTables tables)
{
    private readonly long[] _subjects = Filled(tables.Subjects.All.Count);
    private readonly long[] _current = Filled(tables.Permissions.All.Count);
    private readonly List<int> _used = [];
    private readonly Dictionary<int, (int Permission, long Last)[]> _uses = [];
    private Subject? _subject;

    /// <summary>Time of a principal's last successful event; <see cref="long.MinValue"/>: none.</summary>
    public long LastSuccess(Subject subject) => _subjects[subject.Index];

    /// <summary>The permissions that a principal used, and when last.</summary>
    public IReadOnlyList<(int Permission, long Last)> UsesOf(Subject subject) => _uses.GetValueOrDefault(subject.Index) ?? [];

    public void Begin(Subject? subject) => _subject = subject;

    public void See(in JudgedEvent e)
    {
        if (!e.Succeeded || _subject is null) return;
        // A principal's events come in order of time: the last one counts.
        _subjects[_subject.Index] = e.Time;
        foreach (var use in e.Grant.Uses)
        {
            if (_current[use] == long.MinValue) _used.Add(use);
            _current[use] = e.Time;
        }
    }

    public void End()
    {
        if (_used.Count == 0) return;
        var uses = new (int, long)[_used.Count];
        for (var i = 0; i < uses.Length; i++)
        {
            var permission = _used[i];
            uses[i] = (permission, _current[permission]);
            _current[permission] = long.MinValue;
        }
        _uses[_subject!.Index] = uses;
        _used.Clear();
    }

    private static long[] Filled(int count)
    {
        var times = new long[count];
        Array.Fill(times, long.MinValue);
        return times;
    }
}
