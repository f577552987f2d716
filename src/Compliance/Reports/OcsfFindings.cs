using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Compliance.Findings;
using NodaTime;

namespace Compliance.Reports;

/// <summary>Findings as OCSF 1.8.0 events, NDJSON: one event a line. What each attribute says: EXCHANGE.md.</summary>
public static class OcsfFindings
{
    private const int BytesAtOnce = 1 << 16;

    // Letters of any script as they are; a line break never, so that a line is an event.
    private static readonly JsonWriterOptions Line = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the findings of an audit, with its names, in the order of the result.</summary>
    /// <param name="started">When the audit began.</param>
    public static void Write(AuditResult result, Instant started, Stream output)
    {
        var lines = new Lines();
        foreach (var finding in result.Findings)
        {
            lines.Add(FindingRow.Of(result.Audit, finding, started), result.Audit.Tool);
            if (lines.Written.Length >= BytesAtOnce) Flush();
        }
        Flush();

        void Flush()
        {
            output.Write(lines.Written.Span);
            lines.Clear();
        }
    }

    /// <summary>Writes rows as they come.</summary>
    public static async Task WriteAsync(IAsyncEnumerable<FindingRow> rows, Stream output, CancellationToken cancellationToken = default)
    {
        var lines = new Lines();
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            lines.Add(row, null);
            if (lines.Written.Length >= BytesAtOnce) await FlushAsync();
        }
        await FlushAsync();

        async Task FlushAsync()
        {
            await output.WriteAsync(lines.Written, cancellationToken);
            lines.Clear();
        }
    }

    private sealed class Lines
    {
        private readonly ArrayBufferWriter<byte> _bytes = new(BytesAtOnce);

        public ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

        public void Add(FindingRow row, string? tool)
        {
            using (var json = new Utf8JsonWriter(_bytes, Line)) OcsfEvent.Write(row, tool, json);
            _bytes.Write("\n"u8);
        }

        public void Clear() => _bytes.ResetWrittenCount();
    }
}
