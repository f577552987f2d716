using Row = Compliance.Vendors.CsvTable.CsvRow;

namespace Compliance.Vendors;

/// <summary>Reads <c>changes.csv</c>.</summary>
internal static class ChangesCsv
{
    public const string File = "changes.csv";

    private static readonly string[] Columns = ["person", "role", "action", "from", "until", "ticket"];
    private static readonly string[] Required = ["action", "from", "until", "ticket"];

    /// <param name="text">What the file holds.</param>
    /// <param name="roles">Those of access.yaml; null: it could not be read, and no role can be looked up.</param>
    /// <param name="times">Reads the times.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static IReadOnlyList<AnnouncedChange> Read(string text, IReadOnlyList<Role>? roles, SiteTimes times, InputProblems problems) =>
        [.. CsvTable.Read(File, text, problems, Columns, Required).Rows.Select(row => Change(row, roles, times)).OfType<AnnouncedChange>()];

    private static AnnouncedChange? Change(Row row, IReadOnlyList<Role>? roles, SiteTimes times)
    {
        var (person, role) = (row["person"], row["role"]);
        if (person is null == role is null)
        {
            row.Refuse("person", $"{(person is null ? "neither `person` nor `role`" : "both `person` and `role`")}: write one of them");
            return null;
        }
        var named = role is null ? null : RoleOf(row, role, roles);
        var action = row.Required("action");
        var ticket = row.Required("ticket");
        var from = times.Read(File, row, "from", person, ends: false);
        var until = times.Read(File, row, "until", person, ends: true);
        if (until <= from) row.Refuse("until", "`until` is not after `from`: correct one of them");
        if (action is null || ticket is null || from is null || until is null) return null;
        return new AnnouncedChange(person, named, new Pattern(action), from.Value, until.Value, ticket, row.Line);
    }

    /// <summary>The role as access.yaml writes it.</summary>
    private static string? RoleOf(Row row, string role, IReadOnlyList<Role>? roles)
    {
        if (roles?.FirstOrDefault(known => known.Name.Equals(role, StringComparison.OrdinalIgnoreCase)) is { } found) return found.Name;
        if (roles is not null) row.Refuse("role", $"the role {Excerpt.Of(role)} does not exist: define it under `roles` of access.yaml, or correct the name");
        return role;
    }
}
