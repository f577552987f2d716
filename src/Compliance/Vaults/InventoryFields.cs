using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Vaults;

/// <summary>The fields of an inventory's document, each checked. A place is a path: <c>secrets[3].versions[0].createdOn</c>.</summary>
internal sealed class InventoryFields
{
    private const int MostSecrets = 100_000;
    private const int MostVersions = 10_000;
    private const int MostTags = 50;
    private const int LongestText = 512;

    private readonly string _file;

    private InventoryFields(string file) => _file = file;

    public static VaultInventory Read(JsonElement root, string file) => new InventoryFields(file).Inventory(root);

    private VaultInventory Inventory(JsonElement root)
    {
        var fields = Object(root, "", ["vault", "at", "unread", "secrets"]);
        var inventory = new VaultInventory
        {
            Vault = Address(fields.GetValueOrDefault("vault"), "vault"),
            At = Time(fields.GetValueOrDefault("at"), "at") ?? throw Refused("at", "is missing: expected when the vault was read, such as `2026-03-01T08:00:00Z`"),
            Unread = Text(fields.GetValueOrDefault("unread"), "unread"),
            Secrets = List(fields.GetValueOrDefault("secrets"), "secrets", MostSecrets, Secret),
        };
        if (Repeated(inventory.Secrets.Select(secret => secret.Name)) is { } name) throw Refused("secrets", $"the secret `{name}` stands there twice");
        return inventory;
    }

    private VaultSecret Secret(JsonElement element, string place)
    {
        var fields = Object(element, place, ["name", "unread", "versions"]);
        var name = Text(fields.GetValueOrDefault("name"), $"{place}.name");
        if (!VaultSecret.IsName(name)) throw Refused($"{place}.name", "expected the name of a secret: 1 to 127 letters, digits and hyphens");
        var secret = new VaultSecret
        {
            Name = name!,
            Unread = Text(fields.GetValueOrDefault("unread"), $"{place}.unread"),
            Versions = List(fields.GetValueOrDefault("versions"), $"{place}.versions", MostVersions, Version),
        };
        if (Repeated(secret.Versions.Select(version => version.Version)) is { } id) throw Refused($"{place}.versions", $"version `{id}` stands there twice");
        return secret;
    }

    private SecretVersion Version(JsonElement element, string place)
    {
        var fields = Object(element, place,
            ["version", "enabled", "managed", "contentType", "createdOn", "updatedOn", "expiresOn", "notBefore", "recoveryLevel", "recoverableDays", "tags", "owner", "rotationDays"]);
        var id = Text(fields.GetValueOrDefault("version"), $"{place}.version");
        if (id is not null && !VaultSecret.IsName(id)) throw Refused($"{place}.version", "expected the id of a version: letters and digits");
        return new()
        {
            Version = id,
            Enabled = Flag(fields.GetValueOrDefault("enabled"), $"{place}.enabled"),
            Managed = Flag(fields.GetValueOrDefault("managed"), $"{place}.managed") ?? false,
            ContentType = Text(fields.GetValueOrDefault("contentType"), $"{place}.contentType"),
            CreatedOn = Time(fields.GetValueOrDefault("createdOn"), $"{place}.createdOn"),
            UpdatedOn = Time(fields.GetValueOrDefault("updatedOn"), $"{place}.updatedOn"),
            ExpiresOn = Time(fields.GetValueOrDefault("expiresOn"), $"{place}.expiresOn"),
            NotBefore = Time(fields.GetValueOrDefault("notBefore"), $"{place}.notBefore"),
            RecoveryLevel = Text(fields.GetValueOrDefault("recoveryLevel"), $"{place}.recoveryLevel"),
            RecoverableDays = Days(fields.GetValueOrDefault("recoverableDays"), $"{place}.recoverableDays"),
            Tags = Tags(fields.GetValueOrDefault("tags"), $"{place}.tags"),
            Owner = Text(fields.GetValueOrDefault("owner"), $"{place}.owner"),
            RotationDays = Text(fields.GetValueOrDefault("rotationDays"), $"{place}.rotationDays"),
        };
    }

