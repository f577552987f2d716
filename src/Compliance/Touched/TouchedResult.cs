using Compliance.Evidence;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Touched;

/// <summary>How much was touched: numbers for a notice, and where the list can be checked. It names no person and no record.</summary>
public sealed record TouchedResult
{
    public required VendorId Vendor { get; init; }

    /// <summary>How many different principals were asked for.</summary>
    public required int Principals { get; init; }

    /// <summary>The window <c>[From, To)</c>; null: open.</summary>
    public Instant? From { get; init; }
    public Instant? To { get; init; }

    /// <summary>Distinct records (type and id) that a successful event of the principals named in the window: the lines of the list.</summary>
    public required long Accessed { get; init; }

    /// <summary>Rows that their successful events counted without naming them: beside <see cref="Accessed"/>, never part of it. At most 2^53−1.</summary>
    public required long Rows { get; init; }

    /// <summary>Distinct records that some successful event of anybody, at any time, named with an action that roles held by the
    /// principals in the window allow. A lower bound: a record that no log names is not counted.</summary>
    public required long Reachable { get; init; }

    /// <summary>Attempts of theirs in the window that were denied; no part of the other numbers.</summary>
    public required long Denied { get; init; }

    /// <summary>The numbers by type of record, most accessed first; at most <see cref="MostTypes"/>, then one for all others.</summary>
    public required IReadOnlyList<TouchedType> Types { get; init; }

    /// <summary>The first events that count rows without naming them; at most ten.</summary>
    public required IReadOnlyList<UnnamedRows> Unnamed { get; init; }

    /// <summary>The earliest and the latest event that <see cref="Accessed"/> and <see cref="Rows"/> rest on; null: there is none.</summary>
    public Instant? First { get; init; }
    public Instant? Last { get; init; }

    /// <summary>SHA-256 of the list, lower-case hex. The same evidence, access model and question give the same.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Length of the list.</summary>
    public required long Bytes { get; init; }

    /// <summary>The logs that were read, with their digests.</summary>
    public required IReadOnlyList<SourceSummary> Sources { get; init; }

    /// <summary>What could not be seen, and how the numbers are to be read, in words; never empty. Not seen is not untouched.</summary>
    public required IReadOnlyList<string> Limits { get; init; }

    /// <summary>Whether evidence is known to be missing or unread, so that more may have been touched than the numbers say.</summary>
    public required bool Incomplete { get; init; }

    /// <summary>Types told apart in <see cref="Types"/>.</summary>
    public const int MostTypes = 50;
}

/// <summary>The numbers of one type of record.</summary>
/// <param name="Type">As the logs first spell it; null: events that say no type, or, with <paramref name="IsOther"/>, all remaining types.</param>
public sealed record TouchedType(string? Type, bool IsOther, long Accessed, long Rows, long Reachable);

/// <summary>An event that counts rows and does not name them.</summary>
public sealed record UnnamedRows(string Source, long Record, Instant At, long Rows);
