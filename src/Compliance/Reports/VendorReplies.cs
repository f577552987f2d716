using Compliance.Vendors;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Reports;

/// <summary>What a vendor claims of a finding.</summary>
public enum VendorClaim : byte
{
    /// <summary>It only replies.</summary>
    None,

    /// <summary>It has put it right.</summary>
    Fixed,

    /// <summary>It says that it is not so.</summary>
    Disputed,
}

/// <summary>A row of the list that came back with something filled in.</summary>
/// <param name="Line">On which the row begins, from 1.</param>
/// <param name="Id">As written; see <see cref="VendorFinding.FingerprintOf"/>.</param>
/// <param name="Claim">None also where `answer` is what the list came with, as its `status` says.</param>
/// <param name="Made">When the list was made; null: it does not say.</param>
public sealed record VendorReply(int Line, string Id, VendorClaim Claim, string? Text, string? Evidence, Instant? Made = null);

/// <summary>A row that cannot be taken, and why.</summary>
public sealed record RefusedReply(int Line, string Id, string Why);

/// <summary>The list of <see cref="VendorFindingsCsv"/> as it comes back. Of the columns only <c>id</c>, <c>answer</c>, <c>reply</c> and <c>evidence</c> are looked at, and of <c>made</c> and <c>status</c> whether
/// an answer is new: what else it says of our findings is the vendor's word.</summary>
/// <param name="Rows">Rows that hold anything, filled in or not.</param>
/// <param name="Replies">In the order of the file.</param>
/// <param name="Refused">Rows whose answer is no answer, or that say too much.</param>
public sealed record VendorReplies(int Rows, IReadOnlyList<VendorReply> Replies, IReadOnlyList<RefusedReply> Refused)
{
    /// <summary>Bytes of a file; a list of ten thousand findings has fewer.</summary>
    public const int MaxBytes = 16 << 20;

    /// <summary>Characters of a reply.</summary>
    public const int MaxText = 4000;

    /// <summary>Characters of what it gives as evidence: a link, a ticket, names of files.</summary>
    public const int MaxEvidence = 1000;

    private static readonly string[] Columns = ["id", "made", "status", "answer", "reply", "evidence"];

    /// <param name="file">Its name, for messages.</param>
    /// <exception cref="InputException">It is too large, not UTF-8, or not such a table.</exception>
    public static VendorReplies Read(string file, Stream stream)
    {
        var problems = new InputProblems();
        var text = InputText.Of(file, InputText.Bytes(file, stream, MaxBytes));
        var table = CsvTable.Read(file, text, problems, Columns, ["id", "answer", "reply"], Separator(text));
        problems.ThrowIfAny();
        var (replies, refused) = (new List<VendorReply>(), new List<RefusedReply>());
        foreach (var row in table.Rows)
        {
            var (id, answer, said, evidence) = (row["id"] ?? "", row["answer"], Plain(row["reply"]), Plain(row["evidence"]));
            if (answer is null && said is null && evidence is null) continue;
            if (ClaimOf(answer) is not { } claim) refused.Add(new(row.Line, id, $"`answer` is {Excerpt.Of(answer!)}: expected fixed, disputed or nothing"));
            else if (said?.Length > MaxText) refused.Add(new(row.Line, id, $"`reply` is longer than {MaxText} characters: shorten it"));
            else if (evidence?.Length > MaxEvidence) refused.Add(new(row.Line, id, $"`evidence` is longer than {MaxEvidence} characters: give a link or names of files"));
            else if (Made(row["made"]) is not { } made) refused.Add(new(row.Line, id, "`made` is no time, such as 2026-03-10T00:00:00Z: leave that column as it was"));
            else replies.Add(new(row.Line, id, CameWith(row["status"]) == claim ? VendorClaim.None : claim, said, evidence, made == Instant.MaxValue ? null : made));
        }
        return new(table.Rows.Count, replies, refused);
    }

    // Spreadsheets of half the world save with semicolons.
    private static char Separator(string text)
    {
        var header = text.AsSpan(0, text.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? end : text.Length);
        return header.Contains(';') && !header.Contains(',') ? ';' : ',';
    }

    private static VendorClaim? ClaimOf(string? answer) => answer?.ToLowerInvariant() switch
    {
        null => VendorClaim.None,
        "fixed" => VendorClaim.Fixed,
        "disputed" => VendorClaim.Disputed,
        _ => null,
    };

    // What the list has in `answer` when it is sent.
    private static VendorClaim CameWith(string? status) => status?.ToLowerInvariant() switch
    {
        "fixed" => VendorClaim.Fixed,
        "vendor-disputed" => VendorClaim.Disputed,
        _ => VendorClaim.None,
    };

    /// <returns>Null: what stands there is no time. The end of time: nothing does.</returns>
    private static Instant? Made(string? cell) => cell is null ? Instant.MaxValue
        : OffsetDateTimePattern.ExtendedIso.Parse(cell) is { Success: true, Value: var made } ? made.ToInstant() : null;

    // The mark that the list was given in front of what a spreadsheet would take for a formula.
    private static string? Plain(string? cell) => cell is ['\'', '=' or '+' or '-' or '@', ..] ? cell[1..] : cell;
}
