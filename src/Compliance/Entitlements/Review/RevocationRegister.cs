using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Entitlements.Review;

/// <summary>What reviews of access decided to take away, as it stood at an instant: evidence, <c>reviews/&lt;name&gt;.json</c>, that an audit judges. It names nobody.</summary>
/// <param name="At">When it was read.</param>
/// <param name="Revocations">Of each entitlement the last decision, where that was to take it away.</param>
public sealed record RevocationRegister(Instant At, IReadOnlyList<Revocation> Revocations)
{
    /// <summary>Digests of what the last decision was to keep: whatever was to be taken away before, is not any more.</summary>
    public IReadOnlyList<KeptEntitlement> Kept { get; init; } = [];

    private const int MaxBytes = 64 << 20;
    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n" };
    private static readonly JsonDocumentOptions Shallow = new() { MaxDepth = 8 };

    public static void Write(Stream output, RevocationRegister register)
    {
        ArgumentNullException.ThrowIfNull(register);
        using var json = new Utf8JsonWriter(output, Layout);
        json.WriteStartObject();
        json.WriteString("at", InstantPattern.ExtendedIso.Format(register.At));
        json.WriteStartArray("revocations");
        foreach (var one in register.Revocations)
        {
            json.WriteStartObject();
            json.WriteString("entitlement", one.Entitlement);
            json.WriteString("system", one.System);
            json.WriteString("due", InstantPattern.ExtendedIso.Format(one.Due));
            json.WriteString("decided", InstantPattern.ExtendedIso.Format(one.Decided));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("kept");
        foreach (var one in register.Kept)
        {
            json.WriteStartObject();
            json.WriteString("entitlement", one.Entitlement);
            json.WriteString("system", one.System);
            json.WriteString("decided", InstantPattern.ExtendedIso.Format(one.Decided));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <param name="file">Name of the input, for messages.</param>
    /// <exception cref="InputException">Not such a document.</exception>
    public static RevocationRegister Read(Stream input, string file)
    {
        var bytes = BoundedBytes.Of(input, MaxBytes, () => new InputException($"{file}: more than {MaxBytes >> 20} MiB; decisions of reviews are smaller: audit again"));
        try
        {
            using var document = JsonDocument.Parse(bytes, Shallow);
            var root = document.RootElement;
            return new RevocationRegister(Time(root, "at", file), [.. Items(root, "revocations", file).Select(item =>
                new Revocation(Text(item, "entitlement", file), Text(item, "system", file), Time(item, "due", file), Time(item, "decided", file)))])
            {
                // A register of before it said what is kept has none.
                Kept = root.TryGetProperty("kept", out _)
                    ? [.. Items(root, "kept", file).Select(item => new KeptEntitlement(Text(item, "entitlement", file), Text(item, "system", file), Time(item, "decided", file)))] : [],
            };
        }
        catch (JsonException malformed)
        {
            throw InputException.At(file, (malformed.LineNumber ?? 0) + 1, (malformed.BytePositionInLine ?? 0) + 1, "not JSON, or nested deeper than 8: audit again, it is written anew");
        }
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement root, string name, string file) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array
            ? items.EnumerateArray() : throw new InputException($"{file}: `{name}` is missing or no array: audit again, it is written anew");

    private static string Text(JsonElement place, string name, string file) =>
        place.ValueKind == JsonValueKind.Object && place.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()! : throw new InputException($"{file}: `{name}` is missing or no text: audit again, it is written anew");

    private static Instant Time(JsonElement place, string name, string file) =>
        InstantPattern.ExtendedIso.Parse(Text(place, name, file)) is { Success: true } parsed
            ? parsed.Value : throw new InputException($"{file}: `{name}` is no instant such as 2026-06-30T00:00:00Z: audit again, it is written anew");
}

/// <summary>A decision to take an entitlement away.</summary>
/// <param name="Entitlement">Its <see cref="EntitlementDigest"/>.</param>
/// <param name="Due">By when it must be gone.</param>
public sealed record Revocation(string Entitlement, string System, Instant Due, Instant Decided);

/// <summary>A decision that an entitlement stays.</summary>
/// <param name="Entitlement">Its <see cref="EntitlementDigest"/>.</param>
public sealed record KeptEntitlement(string Entitlement, string System, Instant Decided);
