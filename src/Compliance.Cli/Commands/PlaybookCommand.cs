using System.CommandLine;
using Compliance.Playbooks;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance playbook</c>: what can be run when something leaked, as CACAO 2.0.</summary>
internal static class PlaybookCommand
{
    public static readonly Option<string?> Folder = FolderOption();

    public static Command Build(Terminal terminal) => new("playbook", "playbooks: those that come with the program, and the company's own")
    {
        PlaybookListCommand.Build(terminal),
        PlaybookShowCommand.Build(terminal),
        PlaybookExportCommand.Build(),
        PlaybookCheckCommand.Build(),
    };

    public static Option<string?> FolderOption() => new("--playbooks") { HelpName = "folder", Description = "the company's own playbooks, *.json of CACAO 2.0" };

    /// <summary>What is in the folder beside what comes with the program; of a file that cannot be used it is said why, and the others count.</summary>
    /// <exception cref="InputException">There is no such folder.</exception>
    public static PlaybookLibrary Library(string? folder)
    {
        if (folder is null) return PlaybookLibrary.Shipped;
        if (!Directory.Exists(folder)) throw new InputException($"--playbooks: there is no folder `{folder}`");
        var library = PlaybookLibrary.Read(folder);
        foreach (var problem in library.Problems) Terminal.Complain($"left out: {problem}");
        return library;
    }

    /// <exception cref="UsageException">There is no such playbook.</exception>
    public static Playbook Find(ParseResult parsed, Argument<string> name)
    {
        var (library, id) = (Library(parsed.GetValue(Folder)), parsed.GetRequiredValue(name));
        return library.Find(id) ?? throw new UsageException($"there is no playbook `{id}`: expected one of {string.Join(", ", library.All.Select(playbook => playbook.Id))}");
    }
}
