using System.CommandLine;
using System.Text.Json;
using Compliance.Reports;
using Compliance.Rules;

namespace Compliance.Cli.Commands;

/// <summary><c>compliance rules</c>: what is checked, how bad it is, and for which clauses.</summary>
internal static class RulesCommand
{
    public static Command Build(Terminal terminal)
    {
        var output = Words.Option("--output", ["-o"], "how to write it", "table", "table", "json");
        var command = new Command("rules", "list the rules: what is checked and how bad it is") { output };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(output) == "json") WriteJson();
            else WriteTable(terminal);
            return ExitCode.Clean;
        });
        return command;
    }

    private static void WriteTable(Terminal terminal)
    {
        using var writer = Terminal.OpenText();
        new TerminalText(writer, terminal.Width, terminal.Colour).Table(0,
            [new("severity"), new("rule", Tone: _ => Tone.Strong), new("what it finds")],
            [.. Catalogue.All.Select(rule => new[] { Wording.Of(rule.Severity), rule.Id, Summary(rule) })]);
    }

    private static string Summary(RuleDefinition rule)
    {
        var controls = Catalogue.ControlsOf(rule.Id);
        return controls.Count == 0 ? rule.Summary : $"{rule.Summary} ({string.Join(", ", controls)})";
    }

    private static void WriteJson()
    {
        using var output = Terminal.OpenBytes();
        using (var json = new Utf8JsonWriter(output, AuditJson.Readable))
        {
            json.WriteStartArray();
            foreach (var rule in Catalogue.All)
            {
                json.WriteStartObject();
                json.WriteString("id", rule.Id);
                json.WriteString("severity", Wording.Of(rule.Severity));
                json.WriteString("summary", rule.Summary);
                json.WriteStartArray("controls");
                foreach (var control in Catalogue.ControlsOf(rule.Id)) json.WriteStringValue(control);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        output.WriteByte((byte)'\n');
    }
}
