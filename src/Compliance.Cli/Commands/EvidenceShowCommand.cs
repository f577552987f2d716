using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
using Compliance.Evidence;
using Compliance.Reports;
using Compliance.Vendors;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance evidence show</c>: the record that a finding refers to, as it was received, once its file is known to be the one
/// that was judged.</summary>
internal static class EvidenceShowCommand
{
    private static readonly Argument<(string Source, long Record)> Place = new("source#record")
    {
        Description = "a reference of a finding, such as logs/helpdesk.ndjson#17",
        CustomParser = Parse,
    };

    private static readonly Argument<string> Folder = new("vendor-folder") { Description = "the vendor's folder; files that have changed in it are taken from what was kept beside the store" };
    private static readonly Option<string> Audit = new("--audit") { HelpName = "id", Description = "the audit that read it; otherwise the latest", DefaultValueFactory = _ => RecordedAudits.Latest };
    private static readonly Option<string> Store = Stores.Option();

    public static Command Build(CancellationToken cancellation)
    {
        var command = new Command("show", "print a record as it was received, after checking the digest of its file; exit code 5 when that is another") { Place, Folder, Audit, Store };
        command.SetAction(parsed => RunAsync(parsed, cancellation).GetAwaiter().GetResult());
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var (source, record) = parsed.GetRequiredValue(Place);
        var connection = parsed.GetRequiredValue(Store);
        using var store = Stores.OpenExisting(connection);
        var evidence = await RecordedAudits.OpenAsync(store, connection, parsed.GetRequiredValue(Folder), parsed.GetRequiredValue(Audit), cancellation);
        var read = new RecordReader(evidence, VendorReader.Read(evidence).Vendor.Logs).Read(source, [record], cancellation);
        if (read.Records.TryGetValue(record, out var bytes))
        {
            Write(bytes);
            return ExitCode.Clean;
        }
        if (!read.Rejected.TryGetValue(record, out var reason)) throw new InputException($"`{source}` has no record {record}: it has {read.Source.Records}");
        Terminal.Complain($"{source}#{record} could not be read: {reason}");
        return ExitCode.NotEvaluable;
    }

    // A record is what somebody else has written: to a terminal it must not speak.
    private static void Write(byte[] record)
    {
        if (Console.IsOutputRedirected)
        {
            using var output = Terminal.OpenBytes();
            output.Write(record);
            output.Write("\n"u8);
        }
        else
        {
            using var output = Terminal.OpenText();
            foreach (var line in Encoding.UTF8.GetString(record).Split('\n')) output.WriteLine(TerminalText.Visible(line));
        }
    }

    private static (string Source, long Record) Parse(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        var mark = text.LastIndexOf('#');
        if (mark > 0 && long.TryParse(text.AsSpan(mark + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var record) && record > 0) return (text[..mark], record);
        argument.AddError($"`{text}` names no record: expected <source>#<record>, such as logs/helpdesk.ndjson#17");
        return default;
    }
}