    private Dictionary<string, JsonElement> Object(JsonElement element, string place, string[] keys)
    {
        if (element.ValueKind is not JsonValueKind.Object) throw Refused(place, "expected an object");
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            var key = Unicode(() => property.Name, place);
            if (key == "value") throw Refused(place, "carries the value of a secret, which is no evidence: delete the file, have the secret replaced, and collect the properties only");
            if (!keys.Contains(key)) throw Refused(place, $"has a key that is none of {string.Join(", ", keys)}: write the file anew with the collector");
            // Twice would mean one thing to one reader and another to the next.
            if (!fields.TryAdd(key, property.Value)) throw Refused(place, $"has the key `{key}` twice");
        }
        return fields;
    }

    private List<T> List<T>(JsonElement element, string place, int most, Func<JsonElement, string, T> read)
    {
        if (element.ValueKind is not JsonValueKind.Array) throw Refused(place, "expected an array");
        if (element.GetArrayLength() > most) throw Refused(place, $"has {element.GetArrayLength()} elements, more than {most}: write the file anew with the collector");
        return [.. element.EnumerateArray().Select((item, index) => read(item, string.Create(CultureInfo.InvariantCulture, $"{place}[{index}]")))];
    }

    private List<string> Tags(JsonElement element, string place) =>
        element.ValueKind is JsonValueKind.Undefined ? [] : List(element, place, MostTags, (item, at) => Text(item, at) ?? throw Refused(at, "expected the name of a tag"));

    private Uri Address(JsonElement element, string place) =>
        Uri.TryCreate(Text(element, place), UriKind.Absolute, out var vault) && VaultAddress.IsOne(vault) ? vault
            : throw Refused(place, "expected the address of a vault, such as `https://acme.vault.azure.net`, without path or user");

    private string? Text(JsonElement element, string place)
    {
        if (element.ValueKind is JsonValueKind.Undefined) return null;
        if (element.ValueKind is not JsonValueKind.String) throw Refused(place, "expected a string");
        var text = Unicode(() => element.GetString()!, place);
        if (text.Length > LongestText || text.Any(char.IsControl)) throw Refused(place, $"expected at most {LongestText} characters, none a control character");
        return text;
    }

    private string Unicode(Func<string> text, string place)
    {
        try
        {
            return text();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair.
            throw Refused(place, "holds text that is not Unicode");
        }
    }

    private bool? Flag(JsonElement element, string place) => element.ValueKind switch
    {
        JsonValueKind.Undefined => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Refused(place, "expected true or false"),
    };

    private int? Days(JsonElement element, string place)
    {
        if (element.ValueKind is JsonValueKind.Undefined) return null;
        return element.ValueKind is JsonValueKind.Number && element.TryGetInt32(out var days) && days is >= 0 and <= 36_500 ? days
            : throw Refused(place, "expected a number of days, 0 to 36500");
    }

    private Instant? Time(JsonElement element, string place)
    {
        if (Text(element, place) is not { } text) return null;
        // An offset behind UTC in the last year could reach beyond the last instant there is.
        return OffsetDateTimePattern.Rfc3339.Parse(text).TryGetValue(default, out var time) && time.Year is >= 1970 and <= 9999 && (time.Year < 9999 || time.Offset == Offset.Zero)
            ? time.ToInstant()
            : throw Refused(place, "expected an instant with its offset, such as `2026-03-01T08:00:00Z`, in the years 1970 to 9999");
    }

    private static string? Repeated(IEnumerable<string?> names)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return names.FirstOrDefault(name => name is not null && !seen.Add(name));
    }

    private InputException Refused(string place, string problem) => new($"{_file}: {(place.Length > 0 ? $"`{place}`" : "the document")}: {problem}");
}
