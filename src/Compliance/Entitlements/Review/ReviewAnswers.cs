using Compliance.Vendors;
using NodaTime;

namespace Compliance.Entitlements.Review;

/// <summary>The certification sheet as reviewers send it back. It is taken whole or not at all, and means nothing
/// before <see cref="ListedAccess.Hold"/>.</summary>
/// <param name="Rows">Entitlements on the sheet.</param>
/// <param name="Decisions">Those that somebody decided about, in the order of the sheet.</param>
public sealed record ReviewAnswers(int Rows, IReadOnlyList<ReviewDecision> Decisions)
{
    /// <summary>Largest sheet, bytes.</summary>
    public const int MaxBytes = 64 << 20;

    private static readonly string[] Required = ["Vendor", "System", "PrincipalUPN", "ResourceDisplayName", "Entitlement", "Decision", "Reviewer", "Justification"];
    private static readonly string[] Columns = [.. Required, "AccessReviewId", "Due"];

    /// <param name="file">Its name, for messages.</param>
    /// <param name="vendor">Whose access the sheet must be about.</param>
    /// <param name="zone">Of access.yaml: <c>Due</c> is a day in it, which counts to its end.</param>
    /// <param name="due">For rows that say none; null: they must.</param>
    /// <exception cref="InputException">Up to 20 problems, one a line, with line and column.</exception>
    public static ReviewAnswers Read(string file, Stream stream, VendorId vendor, DateTimeZone zone, Instant? due)
    {
        var problems = new InputProblems();
        var text = InputText.Of(file, InputText.Bytes(file, stream, MaxBytes));
        var table = CsvTable.Read(file, text, problems, Columns, Required, Separator(text));
        var decisions = table.Rows.Select(row => Decision(row, vendor, zone, due)).OfType<ReviewDecision>().ToList();
        foreach (var twice in decisions.GroupBy(decision => decision.Entitlement, StringComparer.Ordinal).Where(group => group.DistinctBy(one => one.Revoke).Skip(1).Any()))
            problems.Add(file, twice.Last().Line, 1, $"the entitlement of line {twice.First().Line} is here again, and decided otherwise: keep one row");
        problems.ThrowIfAny();
        return new(table.Rows.Count, [.. decisions.DistinctBy(decision => decision.Entitlement)]);
    }

    /// <summary>Whether it is a sheet on which nobody has written yet.</summary>
    public static bool IsBlank(string file, Stream stream)
    {
        try
        {
            var problems = new InputProblems();
            var text = InputText.Of(file, InputText.Bytes(file, stream, MaxBytes));
            var table = CsvTable.Read(file, text, problems, Columns, Required, Separator(text));
            problems.ThrowIfAny();
            return table.Rows.All(row => (row["Decision"] ?? row["Reviewer"] ?? row["Justification"]) is null);
        }
        catch (InputException)
        {
            return false;
        }
    }

    private static ReviewDecision? Decision(CsvTable.CsvRow row, VendorId vendor, DateTimeZone zone, Instant? due)
    {
        if (row["Decision"] is not { } word) return null;
        if (Revokes(word) is not { } revoke)
        {
            row.Refuse("Decision", $"`Decision` is {Excerpt.Of(word)}: expected keep, revoke or nothing");
            return null;
        }
        var (system, account, role) = (Plain(row.Required("System")), Plain(row.Required("PrincipalUPN")), Plain(row["ResourceDisplayName"]));
        var (entitlement, reviewer) = (row.Required("Entitlement"), Plain(row.Required("Reviewer")));
        if (row["Vendor"] != vendor.Value) row.Refuse("Vendor", $"the row is about {Excerpt.Of(row["Vendor"] ?? "")}: expected `{vendor}`");
        if (system is null || account is null || entitlement is null || reviewer is null) return null;
        if (!entitlement.Equals(EntitlementDigest.Of(system, account, role), StringComparison.OrdinalIgnoreCase))
            row.Refuse("Entitlement", "`Entitlement` is not the digest of `System`, `PrincipalUPN` and `ResourceDisplayName` of its row: leave these columns as they were written");
        var justification = Plain(row["Justification"]);
        var by = Due(row, zone) ?? due;
        if (revoke && by is null) row.Refuse("Due", "`Due` is empty: say by when it must be gone, or give --due");
        return new ReviewDecision(row.Line, entitlement.ToLowerInvariant(), system, account, role, account, revoke, reviewer, justification, revoke ? by : null, row["AccessReviewId"]);
    }

    private static Instant? Due(CsvTable.CsvRow row, DateTimeZone zone)
    {
        if (row["Due"] is not { } text) return null;
        if (Notations.Date(text, out _) is { } day) return zone.AtStartOfDay(day.PlusDays(1)).ToInstant();
        if (Notations.Instant(text, out var problem) is { } instant) return instant;
        row.Refuse("Due", problem);
        return null;
    }

    private static bool? Revokes(string word) => word.ToUpperInvariant() switch { "KEEP" => false, "REVOKE" => true, _ => null };

    // Spreadsheets of half the world save with semicolons.
    private static char Separator(string text)
    {
        var header = text.AsSpan(0, text.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? end : text.Length);
        return header.Contains(';') && !header.Contains(',') ? ';' : ',';
    }

    // The mark that the sheet was given in front of what a spreadsheet would take for a formula.
    private static string? Plain(string? cell) => cell is ['\'', '=' or '+' or '-' or '@', ..] ? cell[1..] : cell;
}

/// <summary>What a reviewer decided about one entitlement.</summary>
/// <param name="Entitlement">Its <see cref="EntitlementDigest"/>.</param>
/// <param name="Role">Null: the account itself.</param>
/// <param name="Principal">Whose it is, once <see cref="ListedAccess"/> has said so; until then the account.</param>
/// <param name="Due">By when it must be gone; null where it is kept.</param>
/// <param name="Review">Id of the review; null: the sheet has none.</param>
public sealed record ReviewDecision(
    int Line, string Entitlement, string System, string Account, string? Role, string Principal, bool Revoke, string Reviewer, string? Justification, Instant? Due, string? Review);
