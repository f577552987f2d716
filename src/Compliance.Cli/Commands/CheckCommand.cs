using System.CommandLine;
using Compliance.Evidence;
using Compliance.Onboarding;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance check</c>: whether a vendor folder can be audited, and what is in the way. Exits 4 when an audit of it
/// could not evaluate something; findings of that audit it does not show.</summary>
internal static class CheckCommand
{
    private static readonly Argument<string> Folder = new("vendor-folder") { Description = "folder with vendor.yaml, access.yaml and logs" };

    public static Command Build(Terminal terminal, CancellationToken cancellation)
    {
        var command = new Command("check", "whether a vendor folder can be audited: who and what fits together, and what could not be evaluated") { Folder };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(Folder), terminal, cancellation));
        return command;
    }

    private static int Run(string path, Terminal terminal, CancellationToken cancellation)
    {
        var started = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        var folder = new DiskFolder(path);
        var request = new AuditRequest
        {
            Id = Guid.CreateVersion7(started.ToDateTimeOffset()).ToString("N"),
            Record = VendorReader.Read(folder),
            Folder = folder,
            Started = started,
            StartedBy = Environment.UserName,
        };
        var check = AuditBar.Run(terminal.OpenBar(), progress => FolderCheck.Of(request, progress, cancellation));
        using var output = Terminal.OpenText();
        CheckText.Write(check, output, terminal.Width, terminal.Colour);
        return check.IsEvaluable ? ExitCode.Clean : ExitCode.NotEvaluable;
    }
}
