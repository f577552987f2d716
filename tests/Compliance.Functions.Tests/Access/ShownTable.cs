using Compliance.Functions.Access;

namespace Compliance.Functions.Tests.Access;

/// <summary>The table of roles as people read it: what is for the same roles in the same way is one row.</summary>
internal static class ShownTable
{
    public static string Of(IEnumerable<RouteRole> routes)
    {
        var rows = routes.GroupBy(route => (string.Join(' ', route.Roles), route.Writes, route.Privileged)).Select(Row);
        return string.Join('\n', [Line(["what", .. Role.All, ""]), $"|{string.Concat(Enumerable.Repeat("---|", Role.All.Count + 2))}", .. rows]);
    }

    private static string Row(IEnumerable<RouteRole> same)
    {
        var first = same.First();
        return Line([string.Join(", ", same.Select(Named)), .. Role.All.Select(role => first.Roles.Contains(role) ? "yes" : ""), Note(first)]);
    }

    private static string Named(RouteRole route) => $"`{route.Function}`{(route.Part is { } part ? $" with `{part}`" : "")}";

    private static string Note(RouteRole route)
    {
        if (route.IsAnonymous) return "anybody, without a key";
        string[] notes = [route.Writes ? "a name is needed" : "", route.Privileged ? "recorded" : ""];
        return string.Join("; ", notes.Where(note => note.Length > 0));
    }

    private static string Line(IEnumerable<string> cells) => $"|{string.Concat(cells.Select(cell => cell.Length == 0 ? " |" : $" {cell} |"))}";
}
