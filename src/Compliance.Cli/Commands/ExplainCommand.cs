using System.CommandLine;
using Compliance.Rules;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance explain</c>: a rule's page.</summary>
internal static class ExplainCommand
{
    /// <summary>A word more different than this from every rule is not a slip of the finger.</summary>
    private const int Nearest = 3;

    public static Command Build()
    {
        var rule = new Argument<string>("rule") { Description = "id of a rule, as in `compliance rules`" };
        var command = new Command("explain", "show a rule's page: why it matters, what to do, references") { rule };
        command.SetAction(parsed =>
        {
            using var writer = Terminal.OpenText();
            writer.WriteLine(Find(parsed.GetRequiredValue(rule)).Page.TrimEnd());
            return ExitCode.Clean;
        });
        return command;
    }

    private static RuleDefinition Find(string id) => Catalogue.Find(id) ?? throw new UsageException(
        $"there is no rule `{id}`: nearest are {string.Join(", ", NearestTo(id).Select(name => $"`{name}`"))}; `compliance rules` lists all");

    private static IEnumerable<string> NearestTo(string id) => Catalogue.All
        .Select(rule => rule.Id)
        .OrderByDescending(name => id.Length >= 3 && name.Contains(id, StringComparison.OrdinalIgnoreCase))
        .ThenBy(name => Edits(id.ToLowerInvariant(), name))
        .ThenBy(name => name, StringComparer.Ordinal)
        .Take(Nearest);

    /// <summary>Levenshtein distance: letters to insert, delete or replace.</summary>
    private static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
