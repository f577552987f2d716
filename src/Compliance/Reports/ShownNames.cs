using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Compliance.Findings;
using Compliance.Trail;

namespace Compliance.Reports;

/// <summary>How a report says persons, accounts and resources: by name for those allowed, else under pseudonyms.</summary>
/// <remarks>The pseudonyms of a recorded audit are those of its trail, so that a report and an export can be laid side by side. One that is
/// not on record has no key: then they are numbered in the order in which the report first says them.</remarks>
public sealed partial class ShownNames
{
    // A single letter stands everywhere.
    private const int ShortestName = 2;

    private readonly Func<string, string> _person;
    private readonly Func<string, string> _resource;
    private readonly Func<string, string> _finding;
    private readonly List<string> _known;

    private ShownNames(
        bool byName, Func<string, string> person, Func<string, string> resource, Func<string, string> finding, IEnumerable<string?> known)
    {
        (ByName, _person, _resource, _finding) = (byName, person, resource, finding);
        _known = byName ? [] : [.. known.OfType<string>().Where(name => name.Trim().Length >= ShortestName)
            .Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(name => name.Length).ThenBy(name => name, StringComparer.Ordinal)];
    }

    /// <summary>Whether names are said.</summary>
    public bool ByName { get; }

    /// <summary>Names as they are.</summary>
    public static ShownNames AsTheyAre { get; } = new(true, name => name, id => id, fingerprint => fingerprint, []);

    /// <param name="pseudonyms">The vendor's.</param>
    /// <param name="known">Names of persons and accounts that free texts may hold.</param>
    public static ShownNames Under(Pseudonyms pseudonyms, params IEnumerable<string?> known) =>
        new(false, pseudonyms.OfPerson, pseudonyms.OfResource, pseudonyms.OfFinding, known);

    /// <inheritdoc cref="Under"/>
    public static ShownNames Numbered(params IEnumerable<string?> known) =>
        new(false, Number("person", StringComparer.OrdinalIgnoreCase), Number("resource", StringComparer.Ordinal), Number("finding", StringComparer.Ordinal), known);

    /// <summary>A person or account.</summary>
    public string Person(string name) => _person(name);

    /// <summary>A resource, or a thing that was judged.</summary>
    public string Resource(string id) => _resource(id);

    /// <summary>A finding. Its fingerprint could be recomputed by whoever guesses a name.</summary>
    public string Finding(Fingerprint fingerprint) => _finding(fingerprint.Value);

    /// <summary>A free text with pseudonyms in place of the names that are known and of all that looks like a mail address.</summary>
    /// <remarks>A name that nobody knows to be one cannot be told from a word: a text that people wrote may still hold some.</remarks>
    public string Text(string text)
    {
        if (ByName) return text;
        var without = MailAddress().Replace(text, match => _person(match.Value));
        foreach (var name in _known) without = Replace(without, name);
        return without;
    }

    private string Replace(string text, string name)
    {
        if (!text.Contains(name, StringComparison.OrdinalIgnoreCase)) return text;
        var replaced = new StringBuilder();
        var from = 0;
        for (var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(name, at + name.Length, StringComparison.OrdinalIgnoreCase))
        {
            if (Continues(text, at - 1, -1) || Continues(text, at + name.Length, 1)) continue;
            replaced.Append(text.AsSpan(from, at - from)).Append(_person(name));
            from = at + name.Length;
        }
        return replaced.Append(text.AsSpan(from)).ToString();
    }

    // A letter or digit goes on with a name, and so does one behind a character that joins the parts of a name; `p:` begins a pseudonym.
    private static bool Continues(string text, int at, int step)
    {
        if (at < 0 || at >= text.Length) return false;
        if (char.IsLetterOrDigit(text[at])) return true;
        var next = at + step;
        return text[at] is '.' or '-' or '_' or '@' or '+' or ':' && next >= 0 && next < text.Length && char.IsLetterOrDigit(text[next]);
    }

    private static Func<string, string> Number(string word, IEqualityComparer<string> same)
    {
        var numbers = new Dictionary<string, int>(same);
        return name =>
        {
            if (!numbers.TryGetValue(name, out var number)) numbers.Add(name, number = numbers.Count + 1);
            return string.Create(CultureInfo.InvariantCulture, $"{word} {number}");
        };
    }

    // Bounded, so that no text makes the search long (254: RFC 5321, 4.5.3.1.3).
    [GeneratedRegex(@"[^\s@<>(),;:""'`\[\]]{1,64}@[\p{L}\p{N}.-]{1,189}[\p{L}\p{N}]", RegexOptions.CultureInvariant)]
    private static partial Regex MailAddress();
}
