using System.CommandLine;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance evidence …</c>: what audits read, and how that ends.</summary>
internal static class EvidenceCommand
{
    public static Command Build(CancellationToken cancellation) => new("evidence", "look at what an audit read, and delete what has outlived its time")
    {
        EvidenceShowCommand.Build(cancellation),
        EvidencePruneCommand.Build(cancellation),
    };
}
