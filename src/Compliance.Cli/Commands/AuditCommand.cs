using System.CommandLine;
using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Handling;
using Compliance.Reports;
using Compliance.Rules;
using Compliance.Secrets;
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
        Words.Option("--output", ["-o"], "how to write the result", "table", "table", "json", "csv", "sarif", "ocsf");
    private static readonly Option<string?> Replayed = new("--replay")
    {
        HelpName = "audit",
        Description = "perform a recorded audit (id, or `latest`) again on the evidence and the contract it had, and show what differs: exit code 3 when the result does, 5 when the evidence does",
    };

    public static Command Build(Terminal terminal, CancellationToken cancellation)
    {
        var command = new Command("audit", "audit a vendor: what its people did against what the contract allows")
        {
            Folder, From, To, FailOn, Violations, Store, NoStore, Replayed, Output,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(NoStore) is { Implicit: false } && result.GetResult(Store) is { Implicit: false })
                result.AddError("--store and --no-store exclude each other");
            if (result.GetResult(Replayed) is null) return;
            foreach (var option in new Option[] { From, To, NoStore, Violations, FailOn })
                if (result.GetResult(option) is { Implicit: false }) result.AddError($"--replay repeats the audit as it was: {option.Name} says nothing of it");
            if (result.GetResult(Output) is { Implicit: false, Tokens: [{ Value: not ("table" or "json") }] }) result.AddError("--replay writes its result as table or json");
        });
        command.SetAction(parsed => Run(parsed, terminal, cancellation));
        return command;
    }

    /// <summary>The audit that the command line orders.</summary>
    /// <exception cref="UsageException">The window ends before it begins.</exception>
    /// <exception cref="InputException">The vendor folder cannot be used.</exception>
    internal static AuditRequest Order(ParseResult parsed, Instant started) => Order(parsed, parsed.GetRequiredValue(Folder), started);

    /// <inheritdoc cref="Order(ParseResult, Instant)"/>
    /// <param name="path">The vendor's folder.</param>
    /// <param name="collect">What the store knows of the vendor that is evidence too, by path in what an audit collects; null: nothing.</param>
    internal static AuditRequest Order(ParseResult parsed, string path, Instant started, Func<VendorId, IReadOnlyDictionary<string, ReadOnlyMemory<byte>>>? collect = null)
    {
        RequireWindow(parsed);
        var id = Guid.CreateVersion7(started.ToDateTimeOffset()).ToString("N");
        IVendorFolder disk = new DiskFolder(path);
        if (collect?.Invoke(VendorReader.Read(disk).Vendor.Id) is { Count: > 0 } collected)
            disk = new SupplementedFolder(disk, collected.ToDictionary(document => $"collected/{id}/{document.Key}", document => document.Value, StringComparer.Ordinal));
        var folder = new WitnessedFolder(disk);
        var record = VendorReader.Read(folder);
        folder.ContractRead();
        return new AuditRequest
        {
            Id = id,
            Record = record,
            Folder = folder,
            From = parsed.GetValue(From),
            To = parsed.GetValue(To),
            StartedBy = Environment.UserName,
        };
    }

    private static void RequireWindow(ParseResult parsed)
    {
        if (parsed.GetValue(From) is { } from && parsed.GetValue(To) is { } to && from >= to) throw new UsageException("--from must be before --to");
    }

    /// <summary>Performs it, under a bar where somebody watches.</summary>
    internal static AuditResult Perform(AuditRequest request, Terminal terminal, CancellationToken cancellation) =>
        AuditBar.Run(terminal.OpenBar(), progress => Auditor.Audit(request, progress, cancellation));

    private static int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        if (parsed.GetValue(Replayed) is { } audit) return RepeatAsync(parsed, audit, terminal, cancellation).GetAwaiter().GetResult();
        var started = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        RequireWindow(parsed);
        using var recording = parsed.GetValue(NoStore) ? null : new Recording(parsed.GetRequiredValue(Store), TimeProvider.System);
        var request = Order(parsed, parsed.GetRequiredValue(Folder), started, recording is null ? null : vendor => recording.CollectAsync(vendor, cancellation).GetAwaiter().GetResult());
        using var violations = OutputFile.Open(parsed.GetValue(Violations), "--violations");
        request = request with { Violations = violations?.Stream, Prior = recording?.RecallAsync(request.Record, cancellation).GetAwaiter().GetResult() };
        var result = Perform(request, terminal, cancellation);
        if (recording is not null) result = recording.RecordAsync(request, result, started, cancellation).GetAwaiter().GetResult();
        violations?.Complete();
        Write(result, started, parsed.GetRequiredValue(Output), terminal);
        return ExitCode.Of(result, Severities[parsed.GetRequiredValue(FailOn)]);
    }

    private static async Task<int> RepeatAsync(ParseResult parsed, string audit, Terminal terminal, CancellationToken cancellation)
    {
        var connection = parsed.GetRequiredValue(Store);
        using var store = Stores.OpenExisting(connection);
        var evidence = await RecordedAudits.OpenAsync(store, connection, parsed.GetRequiredValue(Folder), audit, cancellation);
        var keys = new VendorKeys(Recording.Secrets(connection), store.Vendors);
        var replayed = await new AuditReplay(store, keys).RunAsync(evidence, request => Perform(request, terminal, cancellation), cancellation);
        if (parsed.GetRequiredValue(Output) == "json")
        {
            using var json = Terminal.OpenBytes();
            Replay.WriteJson(replayed, json);
        }
        else
        {
            using var text = Terminal.OpenText();
            Replay.WriteText(replayed, text);
        }
        return Replay.ExitCodeOf(replayed);
    }

    private static void Write(AuditResult result, Instant started, string output, Terminal terminal)
    {
        switch (output)
        {
            case "json":
                using (var json = Terminal.OpenBytes()) AuditJson.Write(result, json, started);
                break;
            case "sarif":
                using (var sarif = Terminal.OpenBytes()) AuditSarif.Write(result, Catalogue.All, sarif);
                break;
            case "ocsf":
                using (var ocsf = Terminal.OpenBytes()) OcsfFindings.Write(result, started, ocsf);
                break;
            case "csv":
                using (var csv = Terminal.OpenText()) AuditCsv.Write(result, csv);
                break;
            default:
                using (var table = Terminal.OpenText()) AuditTable.Write(result, table, terminal.Width, terminal.Colour, started);
                break;
        }
    }
}
