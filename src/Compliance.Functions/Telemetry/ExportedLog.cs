using System.Collections.Frozen;
using System.Text.RegularExpressions;
using OpenTelemetry;
using OpenTelemetry.Logs;

namespace Compliance.Functions.Telemetry;

/// <summary>Takes from a log line what must not leave: its free text. What is sent is the line's template, numbers, times and words of this program, and of texts only
/// those that name a vendor, an audit or an incident. What went wrong in words, which may quote a file or name a person, is in the host's own log.</summary>
/// <remarks>Registered before every exporter: each sees the line as this leaves it.</remarks>
internal sealed partial class ExportedLog : BaseProcessor<LogRecord>
{
    /// <summary>Texts that are sent: identifiers that this program made or checked.</summary>
    public static readonly FrozenSet<string> Texts = FrozenSet.ToFrozenSet(["Vendor", "Audit", "Ticket", "Incident", "Root", "Decision", "Function", "Slice"], StringComparer.Ordinal);

    private const string Template = "{OriginalFormat}";

    public override void OnEnd(LogRecord data)
    {
        var attributes = (data.Attributes ?? []).Where(attribute => IsSent(attribute.Key, attribute.Value)).ToList();
        if (data.Exception is { } failure) attributes.Add(new("exception.type", failure is RedactedFailure redacted ? redacted.Type : failure.GetType().FullName));
        var template = (data.Attributes ?? []).FirstOrDefault(attribute => attribute.Key == Template).Value as string;
        // Some exporters send the one, some the other.
        data.FormattedMessage = data.Body = template ?? data.EventId.Name;
        data.Exception = null;
        data.Attributes = attributes;
    }

    private static bool IsSent(string name, object? value) => name != Template && value switch
    {
        string text => Texts.Contains(name) && IdShape().IsMatch(text),
        bool or int or long or double or Enum or NodaTime.Instant or DateTimeOffset => true,
        _ => false,
    };

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9:/._-]{0,199}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdShape();
}
