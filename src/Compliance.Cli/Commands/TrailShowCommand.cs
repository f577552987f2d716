using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using Compliance.Reports;
using Compliance.Trail;
using Compliance.Vendors;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance trail show</c>: the entries of a vendor's log in their order, as they are read.</summary>
internal static class TrailShowCommand
{
    /// <summary>Room for data in a narrow terminal.</summary>
    private const int LeastData = 30;

    public static Command Build(Terminal terminal, CancellationToken cancellation)
    {
        var vendor = new Option<VendorId>("--vendor") { HelpName = "id", Description = "whose trail", Required = true, CustomParser = ParseVendor };
        var store = Stores.Option();
        var output = Words.Option("--output", ["-o"], "how to write it", "table", ("table", "table"), ("json", "json"));
        var command = new Command("show", "list a trail's entries in order") { vendor, store, output };
        command.SetAction(parsed =>
        {
            var trail = Stores.OpenExisting(parsed.GetRequiredValue(store)).Trail;
            var entries = trail.ReadAsync(parsed.GetRequiredValue(vendor).Value, cancellationToken: cancellation).ToBlockingEnumerable(cancellation);
            var shown = parsed.GetValue(output) == "json" ? WriteJson(entries) : WriteTable(entries, terminal.Width);
            if (shown == 0) Terminal.Complain($"the trail of `{parsed.GetRequiredValue(vendor)}` has no entries");
            return ExitCode.Clean;
        });
        return command;
    }

    private static VendorId ParseVendor(ArgumentResult argument)
    {
        if (VendorId.TryParse(argument.Tokens[0].Value, out var id)) return id;
        argument.AddError($"--vendor: `{argument.Tokens[0].Value}` is not a vendor id: use 2 to 62 of a-z, 0-9 and -, not beginning with -");
        return default;
    }

    private static long WriteTable(IEnumerable<StoredEntry> entries, int width)
    {
        using var writer = Terminal.OpenText();
        var shown = 0L;
        foreach (var (index, entry) in entries)
        {
            if (shown++ == 0) writer.WriteLine($"{"index",7}  {"time",-24}  {"type",-20}  {"actor",-28}  data");
            var start = $"{index.ToString(CultureInfo.InvariantCulture),7}  {Wording.Of(entry.Time)}  {entry.Type,-20}  {entry.Actor,-28}  ";
            writer.WriteLine(start + Cut(Data(entry), Math.Max(width - start.Length, LeastData)));
        }
        return shown;
    }

    private static long WriteJson(IEnumerable<StoredEntry> entries)
    {
        var shown = 0L;
        using var output = Terminal.OpenBytes();
        using (var json = new Utf8JsonWriter(output, AuditJson.Readable))
        {
            json.WriteStartArray();
            foreach (var (index, entry) in entries)
            {
                shown++;
                json.WriteStartObject();
                json.WriteNumber("index", index);
                json.WritePropertyName("entry");
                json.WriteRawValue(entry.Leaf.Span);
                json.WriteEndObject();
                json.Flush();
            }
            json.WriteEndArray();
        }
        output.WriteByte((byte)'\n');
        return shown;
    }

    private static string Data(TrailEntry entry)
    {
        using var leaf = JsonDocument.Parse(entry.Leaf);
        var members = leaf.RootElement.GetProperty("data").EnumerateObject().Select(member => $"{member.Name}={member.Value}");
        return TerminalText.Visible(string.Join(' ', members));
    }

    private static string Cut(string text, int width) => text.Length <= width ? text : string.Concat(text.AsSpan(0, width - 1), "…");
}
