using System.Globalization;
using System.Text;

namespace Compliance.Samples.Northwind.Exports;

/// <summary>The object <c>User</c> of Salesforce as a loader prints it, its ids with 18 characters.</summary>
internal static class SalesforceUserList
{
    private const string Suffixes = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    private static IEnumerable<Worker> Users => Cast.All.Where(worker => worker.HasSalesforce);

    public static int Count => Users.Count();

    /// <summary>Sign-in names are unique over all of Salesforce: the customer appends its own.</summary>
    public static string UserName(Worker worker) => $"{worker.Login}.harborline";

    public static string Text(IReadOnlyList<SalesforceRow> rows)
    {
        var last = rows.Where(row => row.Type == "Login").GroupBy(row => row.Worker).ToDictionary(user => user.Key, user => user.Max(row => row.Time));
        var text = new StringBuilder("\"Id\",\"Username\",\"Email\",\"FirstName\",\"LastName\",\"Name\",\"IsActive\",\"Profile.Name\",\"UserType\",\"CreatedDate\",\"LastLoginDate\"\n");
        foreach (var worker in Users)
            text.AppendJoin(',', new[]
            {
                Long(worker.SalesforceId), UserName(worker), worker.Login, worker.First, worker.Last, $"{worker.First} {worker.Last}", worker.Left is null ? "true" : "false",
                worker == Cast.Manager ? "Harborline Vendor Manager" : "Harborline Vendor Agent", "Standard", Time(Calendar.At(worker.Hired, 8, 0)),
                last.TryGetValue(worker, out var time) ? Time(time) : "",
            }.Select(value => $"\"{value}\"")).Append('\n');
        return text.ToString();
    }

    // The three characters say which of the first fifteen are upper case, five bits each.
    private static string Long(string id) => id + string.Concat(Enumerable.Range(0, 3).Select(group =>
        Suffixes[Enumerable.Range(0, 5).Sum(bit => char.IsAsciiLetterUpper(id[group * 5 + bit]) ? 1 << bit : 0)]));

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fff+0000", CultureInfo.InvariantCulture);
}
