using System.CommandLine;
using Compliance.Reports;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance names find</c>: whom or what a pseudonym stands for.</summary>
internal static class NamesFindCommand
{
    private static readonly Option<string> Pseudonym = new("--pseudonym") { HelpName = "p", Description = "p:… of a person or account, r:… of a resource", Required = true };

    public static Command Build(CancellationToken cancellation) =>
        NamesCommand.On("find", "say what a pseudonym stands for", [Pseudonym], async (parsed, store, _, vendor) =>
        {
            var pseudonym = parsed.GetRequiredValue(Pseudonym);
            var name = await store.Names.FindAsync(vendor, pseudonym, cancellation)
                ?? throw new InputException($"`{pseudonym}` stands for no name that is known at `{vendor}`: it was never recorded here, or it was forgotten");
            await using var text = Terminal.OpenText();
            await text.WriteLineAsync(TerminalText.Visible(name));
        });
}
