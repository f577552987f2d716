using System.Text.Json;
using System.Text.Json.Serialization;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Secrets;

/// <summary>The decision that a vendor's key of pseudonyms is destroyed.</summary>
/// <param name="Ticks">When it was decided, in 100 ns since 1970.</param>
/// <param name="By">Pseudonym of who decided, made while the key was there.</param>
/// <param name="Reason"><c>sha256:…</c> of the reason, which may hold names.</param>
public sealed record DestroyedKey(long Ticks, string By, string Reason)
{
    [JsonIgnore]
    public Instant At => Instant.FromUnixTimeTicks(Ticks);

    internal string Write() => JsonSerializer.Serialize(this, DestroyedKeyJson.Default.DestroyedKey);

    internal static DestroyedKey Read(string text) => JsonSerializer.Deserialize(text, DestroyedKeyJson.Default.DestroyedKey)!;

    internal InputException Refusal(VendorId vendor) => new(
        $"the key of pseudonyms of `{vendor}` was destroyed on {At.InUtc().Date:uuuu-MM-dd} by decision, as the entry `key destroyed` of its trail says: nothing that names people can be recorded or looked up for this vendor any more. Its trail still verifies, and another key is never made");
}

[JsonSerializable(typeof(DestroyedKey))]
internal sealed partial class DestroyedKeyJson : JsonSerializerContext;
