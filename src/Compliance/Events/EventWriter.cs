using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Compliance.Evidence;
using Compliance.Evidence.Masking;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Events;

/// <summary>Writes events as NDJSON, one a line, absent fields left out, times in UTC with milliseconds, actions, ids of resources and
/// user agents without card numbers and e-mail addresses. Rejected records are not written: the summaries of the sources count and show them.</summary>
public sealed class EventWriter : IEventSink, IDisposable
{
    private static readonly InstantPattern Milliseconds = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.fff'Z'");

    private const int Block = 64 * 1024;
    private readonly ArrayBufferWriter<byte> _lines = new(Block * 2);
    private readonly Utf8JsonWriter _json;
    private readonly Stream _output;
    private readonly ResourceMask _shown = new();
    private string _source = "";

    // Lines are read by programs: nothing needs escaping beyond what JSON asks for.
    public EventWriter(Stream output)
    {
        _output = output;
        _json = new Utf8JsonWriter(_lines, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }


    public void Begin(LogSource source) => _source = source.Path;

    public void Accept(in AccessEvent accessEvent)
    {
        _json.WriteStartObject();
        _json.WriteString("source"u8, _source);
        _json.WriteNumber("record"u8, accessEvent.Record);
        Write("id"u8, accessEvent.Id);
        _json.WriteString("time"u8, Milliseconds.Format(Instant.FromUnixTimeTicks(accessEvent.Time)));
        Write("account"u8, accessEvent.Account);
        _json.WriteString("accountType"u8, KindName(accessEvent.AccountKind));
        Write("ip"u8, accessEvent.Ip);
        Write("country"u8, accessEvent.Country);
        WriteDegrees("latitude"u8, accessEvent.Latitude, 90);
        WriteDegrees("longitude"u8, accessEvent.Longitude, 180);
        Write("userAgent"u8, _shown.Shown(accessEvent.UserAgent));
        Write("session"u8, accessEvent.Session);
        if (accessEvent.Mfa != Answer.Unknown) _json.WriteBoolean("mfa"u8, accessEvent.Mfa == Answer.Yes);
        Write("action"u8, _shown.Shown(accessEvent.Action));
        Write("resource"u8, _shown.Shown(accessEvent.Resource));
        Write("resourceType"u8, accessEvent.ResourceType);
        _json.WriteString("outcome"u8, OutcomeName(accessEvent.Outcome));
        Write("tenant"u8, accessEvent.Tenant);
        Write("case"u8, accessEvent.Case);
        if (accessEvent.Records >= 0) _json.WriteNumber("records"u8, accessEvent.Records);
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        _lines.Write("\n"u8);
        if (_lines.WrittenCount >= Block) Flush();
    }

    public void Reject(in RejectedRecord record) { }

    /// <summary>Writes what is pending. The output stays open.</summary>
    public void Dispose()
    {
        Flush();
        _json.Dispose();
    }

    private void Flush()
    {
        _output.Write(_lines.WrittenSpan);
        _lines.ResetWrittenCount();
    }

    private void Write(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (!value.IsEmpty) _json.WriteString(name, value);
    }

    // What is no number of degrees is no coordinate: absent, as an address that is none would not be an address.
    private void WriteDegrees(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, double most)
    {
        if (Degrees.TryParse(value, most, out var degrees)) _json.WriteNumber(name, degrees);
    }

    private static ReadOnlySpan<byte> KindName(AccountKind kind) => kind switch
    {
        AccountKind.Human or AccountKind.Shared => "human"u8,
        AccountKind.Service or AccountKind.Bot => "service"u8,
        _ => "unknown"u8,
    };

    private static ReadOnlySpan<byte> OutcomeName(Outcome outcome) => outcome switch
    {
        Outcome.Success => "success"u8,
        Outcome.Denied => "denied"u8,
        Outcome.Failure => "failure"u8,
        _ => "unknown"u8,
    };
}
