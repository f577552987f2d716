using System.CommandLine;
using Compliance.Playbooks;
using Compliance.Reports;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance playbook show</c>: what is asked of whom, by when.</summary>
internal static class PlaybookShowCommand
{
    private static readonly Argument<string> Id = new("playbook") { Description = "id of a playbook, as in `compliance playbook list`" };

    public static Command Build(Terminal terminal)
    {
        var command = new Command("show", "show the steps of a playbook") { Id, PlaybookCommand.Folder };
        command.SetAction(parsed =>
        {
            var playbook = PlaybookCommand.Find(parsed, Id);
            using var output = Terminal.OpenText();
            PlaybookTable.Write(playbook, output, terminal.Width, terminal.Colour);
            return ExitCode.Clean;
        });
        return command;
    }
}
