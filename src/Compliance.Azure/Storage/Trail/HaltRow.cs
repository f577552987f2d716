using Azure.Data.Tables;
using Compliance.Trail;
using Compliance.Trail.Verification;
using NodaTime;

namespace Compliance.Storage;

/// <summary>Row <c>x</c>: that a log is halted, and why. It stands as long as the halt does.</summary>
internal static class HaltRow
{
    public const string Key = "x";

    /// <summary>The column of the head that says the same. It is there so that the head's version changes: a writer that knows
    /// the head from before loses its race, reads again and stops.</summary>
    public const string HeadColumn = "Halt";

    public static TableEntity Of(string vendor, TrailHalt halt)
    {
        var row = new TableEntity(vendor, Key)
        {
            ["At"] = halt.At.ToUnixTimeMilliseconds(),
            ["Kind"] = halt.Problem.Kind.ToString(),
            ["Detail"] = StoredText.Cut(halt.Problem.Detail),
        };
        if (halt.Problem.Index is { } index) row["Index"] = index;
        if (halt.Problem.Place is { } place) row["Place"] = StoredText.Cut(place);
        return row;
    }

    /// <summary>What the row says. One that lacks a column halts all the same.</summary>
    public static TrailHalt Read(TableEntity row)
    {
        var at = Instant.FromUnixTimeMilliseconds(row.GetInt64("At") ?? 0);
        var kind = Enum.TryParse<TrailProblemKind>(row.GetString("Kind"), out var known) && Enum.IsDefined(known) ? known : TrailProblemKind.Modified;
        return new(at, new(kind, row.GetInt64("Index"), row.GetString("Place"), row.GetString("Detail") ?? "the halt's own row lacks its detail"));
    }
}
