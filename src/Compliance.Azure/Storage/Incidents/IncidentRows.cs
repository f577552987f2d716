using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using Compliance.Incidents;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Storage;

/// <summary>Rows of table <c>incidents</c>, partition = vendor: heads (<c>&lt;incident&gt;</c>), records (<c>~&lt;incident&gt;.&lt;number&gt;</c>),
/// operations (<c>~&lt;incident&gt;~&lt;digest of the key&gt;</c>), openings (<c>~~&lt;digest of the key&gt;</c>), leases (<c>~&lt;incident&gt;!</c>).</summary>
/// <remarks>An incident's id begins with a letter or a digit, and the tilde comes after both: heads lie together, so that the register
/// is read without the records between them.</remarks>
internal static class IncidentRows
{
    /// <summary>Row keys of heads lie in <c>[0, ~)</c>.</summary>
    public const string HeadsBegin = "0", HeadsEnd = "~";

    public static string RecordKey(string incident, int number) => string.Create(CultureInfo.InvariantCulture, $"~{incident}.{number:D6}");

    /// <summary>Row keys of an incident's records lie in <c>[begin, end)</c>.</summary>
    public static (string Begin, string End) RecordKeys(string incident) => ($"~{incident}.", $"~{incident}/");

    public static string OperationKey(string incident, IdempotencyKey key) => $"~{incident}~{Digest(key)}";

    public static string OpeningKey(IdempotencyKey key) => $"~~{Digest(key)}";

    public static string LeaseKey(string incident) => $"~{incident}!";

    public static TableEntity Write(VendorId vendor, string incident, int number, byte[] json) =>
        new(vendor.Value, RecordKey(incident, number)) { ["R"] = json };

    /// <summary>A record as it lies there.</summary>
    public static StoredRecord Read(TableEntity row, string incident) => new(
        int.Parse(row.RowKey.AsSpan(incident.Length + 2), NumberStyles.None, CultureInfo.InvariantCulture),
        IncidentJson.Read(row.GetBinary("R")!), row.GetInt64("Index"));

    public static TableEntity Write(IncidentHead head)
    {
        var row = new TableEntity(head.Vendor.Value, head.Id)
        {
            ["Size"] = head.Size,
            ["Sealed"] = head.Sealed,
            ["Stage"] = head.Stage.ToString(),
            ["Title"] = StoredText.Cut(head.Title),
            ["Opened"] = head.Opened.ToUnixTimeTicks(),
            ["OpenedBy"] = StoredText.Cut(head.OpenedBy),
            ["Overdue"] = head.Overdue,
        };
        Set(row, "Rule", head.Rule);
        Set(row, "Playbook", head.Playbook);
        Set(row, "Notify", head.Notify);
        Set(row, "DecidedBy", head.DecidedBy is { } by ? StoredText.Cut(by) : null);
        Set(row, "Closed", head.Closed?.ToUnixTimeTicks());
        return row;
    }

    public static IncidentHead ReadHead(TableEntity row) => new()
    {
        Vendor = VendorId.Parse(row.PartitionKey),
        Id = row.RowKey,
        Size = row.GetInt32("Size")!.Value,
        Sealed = row.GetInt32("Sealed")!.Value,
        Stage = Enum.Parse<Stage>(row.GetString("Stage")!),
        Title = row.GetString("Title")!,
        Opened = Instant.FromUnixTimeTicks(row.GetInt64("Opened")!.Value),
        OpenedBy = row.GetString("OpenedBy")!,
        Rule = row.GetString("Rule"),
        Playbook = row.GetString("Playbook"),
        Notify = row.GetBoolean("Notify"),
        DecidedBy = row.GetString("DecidedBy"),
        Closed = StoredTime.Read(row.GetInt64("Closed")),
        Overdue = row.GetInt32("Overdue")!.Value,
        ETag = row.ETag,
    };

    public static string Digest(IdempotencyKey key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{key.Key}\n{key.Caller}")));

    private static void Set(TableEntity row, string column, object? value)
    {
        if (value is not null) row[column] = value;
    }
}
