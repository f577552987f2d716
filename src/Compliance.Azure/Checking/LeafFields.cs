using System.Text.Json;

namespace Compliance.Checking;

/// <summary>What columns repeat of an entry, read from its bytes.</summary>
/// <param name="Time">As the leaf writes it.</param>
internal sealed record LeafFields(string Vendor, string Time, string Type, string? Audit)
{
    /// <summary>Null: the bytes are no JSON object with these members.</summary>
    public static LeafFields? Read(byte[] leaf)
    {
        try
        {
            using var json = JsonDocument.Parse(leaf);
            if (json.RootElement is not { ValueKind: JsonValueKind.Object } members) return null;
            if (members.Text("vendor") is not { } vendor || members.Text("time") is not { } time || members.Text("type") is not { } type) return null;
            var audit = members.Text("audit");
            return audit is null && members.TryGetProperty("audit", out _) ? null : new(vendor, time, type, audit);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second: a string whose escapes are no text.
            return null;
        }
    }
}
