using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Storage;

/// <summary>Rows of table <c>audits</c> that stand for runs.</summary>
internal static class RunRows
{
    /// <summary>Row keys of runs lie in <c>[a, b)</c>, newest first.</summary>
    public const string Begin = "a", End = "b";

    /// <summary>Inverted, so that the table's own order is newest first.</summary>
    public static string Key(Instant created, string id) =>
        string.Create(CultureInfo.InvariantCulture, $"a{long.MaxValue - created.ToUnixTimeTicks():D19}-{id}");

    public static string PointerKey(string id) => "i" + id;

    public static string IdempotencyKey(IdempotencyKey key) =>
        "k" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{key.Key}\n{key.Caller}")));

    public static TableEntity Write(AuditRun run)
    {
        var row = new TableEntity(run.Vendor.Value, Key(run.Created, run.Id))
        {
            ["Id"] = run.Id,
            ["State"] = run.State.ToString(),
            ["Created"] = run.Created.ToUnixTimeTicks(),
            ["StartedBy"] = StoredText.Cut(run.StartedBy),
            ["Deliveries"] = run.Deliveries,
        };
        Set(row, "Started", run.Started?.ToUnixTimeTicks());
        Set(row, "Completed", run.Completed?.ToUnixTimeTicks());
        Set(row, "From", run.From?.ToUnixTimeTicks());
        Set(row, "To", run.To?.ToUnixTimeTicks());
        Set(row, "Summary", run.Summary);
        Set(row, "ErrorCode", run.ErrorCode);
        Set(row, "ErrorMessage", run.ErrorMessage);
        Set(row, "Evidence", run.EvidenceReference);
        Set(row, "Usage", run.UsageReference);
        Set(row, "Slices", run.SlicesReference);
        Set(row, "Forgiven", run.Forgiven == 0 ? null : run.Forgiven);
        Set(row, "Before", run.BeforeReference);
        Set(row, "Result", run.ResultReference);
        Set(row, "Whole", run.WholeReference);
        Set(row, "Seen", run.SeenReference);
        return row;
    }

    public static AuditRun Read(TableEntity row) => new()
    {
        Vendor = VendorId.Parse(row.PartitionKey),
        Id = row.GetString("Id")!,
        State = Enum.Parse<RunState>(row.GetString("State")!),
        Created = Instant.FromUnixTimeTicks(row.GetInt64("Created")!.Value),
        Started = Time(row, "Started"),
        Completed = Time(row, "Completed"),
        StartedBy = row.GetString("StartedBy")!,
        From = Time(row, "From"),
        To = Time(row, "To"),
        Deliveries = row.GetInt32("Deliveries")!.Value,
        Summary = row.GetString("Summary"),
        ErrorCode = row.GetString("ErrorCode"),
        ErrorMessage = row.GetString("ErrorMessage"),
        EvidenceReference = row.GetString("Evidence"),
        UsageReference = row.GetString("Usage"),
        SlicesReference = row.GetString("Slices"),
        Forgiven = row.GetInt32("Forgiven") ?? 0,
        BeforeReference = row.GetString("Before"),
        ResultReference = row.GetString("Result"),
        WholeReference = row.GetString("Whole"),
        SeenReference = row.GetString("Seen"),
        ETag = row.ETag,
    };

    private static Instant? Time(TableEntity row, string column) =>
        row.GetInt64(column) is { } ticks ? Instant.FromUnixTimeTicks(ticks) : null;

    private static void Set(TableEntity row, string column, object? value)
    {
        if (value is not null) row[column] = value;
    }
}
