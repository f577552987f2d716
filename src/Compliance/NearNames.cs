namespace Compliance;

/// <summary>What may have been meant by a name that is not known: the known ones that a slip of the finger, or leaving a part of one out, would turn into it.</summary>
public static class NearNames
{
    private const int Most = 3;

    // Of as many letters one may be wrong; more, and words are like nearly everything.
    private const int LettersPerSlip = 4;
    private const int Shortest = 3;

    // Whatever is longer is no name. It bounds the work, too: words come from anybody.
    private const int Longest = 80;

    /// <summary>At most three, the nearest first; none where nothing is like it. Case does not count.</summary>
    public static IReadOnlyList<string> Of(string word, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(word);
        if (word.Length is < Shortest or > Longest) return [];
        var asked = word.ToLowerInvariant();
        return
        [
            .. known.Distinct(StringComparer.Ordinal)
                .Select(name => (Name: name, Within: Slips(asked, name.ToLowerInvariant(), anywhere: true), Whole: Slips(asked, name.ToLowerInvariant(), anywhere: false)))
                .Where(one => one.Within <= word.Length / LettersPerSlip)
                .OrderBy(one => one.Within).ThenBy(one => one.Whole).ThenBy(one => one.Name, StringComparer.Ordinal)
                .Take(Most).Select(one => one.Name),
        ];
    }

    /// <summary>The same in words, which follow a colon: <c>nearest is `a`</c>, <c>nearest are `a`, `b`</c>, or <c>none is like it</c>.</summary>
    public static string Phrase(string word, IEnumerable<string> known) => Of(word, known) switch
    {
        [] => "none is like it",
        [var only] => $"nearest is `{only}`",
        var near => $"nearest are {string.Join(", ", near.Select(name => $"`{name}`"))}",
    };

    /// <summary>Letters to insert, delete, replace, or exchange with their neighbour (optimal string alignment), to make a name, or any piece of it, of what was written.</summary>
    private static int Slips(string written, string name, bool anywhere)
    {
        var (before, above, row) = (new int[name.Length + 1], new int[name.Length + 1], new int[name.Length + 1]);
        for (var j = 0; j <= name.Length; j++) row[j] = anywhere ? 0 : j;
        for (var i = 1; i <= written.Length; i++)
        {
            (before, above, row) = (above, row, before);
            row[0] = i;
            for (var j = 1; j <= name.Length; j++)
            {
                var replaced = above[j - 1] + (written[i - 1] == name[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(above[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && written[i - 1] == name[j - 2] && written[i - 2] == name[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
        }
        return anywhere ? row.Min() : row[^1];
    }
}
