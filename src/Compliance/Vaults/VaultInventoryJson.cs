using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Vaults;

/// <summary>An inventory as a file, <c>vaults/&lt;name&gt;.json</c> of a vendor folder; the shape stands in VAULTS.md. What was written reads back equal.</summary>
public static class VaultInventoryJson
{
    /// <summary>Largest file that is read, bytes.</summary>
    public const int MaxBytes = 64 << 20;

    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="file">Name of the input, for messages.</param>
    /// <exception cref="InputException">Not such a document: the message names the file and the place in it. A document with the value of a
    /// secret is refused too, and the value is not repeated.</exception>
    public static VaultInventory Read(Stream input, string file) =>
        ShallowJson.Read(input, file, MaxBytes, "an inventory of one vault", "write the file anew with the collector", InventoryFields.Read);

    public static void Write(Stream output, VaultInventory inventory)
    {
        using var json = new Utf8JsonWriter(output, Layout);
        json.WriteStartObject();
        json.WriteString("vault", inventory.Vault.AbsoluteUri);
        json.WriteString("at", InstantPattern.ExtendedIso.Format(inventory.At));
        if (inventory.Unread is { } unread) json.WriteString("unread", unread);
        json.WriteStartArray("secrets");
        foreach (var secret in inventory.Secrets) Write(json, secret);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, VaultSecret secret)
    {
        json.WriteStartObject();
        json.WriteString("name", secret.Name);
        if (secret.Unread is { } unread) json.WriteString("unread", unread);
        json.WriteStartArray("versions");
        foreach (var version in secret.Versions) Write(json, version);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, SecretVersion version)
    {
        json.WriteStartObject();
        Text("version", version.Version);
        if (version.Enabled is { } enabled) json.WriteBoolean("enabled", enabled);
        if (version.Managed) json.WriteBoolean("managed", true);
        Text("contentType", version.ContentType);
        Time("createdOn", version.CreatedOn);
        Time("updatedOn", version.UpdatedOn);
        Time("expiresOn", version.ExpiresOn);
        Time("notBefore", version.NotBefore);
        Text("recoveryLevel", version.RecoveryLevel);
        if (version.RecoverableDays is { } days) json.WriteNumber("recoverableDays", days);
        if (version.Tags.Count > 0)
        {
            json.WriteStartArray("tags");
            foreach (var tag in version.Tags) json.WriteStringValue(tag);
            json.WriteEndArray();
        }
        Text("owner", version.Owner);
        Text("rotationDays", version.RotationDays);
        json.WriteEndObject();

        void Text(string name, string? value)
        {
            if (value is not null) json.WriteString(name, value);
        }

        void Time(string name, Instant? value)
        {
            if (value is { } instant) json.WriteString(name, InstantPattern.ExtendedIso.Format(instant));
        }
    }
}
