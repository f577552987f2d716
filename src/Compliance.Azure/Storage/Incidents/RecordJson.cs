using System.Text.Json;
using System.Text.Json.Serialization;
using Compliance.Incidents;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Storage;

/// <summary>Records of incidents as rows keep them: JSON with the member <c>kind</c> first; instants to the nanosecond, times as they were given.</summary>
internal static class RecordJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters =
        {
            new PatternConverter<Instant>(InstantPattern.ExtendedIso),
            new PatternConverter<OffsetDateTime>(OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss;FFFFFFFFFo<G>")),
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase),
        },
    };

    public static byte[] Write(IncidentRecord record) => JsonSerializer.SerializeToUtf8Bytes(record, Options);

    /// <exception cref="JsonException">It is not what was written.</exception>
    public static IncidentRecord Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<IncidentRecord>(json, Options) ?? throw new JsonException("a record is not `null`");

    private sealed class PatternConverter<T>(IPattern<T> pattern) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var parsed = pattern.Parse(reader.GetString()!);
            return parsed.Success ? parsed.Value : throw new JsonException($"not a time: {parsed.Exception.Message}");
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(pattern.Format(value));
    }
}
