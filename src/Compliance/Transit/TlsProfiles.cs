using System.Text.Json;
using System.Text.Json.Serialization;
using Compliance.Findings;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Transit;

/// <summary>The profiles there are: data in <c>Profiles/</c>, embedded, read once, strictly.</summary>
public static class TlsProfiles
{
    /// <summary>The id of <see cref="Default"/>.</summary>
    public const string DefaultId = "pci-dss-4.0.1";

    private const string Folder = "Transit/Profiles/";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.Strict,
        Converters =
        {
            new JsonStringEnumConverter<DemandLevel>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false),
            new JsonStringEnumConverter<Severity>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false),
            new JsonStringEnumConverter<SuiteTraits>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false),
            new VersionWord(),
            new IsoDate(),
        },
    };

    // Each is read when it is asked for: a command line needs the ids of all, and one profile.
    private static readonly SortedDictionary<string, Lazy<TlsProfile>> Profiles = new(
        typeof(TlsProfiles).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .ToDictionary(name => Path.GetFileNameWithoutExtension(name[Folder.Length..]), name => new Lazy<TlsProfile>(() => ReadEmbedded(name))),
        StringComparer.Ordinal);

    /// <summary>In their order.</summary>
    public static IReadOnlyList<string> Ids { get; } = [.. Profiles.Keys];

    /// <summary>By id.</summary>
    public static IReadOnlyList<TlsProfile> All => [.. Profiles.Values.Select(profile => profile.Value)];

    /// <summary>What an endpoint is judged by unless somebody chooses: the auditor is for those who handle card data.</summary>
    public static TlsProfile Default => Find(DefaultId)!;

    /// <summary>The profile of an id; null: there is none.</summary>
    public static TlsProfile? Find(string id) => Profiles.GetValueOrDefault(id)?.Value;

    /// <summary>Reads one profile.</summary>
    /// <param name="name">Named in errors.</param>
    /// <exception cref="InputException">A member is missing or unknown, or a value is none of those that are known.</exception>
    public static TlsProfile Read(string name, Stream json)
    {
        try
        {
            var profile = JsonSerializer.Deserialize<TlsProfile>(json, Format) ?? throw new InputException($"{name}: the file holds `null`; write a profile");
            foreach (var problem in Problems(profile)) throw new InputException($"{name}: {problem}");
            return profile;
        }
        catch (JsonException wrong)
        {
            throw new InputException($"{name}: {wrong.Path}: not as a profile is written; compare it with the profiles that come with the program", wrong);
        }
    }

    private static IEnumerable<string> Problems(TlsProfile profile)
    {
        foreach (var demand in Demands(profile))
        {
            if (demand.Level == DemandLevel.Require != demand.Severity >= Severity.Medium)
                yield return $"`{demand.Source}`: what is required is medium or worse, what is advised low or info";
            if (string.IsNullOrWhiteSpace(demand.Source)) yield return "a demand has no `source`; name document and section";
        }
        foreach (var suite in profile.Suites.Allowed?.Names.Where(name => CipherSuites.Find(name) is null) ?? []) yield return $"`{suite}` is no cipher suite";
        foreach (var group in Groups(profile).Where(name => NamedGroup.Find(name) is null)) yield return $"`{group}` is no key exchange group";
    }

    private static IEnumerable<string> Groups(TlsProfile profile) =>
        [.. profile.KeyExchange.Allowed?.Names ?? [], .. profile.KeyExchange.Wanted?.Names ?? []];

    /// <summary>Everything that a profile asks.</summary>
    internal static IEnumerable<Demand> Demands(TlsProfile profile)
    {
        Demand?[] all =
        [
            .. profile.Versions.Forbidden, .. profile.Versions.Wanted, profile.Suites.Allowed, .. profile.Suites.Forbidden,
            .. profile.KeyExchange.DhBits, .. profile.KeyExchange.CurveBits, profile.KeyExchange.Allowed, profile.KeyExchange.Wanted,
            profile.Certificate.Trust, .. profile.Certificate.RsaBits, .. profile.Certificate.CurveBits, profile.Certificate.AllowedKeys,
            profile.Certificate.WeakHashes, profile.Certificate.Expired, profile.Certificate.Expiring, .. profile.Certificate.Lifetime,
            profile.Certificate.MustStaple, profile.Certificate.Stapling,
            profile.Handshake.SecureRenegotiation, profile.Handshake.NoCompression, profile.Handshake.ExtendedMasterSecret, profile.Handshake.FallbackScsv,
            profile.Http.TransportSecurity, .. profile.Http.MaxAge, profile.Http.Redirect,
        ];
        return all.OfType<Demand>();
    }

    private static TlsProfile ReadEmbedded(string name)
    {
        using var stream = typeof(TlsProfiles).Assembly.GetManifestResourceStream(name)!;
        return Read(name, stream);
    }

    private sealed class VersionWord : JsonConverter<TlsVersion>
    {
        public override TlsVersion Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            (reader.TokenType == JsonTokenType.String ? TlsVersionWords.Find(reader.GetString()!) : null) ?? throw new JsonException();

        public override void Write(Utf8JsonWriter writer, TlsVersion value, JsonSerializerOptions options) => writer.WriteStringValue(value.Word());
    }

    private sealed class IsoDate : JsonConverter<LocalDate>
    {
        public override LocalDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && LocalDatePattern.Iso.Parse(reader.GetString()!) is { Success: true, Value: var date } ? date : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, LocalDate value, JsonSerializerOptions options) => writer.WriteStringValue(LocalDatePattern.Iso.Format(value));
    }
}
