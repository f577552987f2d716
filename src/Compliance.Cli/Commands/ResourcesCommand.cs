using System.CommandLine;
using Compliance.Findings;
using Compliance.Reports;
using Compliance.Resources;
using Compliance.Resources.Catalogue;
using NodaTime;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance resources</c>: resource configuration in, a verdict for each resource and check out.</summary>
internal static class ResourcesCommand
{
    private static readonly Argument<string[]> Files = new("file")
    {
        Arity = ArgumentArity.OneOrMore,
        Description = "Resource Graph rows, az lists, ARM templates or Terraform plans, as JSON; the oldest first; `-`: stdin",
    };

    private static readonly Option<Instant?> At = Instants.Option("--at", "when the snapshot was taken, for expiries and ages; default: now");
    private static readonly Dictionary<string, Severity> Severities = Enum.GetValues<Severity>().ToDictionary(Wording.Of, StringComparer.Ordinal);
    private static readonly Option<string> FailOn =
        Words.Option("--fail-on", [], "least severity that makes exit code 3", Wording.Of(Severity.High), [.. Severities.Keys]);
    private static readonly Option<string> Output = Words.Option("--output", ["-o"], "how to write the result", "table", "table", "json", "csv");

    public static Command Build(Terminal terminal, CancellationToken cancellation)
    {
        var command = new Command("resources", "judge encryption settings of Azure resources") { Files, At, FailOn, Output };
        command.Validators.Add(result =>
        {
            if (result.GetValue(Files) is { } files && files.Count(file => file == StandardInput.Name) > 1) result.AddError("`-` can be given once only");
        });
        command.SetAction(parsed => Run(parsed, terminal, cancellation));
        return command;
    }

    private static int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        using var input = new StandardInput();
        var files = parsed.GetRequiredValue(Files).Select(file => file == StandardInput.Name ? input.Take(cancellation) : SnapshotFile.OnDisk(file)).ToList();
        var at = parsed.GetValue(At) ?? Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        var snapshots = ResourceSnapshots.Survey(files, CheckCatalogue.Default, tolerant: false, cancellation);
        ComplainOfRejected(snapshots);
        var exit = new Exit(Severities[parsed.GetRequiredValue(FailOn)], snapshots.Evidence.Any(source => source.Rejected > 0));
        Write(snapshots, at, parsed.GetRequiredValue(Output), exit, terminal, cancellation);
        return exit.Code;
    }

    private static void Write(ResourceSnapshots snapshots, Instant at, string output, Exit exit, Terminal terminal, CancellationToken cancellation)
    {
        switch (output)
        {
            case "json":
                using (var stream = Terminal.OpenBytes())
                using (var json = new ResourceJson(stream, snapshots.Resources))
                    snapshots.Judge(at, exit.Noting(json.Add), cancellation);
                break;
            case "csv":
                using (var text = Terminal.OpenText()) snapshots.Judge(at, exit.Noting(new ResourceCsv(text).Add), cancellation);
                break;
            default:
                var table = new ResourceTable();
                snapshots.Judge(at, exit.Noting(table.Add), cancellation);
                using (var text = Terminal.OpenText()) table.Write(snapshots.Resources, text, terminal.Width, terminal.Colour);
                break;
        }
    }

    private static void ComplainOfRejected(ResourceSnapshots snapshots)
    {
        foreach (var source in snapshots.Evidence)
        {
            foreach (var rejected in source.RejectedSamples) Terminal.Complain($"{source.Source}#{rejected.Record}: {rejected.Reason}");
            if (source.Rejected > source.RejectedSamples.Count) Terminal.Complain($"{source.Source}: {source.Rejected - source.RejectedSamples.Count} more could not be read");
            if (source.Duplicates > 0) Terminal.Complain($"{source.Source}: {source.Duplicates} resources replace earlier records of themselves; the last one counts");
        }
    }

    /// <summary>The exit code, from the results on their way out.</summary>
    private sealed class Exit(Severity failOn, bool unread)
    {
        private bool _fails;
        private bool _open = unread;

        public int Code => _fails ? ExitCode.FailingFinding : _open ? ExitCode.NotEvaluable : ExitCode.Clean;

        public Action<ResourceResult> Noting(Action<ResourceResult> next) => result =>
        {
            _fails |= result.Verdict == Verdict.Fail && result.Severity >= failOn;
            _open |= result.Verdict == Verdict.NotEvaluable;
            next(result);
        };
    }
}
