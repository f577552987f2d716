using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using Compliance.Reports;
using Compliance.Trail;
using Compliance.Vendors;
using NodaTime.Text;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance trail show</c>: the entries of a vendor's log in their order, as they are read.</summary>
internal static class TrailShowCommand
{
    /// <summary>Room for data in a narrow terminal.</summary>
    private const int LeastData = 30;

    /// <summary>The beginning of a pseudonym tells people of one vendor apart; the whole is in <c>-o json</c>.</summary>
    private const int ActorWidth = 16;
    private static readonly string[] Foremost = ["verdict", "rule", "severity", "state", "source", "records", "rejected", "principal", "role", "action"];

    public static Command Build(Terminal terminal, CancellationToken cancellation)
    {
        var vendor = new Option<VendorId>("--vendor") { HelpName = "id", Description = "whose trail", Required = true, CustomParser = ParseVendor };
        var store = Stores.Option();
        var output = Words.Option("--output", ["-o"], "how to write it", "table", "table", "json");
        var command = new Command("show", "list a trail's entries in order") { vendor, store, output };
        command.SetAction(parsed =>
        {
            using var opened = Stores.OpenExisting(parsed.GetRequiredValue(store));
            var entries = opened.Trail.ReadAsync(parsed.GetRequiredValue(vendor).Value, cancellationToken: cancellation).ToBlockingEnumerable(cancellation);
            var shown = parsed.GetValue(output) == "json" ? WriteJson(entries) : WriteTable(entries, terminal.Width);
            if (shown == 0) Terminal.Complain($"the trail of `{parsed.GetRequiredValue(vendor)}` has no entries");
            return ExitCode.Clean;
        });
        return command;
    }

    public static VendorId ParseVendor(ArgumentResult argument)
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
            if (shown++ == 0) writer.WriteLine($"{"index",7}  {"time",-20}  {"type",-17}  {"actor",-ActorWidth}  data");
            var start = string.Create(CultureInfo.InvariantCulture,
                $"{index,7}  {InstantPattern.General.Format(entry.Time),-20}  {entry.Type,-17}  {Cut(entry.Actor, ActorWidth),-ActorWidth}  ");
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

    /// <summary>What identifies the entry first; lists and objects only by their size, for which there is <c>-o json</c>.</summary>
    private static string Data(TrailEntry entry)
    {
        using var leaf = JsonDocument.Parse(entry.Leaf);
        var members = leaf.RootElement.GetProperty("data").EnumerateObject()
            .OrderBy(member => Array.IndexOf(Foremost, member.Name) is var at && at < 0 ? Foremost.Length : at)
            .Select(member => $"{member.Name}={Short(member.Value)}");
        return TerminalText.Visible(string.Join(' ', members));
    }

    private static string Short(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => $"[{value.GetArrayLength()}]",
        JsonValueKind.Object => $"{{{value.EnumerateObject().Count()}}}",
        _ => value.ToString(),
    };

    private static string Cut(string text, int width) => text.Length <= width ? text : string.Concat(text.AsSpan(0, width - 1), "…");
}
