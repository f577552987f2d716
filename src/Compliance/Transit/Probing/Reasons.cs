namespace Compliance.Transit.Probing;

/// <summary>Why not everything is known, each reason once.</summary>
internal sealed class Reasons
{
    private const int MostShown = 6;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<string>> _subjects = [];

    /// <summary>All of them in a sentence; null: there is none.</summary>
    public string? Text
    {
        get
        {
            lock (_lock) return _subjects.Count == 0 ? null : string.Join("; ", _subjects.Take(MostShown).Select(reason => Words(reason.Key, reason.Value)));
        }
    }

    /// <param name="why">Null: there is nothing to say.</param>
    /// <param name="subject">What is not known for it; null: it says so itself.</param>
    public void Add(string? why, string? subject = null)
    {
        if (why is null) return;
        lock (_lock)
        {
            if (!_subjects.TryGetValue(why, out var subjects)) _subjects.Add(why, subjects = []);
            if (subject is not null && !subjects.Contains(subject)) subjects.Add(subject);
        }
    }

    private static string Words(string why, List<string> subjects) => subjects.Count == 0 ? why : $"{why} (not all of {string.Join(", ", subjects)})";
}
