using System.Collections.Frozen;

namespace Compliance.Vendors;

/// <summary>The types of a schedule's rows, as workforce management names them; compared ignoring case, spaces, <c>-</c> and <c>_</c>.</summary>
internal static class ScheduleWords
{
    public static readonly IReadOnlyDictionary<ScheduledKind, IReadOnlyList<string>> All = new Dictionary<ScheduledKind, IReadOnlyList<string>>
    {
        [ScheduledKind.Work] =
        [
            "work", "working", "shift", "regular", "on duty", "on call", "standby", "training", "coaching", "onboarding", "meeting", "project",
            "break", "lunch", "meal", "phone", "email", "chat", "back office",
        ],
        [ScheduledKind.Overtime] = ["overtime", "ot", "extra hours"],
        [ScheduledKind.Absence] =
        [
            "leave", "annual leave", "sick leave", "unpaid leave", "parental leave", "off", "day off", "time off", "rest day", "vacation", "holiday",
            "public holiday", "pto", "vto", "sick", "absent", "absence", "unavailable",
        ],
    };

    private static readonly FrozenDictionary<string, ScheduledKind> Kinds = All
        .SelectMany(kind => kind.Value.Select(word => (Word: Bare(word), kind.Key)))
        .ToFrozenDictionary(word => word.Word, word => word.Key, StringComparer.OrdinalIgnoreCase);

    /// <summary>Null: not a known word.</summary>
    public static ScheduledKind? Find(string type) => Kinds.TryGetValue(Bare(type), out var kind) ? kind : null;

    private static string Bare(string text) => string.Concat(text.Where(letter => letter is not (' ' or '-' or '_')));
}
