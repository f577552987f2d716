using System.Text.Encodings.Web;
using System.Text.Json;
using Compliance.Findings;
using Compliance.Handling;
using Compliance.Reports;

namespace Compliance.Cli;

/// <summary>What <c>audit --replay</c> writes.</summary>
internal static class Replay
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>0: both judge the same; 3: they do not.</summary>
    public static int ExitCodeOf(ReplayedAudit replayed) => replayed.IsSame ? ExitCode.Clean : ExitCode.FailingFinding;

    public static void WriteText(ReplayedAudit replayed, TextWriter output)
    {
        var (recorded, again) = (replayed.Recorded.Audit, replayed.Again.Audit);
        output.WriteLine($"Audit {recorded.Id} of {recorded.Vendor}: {replayed.Recorded.Evidence.Count} sources, {replayed.Recorded.Findings.Count} findings, {Wording.Of(recorded.Verdict)}");
        if (recorded.Tool != again.Tool || recorded.RulesDigest != again.RulesDigest)
            output.WriteLine($"Recorded by {Shown(recorded.Tool)} with the rules {recorded.RulesDigest[..12]}, repeated by {Shown(again.Tool)} with the rules {again.RulesDigest[..12]}.");
        foreach (var difference in replayed.Differences)
        {
            output.WriteLine();
            output.WriteLine($"{difference.Of} {Shown(difference.Subject)}");
            output.WriteLine($"  recorded  {Shown(difference.Recorded ?? "(none)")}");
            output.WriteLine($"  repeated  {Shown(difference.Again ?? "(none)")}");
        }
        output.WriteLine(replayed.IsIdentical ? "The repetition gives the same result to the letter."
            : replayed.IsSame ? "The repetition judges the same, in other words."
            : $"{Environment.NewLine}{replayed.Differences.Count} differences.");
    }

    public static void WriteJson(ReplayedAudit replayed, Stream output)
    {
        using var json = new Utf8JsonWriter(output, Indented);
        json.WriteStartObject();
        json.WriteString("audit", replayed.Recorded.Audit.Id);
        json.WriteString("vendor", replayed.Recorded.Audit.Vendor.Value);
        json.WriteBoolean("same", replayed.IsSame);
        json.WriteBoolean("identical", replayed.IsIdentical);
        Write(json, "recorded", replayed.Recorded);
        Write(json, "repeated", replayed.Again);
        json.WriteStartArray("differences");
        foreach (var difference in replayed.Differences)
        {
            json.WriteStartObject();
            json.WriteString("of", difference.Of);
            json.WriteString("subject", difference.Subject);
            if (difference.Recorded is { } recorded) json.WriteString("recorded", recorded);
            if (difference.Again is { } again) json.WriteString("repeated", again);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        output.Write("\n"u8);
    }

    private static void Write(Utf8JsonWriter json, string name, AuditResult result)
    {
        json.WriteStartObject(name);
        json.WriteString("verdict", JsonNamingPolicy.CamelCase.ConvertName(result.Verdict.ToString()));
        json.WriteNumber("findings", result.Findings.Count);
        json.WriteString("tool", result.Audit.Tool);
        json.WriteString("rulesDigest", result.Audit.RulesDigest);
        json.WriteString("result", Storage.ResultJson.Digest(result));
        json.WriteEndObject();
    }

    private static string Shown(string text) => TerminalText.Visible(text);
}
