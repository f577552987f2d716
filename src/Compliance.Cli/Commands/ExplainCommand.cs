using System.CommandLine;
using Compliance.Rules;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance explain</c>: a rule's page.</summary>
internal static class ExplainCommand
{
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

    /// <summary>The rule of an id.</summary>
    /// <exception cref="UsageException">There is none; it names near ones.</exception>
    internal static RuleDefinition Find(string id) => Catalogue.Find(id) ?? throw new UsageException(
        $"there is no rule `{id}`: {Catalogue.NearTo(id)}; `compliance rules` lists all");
}
