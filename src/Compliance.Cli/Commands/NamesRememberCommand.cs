using System.CommandLine;
using Compliance.Handling;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance names remember</c>: a name that was forgotten may come back when it is seen again.</summary>
internal static class NamesRememberCommand
{
    private static readonly Option<string> Person = new("--person") { HelpName = "name", Description = "a person or account that was forgotten", Required = true };

    public static Command Build(CancellationToken cancellation) =>
        NamesCommand.On("remember", "let a forgotten name come back when it is seen again", [Person, NamesCommand.By], async (parsed, store, keys, vendor) =>
        {
            var remembered = await new Forgetting(store, keys, TimeProvider.System).RememberAsync(vendor, parsed.GetRequiredValue(Person), parsed.GetRequiredValue(NamesCommand.By), cancellation);
            await using var text = Terminal.OpenText();
            await text.WriteLineAsync(remembered ? "it comes back when an audit or an act names it again" : "it was not forgotten: nothing was done");
        });
}
