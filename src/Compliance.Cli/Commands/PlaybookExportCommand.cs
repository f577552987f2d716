using System.CommandLine;
using Compliance.Playbooks;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance playbook export</c>: a playbook as CACAO 2.0, for other programs, or to make one's own of it.</summary>
internal static class PlaybookExportCommand
{
    private static readonly Argument<string> Id = new("playbook") { Description = "id of a playbook, as in `compliance playbook list`" };
    private static readonly Option<string?> Out = new("--out") { HelpName = "file", Description = "where to write it; default: stdout" };

    public static Command Build()
    {
        var command = new Command("export", "write a playbook as CACAO 2.0 JSON") { Id, Out, PlaybookCommand.Folder };
        command.SetAction(parsed =>
        {
            var playbook = PlaybookCommand.Find(parsed, Id);
            using var file = OutputFile.Open(parsed.GetValue(Out), "--out");
            using var output = file is null ? Terminal.OpenBytes() : null;
            CacaoWriter.Write(playbook.Cacao, file?.Stream ?? output!);
            file?.Complete();
            return ExitCode.Clean;
        });
        return command;
    }
}
