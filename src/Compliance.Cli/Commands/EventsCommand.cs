using System.CommandLine;
using Compliance.Events;
using Compliance.Evidence;
using Compliance.Evidence.Formats;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance events</c>: what the rules would see of a log, one JSON object a line.</summary>
internal static class EventsCommand
{
    private static readonly Argument<string> Path = new("path") { HelpName = "file|folder", Description = "a log file, or a vendor folder" };
    private static readonly Option<string?> Format = new("--format") { HelpName = "format", Description = "the file's format; otherwise it is sniffed" };
    private static readonly Option<string?> Preset = new("--preset") { HelpName = "preset", Description = "the file's mapping of fields: one that is shipped for a helpdesk or telephony system" };
    private static readonly Option<string?> List = new("--list") { HelpName = "member", Description = "where the file is a page of JSON: the member that holds the records" };
    private static readonly Option<string> Encoding = Words.Option("--encoding", [], "of a file without byte order mark", "utf-8", "utf-8", "windows-1252");
    private static readonly Option<DateTimeZone?> Zone = ZoneOption.Of("--zone", "of times that carry no offset, where the format is not documented as UTC");
    private static readonly Option[] Options = [Format, Preset, List, Encoding, Zone];

    public static Command Build(CancellationToken cancellation)
    {
        var command = new Command("events", "write a log's events as NDJSON, in the vocabulary of the rules") { Path, Format, Preset, List, Encoding, Zone };
        command.SetAction(parsed =>
        {
            var reader = Open(parsed.GetRequiredValue(Path), EntryOf(parsed));
            using var output = Terminal.OpenBytes();
            using var writer = new EventWriter(output);
            var sink = new EventOutput(writer);
            reader.Read(sink, null, cancellation);
            return sink.Rejected > 0 ? ExitCode.NotEvaluable : ExitCode.Clean;
        });
        return command;
    }

    /// <summary>What the options say of one file; null: nothing.</summary>
    private static LogEntry? EntryOf(ParseResult parsed)
    {
        if (Options.All(option => parsed.GetResult(option) is not { Implicit: false })) return null;
        return new LogEntry
        {
            Path = new Pattern("*"),
            Format = FormatOf(parsed.GetValue(Format), parsed.GetValue(Preset)),
            List = parsed.GetValue(List),
            Encoding = parsed.GetRequiredValue(Encoding) == "windows-1252" ? TextEncoding.Windows1252 : TextEncoding.Utf8,
            Zone = parsed.GetValue(Zone),
        };
    }

    private static string? FormatOf(string? format, string? preset)
    {
        if (format is not null && preset is not null) throw new UsageException("--format and --preset say the same thing: keep one of them");
        if (preset is not null && !LogFormats.Presets.Contains(preset)) throw new UsageException($"--preset: `{preset}` is not one of {string.Join(", ", LogFormats.Presets)}");
        if (format is not null && !LogFormats.Names.Contains(format)) throw new UsageException($"--format: `{format}` is not one of {string.Join(", ", LogFormats.Names)}");
        return format ?? preset;
    }

    private static LogReader Open(string path, LogEntry? entry)
    {
        if (!Directory.Exists(path)) return LogReader.ForFile(path, entry);
        if (entry is not null)
            throw new UsageException($"{string.Join(", ", Options.Select(option => option.Name))} are of a single file: a vendor folder says how its logs are read in vendor.yaml");
        var folder = new DiskFolder(path);
        return new LogReader(folder, VendorReader.Read(folder).Vendor.Logs);
    }
}
