using System.CommandLine;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance access</c>: what systems grant, and whether it should stay.</summary>
internal static class AccessCommand
{
    public static Command Build(CancellationToken cancellation) => new("access", "what systems grant to the vendor's people, and whether it should stay")
    {
        AccessReviewCommand.Build(cancellation),
    };
}
