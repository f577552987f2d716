using System.CommandLine;
using Compliance.Playbooks;
using Compliance.Reports;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance playbook check</c>: every problem of files that shall be playbooks, and whether they can be run here.</summary>
internal static class PlaybookCheckCommand
{
    private static readonly Argument<string[]> Files = new("file") { Description = "CACAO 2.0 JSON; several may be given", Arity = ArgumentArity.OneOrMore };

    public static Command Build()
    {
        var command = new Command("check", "say what is wrong with files of playbooks, and whether they can be run") { Files };
        command.SetAction(parsed =>
        {
            // All are looked at, and of each all that is wrong is said.
            using var output = Terminal.OpenText();
            var (usable, runnable) = (true, new List<Playbook>());
            foreach (var file in parsed.GetRequiredValue(Files)) usable &= Check(file, runnable, output);
            return usable ? ExitCode.Clean : ExitCode.CouldNotRun;
        });
        return command;
    }

    private static bool Check(string file, List<Playbook> runnable, StreamWriter output)
    {
        CacaoPlaybook cacao;
        try
        {
            cacao = PlaybookLibrary.ReadFile(file);
        }
        catch (Exception refused) when (refused is InputException or IOException or UnauthorizedAccessException)
        {
            Write(output, refused.Message);
            Write(output, $"{Path.GetFileName(file)}: no playbook that can be used");
            return false;
        }
        try
        {
            var playbook = Playbook.From(cacao);
            PlaybookLibrary.RequireFree(playbook, runnable);
            runnable.Add(playbook);
            Write(output, $"{Path.GetFileName(file)}: CACAO 2.0; can be run as `{playbook.Id}`, with {playbook.Tasks.Count} steps");
        }
        catch (InputException refused)
        {
            Write(output, $"{Path.GetFileName(file)}: CACAO 2.0; cannot be run here:\n{refused.Message}");
        }
        return true;
    }

    private static void Write(StreamWriter output, string lines)
    {
        foreach (var line in lines.Split('\n')) output.WriteLine(TerminalText.Visible(line));
    }
}
