using System.CommandLine;
using Compliance.Events;
using Compliance.Evidence;
using Compliance.Evidence.Formats;
using Compliance.Vendors;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance events</c>: what the rules would see of a log, one JSON object a line.</summary>
internal static class EventsCommand
{
    private static readonly Argument<string> Path = new("path") { HelpName = "file|folder", Description = "a log file, or a vendor folder" };
    private static readonly Option<string?> Preset = new("--preset") { HelpName = "preset", Description = "the file's mapping of fields: one that is shipped for a helpdesk or telephony system" };
    private static readonly Option<string?> Format = new("--format") { HelpName = "format", Description = "the file's format; otherwise it is sniffed" };

    public static Command Build(CancellationToken cancellation)
    {
        var command = new Command("events", "write a log's events as NDJSON, in the vocabulary of the rules") { Path, Format, Preset };
        command.SetAction(parsed =>
        {
            var reader = Open(parsed.GetRequiredValue(Path), FormatOf(parsed.GetValue(Format), parsed.GetValue(Preset)));
            using var output = Terminal.OpenBytes();
            using var writer = new EventWriter(output);
            var sink = new EventOutput(writer);
            reader.Read(sink, null, cancellation);
            return sink.Rejected > 0 ? ExitCode.NotEvaluable : ExitCode.Clean;
        });
        return command;
    }

    private static string? FormatOf(string? format, string? preset)
    {
        if (preset is null) return format;
        if (format is not null) throw new UsageException("--format and --preset say the same thing: keep one of them");
        if (!LogFormats.Presets.Contains(preset)) throw new UsageException($"--preset: `{preset}` is not one of {string.Join(", ", LogFormats.Presets)}");
        return preset;
    }

    private static LogReader Open(string path, string? format)
    {
        if (format is not null && !LogFormats.Names.Contains(format))
            throw new UsageException($"--format: `{format}` is not one of {string.Join(", ", LogFormats.Names)}");
        if (!Directory.Exists(path)) return LogReader.ForFile(path, format);
        if (format is not null) throw new UsageException("--format and --preset are of a single file: a vendor folder says the formats of its logs in vendor.yaml");
        var folder = new DiskFolder(path);
        return new LogReader(folder, VendorReader.Read(folder).Vendor.Logs);
    }
}
