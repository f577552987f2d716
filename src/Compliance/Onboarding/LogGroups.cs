using System.Text.RegularExpressions;
using Compliance.Evidence;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Onboarding;

/// <summary>Log files that one entry of <c>logs:</c> names: those of one form whose names differ in numbers alone.</summary>
/// <param name="Pattern">Of their paths; matches no other file of the folder.</param>
internal sealed record LogGroup(string Pattern, IReadOnlyList<SurveyedFile> Files)
{
    public SurveyedFile First => Files[0];

    /// <summary>The local days on which they have a record, of all days from the first to the last.</summary>
    public (Expectation Expect, int Days, int Of) Coverage(ObservedUse use)
    {
        var paths = Files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var days = use.Sources.Where(source => paths.Contains(source.Path)).SelectMany(source => source.Days).ToHashSet();
        if (days.Count == 0) return (Expectation.None, 0, 0);
        var all = Enumerable.Range(days.Min(), days.Max() - days.Min() + 1).ToList();
        var working = all.Where(IsWorking).ToList();
        var weekend = all.Count - working.Count;
        var worked = working.Count(days.Contains);
        if (all.Count < Shortest) return (Expectation.None, days.Count, all.Count);
        if (IsNearlyAll(days.Count, all.Count)) return (Expectation.Daily, days.Count, all.Count);
        return IsNearlyAll(worked, working.Count) && (days.Count - worked) * 5 <= weekend ? (Expectation.Weekdays, worked, working.Count) : (Expectation.None, days.Count, all.Count);
    }

    // Fewer days than this show no habit.
    private const int Shortest = 14;

    private static bool IsNearlyAll(int some, int all) => some * 20 >= all * 17;

    // 1970-01-01 was a Thursday.
    private static bool IsWorking(int day) => ((day + 3) % 7 + 7) % 7 < 5;
}

/// <summary>Groups the logs of a survey.</summary>
internal static partial class LogGroups
{
    public static IReadOnlyList<LogGroup> Of(FolderSurvey survey)
    {
        var groups = new List<LogGroup>();
        foreach (var alike in survey.Of(FileKind.Log).Where(file => CanBeNamed(file.Path)).GroupBy(file => (Numbers().Replace(file.Path, "*"), file.Format, file.Encoding, file.NeedsZone, string.Join('|', file.Fields))))
        {
            var files = alike.ToList();
            if (files.Count > 1 && Names(survey, alike.Key.Item1) == files.Count) groups.Add(new LogGroup(alike.Key.Item1, files));
            else groups.AddRange(files.Select(file => new LogGroup(file.Path, [file])));
        }
        return groups;
    }

    /// <summary>Whether vendor.yaml can name a file: a path there has no colon and no backslash, and a star means any run of characters.</summary>
    public static bool CanBeNamed(string path) => path.IndexOfAny([':', '\\', '*']) < 0 && YamlText.CanHold(path);

    private static int Names(FolderSurvey survey, string pattern)
    {
        var names = new Pattern(pattern);
        return survey.Files.Count(file => names.Matches(file.Path));
    }

    // Runs of numbers with what joins them: `2026-05`, `20260531T0100`, `3_of_4` but for its word.
    [GeneratedRegex(@"\d[\d\-_.]*\d|\d")]
    private static partial Regex Numbers();
}
