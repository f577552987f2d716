using System.Globalization;
using System.Text;

namespace Compliance.Samples.Northwind.Exports;

/// <summary>Event log files of Salesforce: columns by type, every value quoted, times without a separator.</summary>
internal static class SalesforceExport
{
    public static readonly IReadOnlyList<string> Types = ["Login", "URI", "ReportExport"];

    private const string Organisation = "00D5g000009HrbL";

    public static string Text(string type, IReadOnlyList<SalesforceRow> rows, Prng random)
    {
        var text = new StringBuilder();
        var columns = ColumnsOf(type);
        Add(text, columns.Select(column => column.Name));
        foreach (var row in rows)
        {
            var request = $"{random.NextBits():x16}"[..12] + "-" + random.Below(900_000).ToString(CultureInfo.InvariantCulture);
            var time = row.Time.AddMilliseconds(random.Below(1000));
            Add(text, columns.Select(column => column.Value(row, time, request)));
        }
        return text.ToString();
    }

    private static List<(string Name, Func<SalesforceRow, DateTimeOffset, string, string> Value)> ColumnsOf(string type)
    {
        List<(string Name, Func<SalesforceRow, DateTimeOffset, string, string> Value)> columns =
        [
            ("EVENT_TYPE", (row, _, _) => row.Type),
            ("TIMESTAMP", (_, time, _) => time.UtcDateTime.ToString("yyyyMMddHHmmss.fff", CultureInfo.InvariantCulture)),
            ("REQUEST_ID", (_, _, request) => request),
            ("ORGANIZATION_ID", (_, _, _) => Organisation),
            ("USER_ID", (row, _, _) => row.Worker.SalesforceId),
        ];
        columns.AddRange(type switch
        {
            "Login" =>
            [
                ("SESSION_KEY", (row, _, _) => row.Session),
                ("LOGIN_STATUS", (_, _, _) => "LOGIN_NO_ERROR"),
                ("SOURCE_IP", (row, _, _) => row.Ip),
                ("CLIENT_IP", (_, _, _) => "Salesforce.com IP"),
                ("USER_NAME", (row, _, _) => SalesforceUserList.UserName(row.Worker)),
                ("BROWSER_TYPE", (row, _, _) => row.Worker.Agent),
                ("LOGIN_TYPE", (_, _, _) => "s"),
                ("AUTHENTICATION_METHOD_REFERENCE", (_, _, _) => ""),
            ],
            "URI" =>
            [
                ("SESSION_KEY", (row, _, _) => row.Session),
                ("USER_TYPE", (_, _, _) => "S"),
                ("CLIENT_IP", (row, _, _) => row.Ip),
                ("URI", (row, _, _) => row.Detail!),
                ("REQUEST_STATUS", (_, _, _) => "S"),
            ],
            _ => [("CLIENT_IP", (row, _, _) => row.Ip), ("URI", (row, _, _) => $"/{row.Detail}?export=1&enc=UTF-8&xf=csv"), ("REPORT_DESCRIPTION", (_, _, _) => "Open cases, with contacts")],
        });
        columns.Add(("TIMESTAMP_DERIVED", (_, time, _) => Calendar.UtcMilliseconds(time)));
        return columns;
    }

    private static void Add(StringBuilder text, IEnumerable<string> values) =>
        text.AppendJoin(',', values.Select(value => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append('\n');
}
