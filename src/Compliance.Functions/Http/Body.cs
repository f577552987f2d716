using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Compliance.Functions.Http;

/// <summary>The bodies that requests carry.</summary>
public static class Body
{
    /// <summary>Bytes of a JSON body; nothing that is asked for here needs more.</summary>
    public const int MaxJsonBytes = 64 << 10;

    private const int LongestShown = 62;

    /// <summary>How they are read, which their description follows.</summary>
    internal static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.Strict,
        AllowDuplicateProperties = false,
    };

    /// <summary>Reads a body to its end.</summary>
    /// <returns>Null: it is longer than <paramref name="most"/>.</returns>
    public static async Task<byte[]?> BytesAsync(HttpRequest request, int most, CancellationToken cancellationToken)
    {
        if (request.ContentLength > most) return null;
        using var bytes = new MemoryStream();
        var buffer = new byte[16 << 10];
        while (await request.Body.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            if (bytes.Length + read > most) return null;
            bytes.Write(buffer, 0, read);
        }
        return bytes.ToArray();
    }

    /// <summary>What a JSON body says; a member that is not known is refused, as it may have been meant.</summary>
    /// <returns>The value, or the refusal.</returns>
    public static (T? Value, IResult? Problem) Json<T>(byte[]? bytes) where T : class
    {
        if (bytes is null) return (null, TooLarge(MaxJsonBytes));
        try
        {
            return JsonSerializer.Deserialize<T>(bytes, Strict) is { } value ? (value, null) : (null, Refused("it is `null`"));
        }
        catch (JsonException invalid)
        {
            return (null, Refused(Why(invalid)));
        }
    }

    // The library's own words name its types and ours, which are nothing to a caller. What begins with a backtick one of ours has said.
    private static string Why(JsonException invalid) =>
        invalid.Message.StartsWith('`') ? invalid.Message
        : invalid.InnerException is JsonException ? string.Create(CultureInfo.InvariantCulture, $"it is no JSON, or breaks off, at line {invalid.LineNumber + 1}, byte {invalid.BytePositionInLine + 1}")
        : invalid.Path is { Length: > 2 } path ? $"`{path[2..Math.Min(path.Length, LongestShown)]}` is not asked for, stands there twice, or is of another type than is asked for"
        : "it is no object, or lacks something that is asked for";

    public static IResult TooLarge(long most) => Problem.Of(413, "body-too-large", $"the body is longer than {most >> 10} KiB: nothing was stored");

    private static IResult Refused(string why) => Problem.Of(400, "body-invalid", $"the body is not the JSON that is expected: {why}");
}
