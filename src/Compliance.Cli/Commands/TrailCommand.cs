using System.CommandLine;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance trail</c>: what was done, by whom, in an order that nobody can change unseen.</summary>
internal static class TrailCommand
{
    public static Command Build(Terminal terminal, CancellationToken cancellation) => new("trail", "the audit trail of a vendor")
    {
        TrailShowCommand.Build(terminal, cancellation),
        TrailExportCommand.Build(terminal, cancellation),
        TrailVerifyCommand.Build(terminal, cancellation),
        TrailProveCommand.Build(cancellation),
        TrailSignCommand.Build(cancellation),
        TrailResumeCommand.Build(cancellation),
    };
}
