using Compliance.Evidence;
using Compliance.Vendors;

namespace Compliance.Onboarding;

/// <summary>What a file of a folder is to an audit.</summary>
public enum FileKind
{
    /// <summary>Records of what was done.</summary>
    Log,

    /// <summary>A list of a system's users or roles.</summary>
    UserList,

    /// <summary>A list of the vendor's people.</summary>
    Roster,
    Schedule,
    Changes,

    /// <summary>Part of a vendor folder already.</summary>
    Contract,

    /// <summary>Text for people: a contract's annex, say.</summary>
    Document,
    Unknown,
}

/// <summary>One file, and why it is taken for what it is.</summary>
/// <param name="Why">In words, lower case; for what is unknown also what to do about it.</param>
public sealed record SurveyedFile(string Path, FileKind Kind, string Why)
{
    /// <summary>Format of a log or a list; null: none.</summary>
    public string? Format { get; init; }

    /// <summary>The system that made it: <c>zendesk</c>; null: not known.</summary>
    public string? System { get; init; }

    /// <summary>Its times carry no offset: somebody has to say which clock they are of.</summary>
    public bool NeedsZone { get; init; }

    /// <summary>Of a log; another than UTF-8 and UTF-16 is assumed, for <see cref="Foreign"/>.</summary>
    public TextEncoding Encoding { get; init; }

    /// <summary>Records of its beginning that are no text in UTF-8, the first line counted as one; 0: <see cref="Encoding"/> is not assumed.</summary>
    public long Foreign { get; init; }

    /// <summary>Event field → column, for a CSV whose columns have other names than usual.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>The column of its times says in its name that they are UTC.</summary>
    internal bool TimesAreUtc => Fields.TryGetValue("time", out var column) && NameText.Column(column).EndsWith("utc", StringComparison.Ordinal);

    internal LogEntry Entry(NodaTime.DateTimeZone zone, Pattern path) => new()
    {
        Path = path,
        Format = Format,
        Encoding = Encoding,
        Zone = !NeedsZone ? null : TimesAreUtc ? NodaTime.DateTimeZone.Utc : zone,
        Fields = Fields,
    };
}
