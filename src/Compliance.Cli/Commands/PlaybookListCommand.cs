using System.CommandLine;
using System.Globalization;
using Compliance.Playbooks;
using Compliance.Reports;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance playbook list</c>: one line for each.</summary>
internal static class PlaybookListCommand
{
    public static Command Build(Terminal terminal)
    {
        var command = new Command("list", "list the playbooks") { PlaybookCommand.Folder };
        command.SetAction(parsed =>
        {
            var library = PlaybookCommand.Library(parsed.GetValue(PlaybookCommand.Folder));
            using var output = Terminal.OpenText();
            new TerminalText(output, terminal.Width, terminal.Colour).Table(0, [new("id"), new("steps", RightAligned: true), new("name"), new("begins by findings of")], [.. library.All.Select(Row)]);
            return ExitCode.Clean;
        });
        return command;
    }

    private static IReadOnlyList<string> Row(Playbook playbook) =>
        [playbook.Id, playbook.Tasks.Count.ToString(CultureInfo.InvariantCulture), playbook.Name, playbook.Triggers.Count == 0 ? "–" : string.Join(", ", playbook.Triggers)];
}
