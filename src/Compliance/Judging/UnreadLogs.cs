using Compliance.Evidence;

namespace Compliance.Judging;

/// <summary>Logs that the audit was to read and did not, all for one reason: nothing is known of what they hold.</summary>
/// <param name="Part">Which part of the audit they are: <c>slice 2 of 7</c>.</param>
/// <param name="Sources">At least one, in reading order.</param>
/// <param name="Reason">For people; without a full stop.</param>
internal sealed record UnreadLogs(string Part, IReadOnlyList<LogSource> Sources, string Reason)
{
    /// <summary>The logs in a few words: the first, and how many more.</summary>
    public string Named => Sources.Count == 1 ? Sources[0].Path : $"{Sources[0].Path} and {Sources.Count - 1} more";

    public override string ToString() => $"{Part} was not read ({Named}): {Reason}";
}
