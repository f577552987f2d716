using System.Globalization;
using System.Text;

namespace Compliance.Samples.Northwind;

/// <summary>The roster as a personnel system exports it: its own columns, semicolons, the day before the month.</summary>
internal static class Headcount
{
    public static int Rows => Cast.All.Count + Cast.All.Count(worker => worker.Before is not null);

    public static string Text()
    {
        var text = new StringBuilder("Employee No;Last Name;First Name;Work E-mail;Job Title;Office;Country;Employment Type;Start Date;End Date;Employment Status\r\n");
        foreach (var worker in Cast.All.OrderBy(worker => worker.Last, StringComparer.Ordinal).ThenBy(worker => worker.Number))
        {
            if (worker.Before is { } before) Add(text, worker, before.Hired, before.Left, "Terminated");
            Add(text, worker, worker.Hired, worker.Left, worker.Status);
        }
        return text.ToString();
    }

    private static void Add(StringBuilder text, Worker worker, DateOnly hired, DateOnly? left, string status) =>
        text.AppendJoin(';', worker.EmployeeNo, worker.Last, worker.First, worker.Address, worker.Title, worker.Desk == Desk.Porto ? "Porto" : "Lisbon", "Portugal",
            worker.IsContractor ? "Contractor" : "Permanent", Date(hired), left is { } day ? Date(day) : "", status).Append("\r\n");

    private static string Date(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
