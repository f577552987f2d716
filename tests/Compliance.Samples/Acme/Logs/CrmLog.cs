using System.Globalization;
using System.Text;

namespace Compliance.Samples.Acme.Logs;

/// <summary>The CRM exports CSV with the wall-clock time of Manila and its own codes for outcomes.</summary>
internal static class CrmLog
{
    public static void Write(Stream output, IEnumerable<Access> records)
    {
        using var csv = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\r\n" };
        csv.WriteLine("Event ID,When,User,Operation,Object,Record,Result,Ticket,Rows,IP Address");
        foreach (var access in records)
            csv.WriteLine(string.Join(',',
                access.Id,
                access.Time.ToOffset(Period.Manila).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                access.Account,
                access.Action,
                access.ResourceType,
                access.Resource,
                Result(access.Outcome),
                access.Case,
                access.Rows?.ToString(CultureInfo.InvariantCulture),
                access.Ip));
    }

    private static string Result(Outcome outcome) => outcome switch
    {
        Outcome.Success => "S",
        Outcome.Denied => "403",
        _ => "500",
    };
}
