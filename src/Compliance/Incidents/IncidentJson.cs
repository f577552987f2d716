using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Incidents;

/// <summary>A record as it is stored: one JSON object, <c>kind</c> first, members in a fixed order, absent ones left out. What is
/// written is read back exactly, times to the nanosecond and with the offset they were given with.</summary>
public static class IncidentJson
{
    /// <summary>Bytes a record may have, so that it fits a 64 KiB column.</summary>
    public const int MostBytes = 60_000;

    // Letters beyond ASCII as themselves: a note in another language is not to become six times as long.
    private static readonly RecordJson Json = new(new JsonSerializerOptions(RecordJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <exception cref="InputException">The record is larger than <see cref="MostBytes"/>.</exception>
    public static byte[] Write(IncidentRecord record)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(record, Json.IncidentRecord);
        return json.Length <= MostBytes ? json
            : throw new InputException($"a record of an incident has {json.Length} bytes, at most {MostBytes} are kept: put long texts into documents and name those as evidence");
    }

    /// <exception cref="InputException">The bytes are no record: another kind, an unknown member, a missing one, a time of another form.</exception>
    public static IncidentRecord Read(ReadOnlySpan<byte> json)
    {
        if (json.Length > MostBytes) throw new InputException($"a record of an incident has at most {MostBytes} bytes, this one {json.Length}");
        try
        {
            var record = JsonSerializer.Deserialize(json, Json.IncidentRecord) ?? throw new InputException("a record of an incident is an object, not null");
            return HoldsNulls(record) ? throw new InputException("a list in a record of an incident holds null: expected texts") : record;
        }
        catch (JsonException problem)
        {
            throw new InputException($"not a record of an incident: at `{problem.Path ?? "$"}`, byte {problem.BytePositionInLine ?? 0}: expected a known `kind` and its members, each of its form", problem);
        }
        catch (NotSupportedException problem)
        {
            throw new InputException("not a record of an incident: `kind` is missing or not known", problem);
        }
    }

    // Nullable annotations are respected for members, not for what lies in lists.
    private static bool HoldsNulls(IncidentRecord record) => Lists(record).Any(list => list.Any(text => text is null));

    private static IEnumerable<IReadOnlyList<string?>> Lists(IncidentRecord record) => record switch
    {
        Opened opened => [opened.Findings, opened.Principals],
        FactRecorded { Fact: var fact } => [fact.Evidence, fact.DataClasses],
        StepCompleted completed => [completed.Evidence],
        TouchedComputed touched => [touched.Limits],
        NoticeDrafted drafted => [drafted.Missing],
        _ => [],
    };
}

[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    AllowOutOfOrderMetadataProperties = true,
    Converters = [typeof(InstantConverter), typeof(OffsetDateTimeConverter), typeof(StageConverter)])]
[JsonSerializable(typeof(IncidentRecord))]
internal sealed partial class RecordJson : JsonSerializerContext;

internal sealed class InstantConverter : JsonConverter<Instant>
{
    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String && InstantPattern.ExtendedIso.Parse(reader.GetString()!) is { Success: true } parsed
            ? parsed.Value
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) => writer.WriteStringValue(InstantPattern.ExtendedIso.Format(value));
}

internal sealed class OffsetDateTimeConverter : JsonConverter<OffsetDateTime>
{
    public override OffsetDateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String && OffsetDateTimePattern.ExtendedIso.Parse(reader.GetString()!) is { Success: true } parsed
            ? parsed.Value
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, OffsetDateTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(FactTime.Of(value));
}

internal sealed class StageConverter() : JsonStringEnumConverter<Stage>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
