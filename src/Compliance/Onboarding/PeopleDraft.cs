using System.Text;
using Compliance.Vendors;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Onboarding;

/// <summary>Writes people.csv: a row for each period of employment.</summary>
internal static class PeopleDraft
{
    /// <param name="roster">The rosters as received.</param>
    public static string Write(Roster roster)
    {
        // A column that is there and empty would say that nobody was ever checked.
        var hasCheck = Maps(roster, RosterField.BackgroundCheck);
        var hasTraining = Maps(roster, RosterField.TrainingExpires);
        var text = new StringBuilder("person,name,status,hired,left,site");
        if (hasCheck) text.Append(",background_check");
        if (hasTraining) text.Append(",training_expires");
        text.Append(",email,title,team\n");
        foreach (var person in roster.People)
            foreach (var period in person.Periods)
            {
                List<string> cells = [Exact(person.Key), CsvCell.Of(person.Name), CsvCell.Of(period.Status), Day(period.Hired), Day(period.Left), CsvCell.Of(period.Site)];
                if (hasCheck) cells.Add(Day(period.BackgroundCheck));
                if (hasTraining) cells.Add(Day(period.TrainingExpires));
                cells.AddRange([CsvCell.Of(person.Emails is [var first, ..] ? first : null), CsvCell.Of(period.Title), CsvCell.Of(period.Team)]);
                text.AppendJoin(',', cells).Append('\n');
            }
        return text.ToString();
    }

    /// <summary>A cell that is compared with what logs and lists have, and so must stay as it is.</summary>
    public static string Exact(string text) => text.IndexOfAny([',', '"', '\r', '\n']) < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static bool Maps(Roster roster, RosterField field) => roster.Sheets.Any(sheet => sheet.Columns.Any(column => column.Field == field));

    private static string Day(LocalDate? day) => day is { } date ? LocalDatePattern.Iso.Format(date) : "";
}
