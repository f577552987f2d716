using System.CommandLine;
using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Reports;
using Compliance.Rules;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance audit</c>: a vendor folder in, findings and an audit trail out.</summary>
internal static class AuditCommand
{
    /// <summary>Folder and window say what is audited, also to <see cref="ReportCommand"/>.</summary>
    internal static readonly Argument<string> Folder = new("vendor-folder") { Description = "folder with vendor.yaml, access.yaml and logs" };
    internal static readonly Option<Instant?> From = Instants.Option("--from", "judge events from here on; earlier ones only fill windows");
    internal static readonly Option<Instant?> To = Instants.Option("--to", "judge events before this");
    private static readonly Dictionary<string, Severity> Severities = Enum.GetValues<Severity>().ToDictionary(Wording.Of, StringComparer.Ordinal);
    private static readonly Option<string> FailOn =
        Words.Option("--fail-on", [], "least severity that makes exit code 3", Wording.Of(Severity.High), [.. Severities.Keys]);
    private static readonly Option<string?> Violations = new("--violations") { HelpName = "file", Description = "write every failing record, NDJSON" };
    private static readonly Option<string> Store = Stores.Option();
    private static readonly Option<bool> NoStore = new("--no-store") { Description = "neither read nor write a store: no trail, and every finding is new" };
    private static readonly Option<string> Output =
        Words.Option("--output", ["-o"], "how to write the result", "table", "table", "json", "csv", "sarif");

    public static Command Build(Terminal terminal, CancellationToken cancellation)
    {
        var command = new Command("audit", "audit a vendor: what its people did against what the contract allows")
        {
            Folder, From, To, FailOn, Violations, Store, NoStore, Output,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(NoStore) is { Implicit: false } && result.GetResult(Store) is { Implicit: false })
                result.AddError("--store and --no-store exclude each other");
        });
        command.SetAction(parsed => Run(parsed, terminal, cancellation));
        return command;
    }

    /// <summary>The audit that the command line orders.</summary>
    /// <exception cref="UsageException">The window ends before it begins.</exception>
    /// <exception cref="InputException">The vendor folder cannot be used.</exception>
    internal static AuditRequest Order(ParseResult parsed, Instant started)
    {
        if (parsed.GetValue(From) is { } from && parsed.GetValue(To) is { } to && from >= to) throw new UsageException("--from must be before --to");
        var folder = new DiskFolder(parsed.GetRequiredValue(Folder));
        return new AuditRequest
        {
            Id = Guid.CreateVersion7(started.ToDateTimeOffset()).ToString("N"),
            Record = VendorReader.Read(folder),
            Folder = folder,
            From = parsed.GetValue(From),
            To = parsed.GetValue(To),
            StartedBy = Environment.UserName,
        };
    }

    /// <summary>Performs it, under a bar where somebody watches.</summary>
    internal static AuditResult Perform(AuditRequest request, Terminal terminal, CancellationToken cancellation) =>
        AuditBar.Run(terminal.OpenBar(), progress => Auditor.Audit(request, progress, cancellation));

    private static int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var started = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        var request = Order(parsed, started);
        using var recording = parsed.GetValue(NoStore) ? null : new Recording(parsed.GetRequiredValue(Store), TimeProvider.System);
        recording?.CheckAsync(cancellation).GetAwaiter().GetResult();
        using var violations = OutputFile.Open(parsed.GetValue(Violations), "--violations");
        request = request with { Violations = violations?.Stream };
        var result = Perform(request, terminal, cancellation);
        if (recording is not null) result = recording.RecordAsync(request, result, started, cancellation).GetAwaiter().GetResult();
        violations?.Complete();
        Write(result, parsed.GetRequiredValue(Output), terminal);
        return ExitCode.Of(result, Severities[parsed.GetRequiredValue(FailOn)]);
    }

    private static void Write(AuditResult result, string output, Terminal terminal)
    {
        switch (output)
        {
            case "json":
                using (var json = Terminal.OpenBytes()) AuditJson.Write(result, json);
                break;
            case "sarif":
                using (var sarif = Terminal.OpenBytes()) AuditSarif.Write(result, Catalogue.All, sarif);
                break;
            case "csv":
                using (var csv = Terminal.OpenText()) AuditCsv.Write(result, csv);
                break;
            default:
                using (var table = Terminal.OpenText()) AuditTable.Write(result, table, terminal.Width, terminal.Colour);
                break;
        }
    }
}
