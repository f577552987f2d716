using System.Globalization;
using System.Text.Json;
using NodaTime;

namespace Compliance.Transit;

/// <summary>An observation out of a document, and the profile that judged it then; null: the document does not say.</summary>
public sealed record ReadObservation(EndpointObservation Seen, string? Profile);

/// <summary>Reads the facts of a document that <c>compliance tls -o json</c> wrote. Members that are not known are passed over; what is known and
/// has another shape is refused with its place. A fact that is absent is not known.</summary>
public static class ObservationJsonReader
{
    /// <summary>Largest document.</summary>
    public const int MostBytes = 64 << 20;

    /// <summary>Most endpoints in one document.</summary>
    public const int MostEndpoints = 10_000;

    /// <summary>Most entries of one list of facts.</summary>
    public const int MostEntries = 4_096;

    /// <summary>Longest text, in characters.</summary>
    public const int LongestText = 16_384;

    // A document of ours is eight deep; what others put in beside may be deeper.
    private static readonly JsonDocumentOptions Format = new() { MaxDepth = 32 };

    /// <param name="name">Of the document, for errors.</param>
    /// <exception cref="InputException">It is no such document; the message names the place.</exception>
    public static IReadOnlyList<ReadObservation> Read(string name, Stream document)
    {
        using var read = Parse(name, Bytes(name, document));
        var endpoints = new JsonPlace(name, "$", read.RootElement).Member("endpoints").Items(MostEndpoints);
        return [.. endpoints.Select(Endpoint)];
    }

    private static ReadOnlyMemory<byte> Bytes(string name, Stream document) => BoundedBytes.Of(document, MostBytes,
        () => new InputException($"{name}: longer than {MostBytes >> 20} MiB; split it into several documents of fewer endpoints"));

    private static JsonDocument Parse(string name, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return JsonDocument.Parse(bytes, Format);
        }
        catch (JsonException wrong)
        {
            throw InputException.At(name, (wrong.LineNumber ?? 0) + 1, (wrong.BytePositionInLine ?? 0) + 1, "not JSON; give the document as `compliance tls -o json` wrote it");
        }
    }

    private static ReadObservation Endpoint(JsonPlace place)
    {
        var certificates = place.Optional("certificates")?.Items(MostEntries).Select(Certificate).ToList()
            ?? (place.Optional("certificate") is { } only ? [Certificate(only)] : []);
        var seen = new EndpointObservation
        {
            Endpoint = new(place.Member("host").NameOf(253), place.Member("port").Integer(1, 65_535), StartTlsOf(place)),
            Address = place.Optional("address")?.Text(),
            At = place.Member("at").Time(),
            Incomplete = place.Optional("incomplete")?.Text(),
            Versions = Versions(place),
            Suites = [.. (place.Optional("suites")?.Items(MostEntries) ?? []).Select(suite => new SuiteObservation(suite.Member("version").Version(), suite.Member("id").Code()))],
            Groups = [.. (place.Optional("groups")?.Items(MostEntries) ?? []).Select(group => new GroupObservation(group.Member("id").Code(), group.Member("version").Version()))],
            SmallestDhBits = place.Optional("smallestDhBits")?.Integer(0, 1 << 20),
            SecureRenegotiation = place.Optional("secureRenegotiation")?.Flag(),
            ExtendedMasterSecret = place.Optional("extendedMasterSecret")?.Flag(),
            Compression = place.Optional("compression")?.Flag(),
            FallbackScsv = place.Optional("fallbackScsv")?.Flag(),
            Certificates = certificates,
            Http = place.Optional("http") is { } http ? Http(http) : null,
            Connections = place.Optional("connections")?.Integer(0, int.MaxValue) ?? 0,
            Milliseconds = place.Optional("milliseconds")?.Long(0) ?? 0,
        };
        return new(seen, place.Optional("profile")?.Text());
    }

    private static StartTls StartTlsOf(JsonPlace place) => place.Optional("starttls") is not { } word ? StartTls.None : word.Text() switch
    {
        "smtp" => StartTls.Smtp,
        "imap" => StartTls.Imap,
        _ => throw word.Not("`smtp` or `imap`"),
    };

    private static IReadOnlyList<VersionObservation> Versions(JsonPlace place)
    {
        var versions = place.Member("versions");
        var why = place.Optional("versionReasons");
        var preference = place.Optional("serverPreference");
        return [.. TlsVersionWords.All.Select(version => new VersionObservation(
            version, versions.Optional(version.Word())?.Flag(), why?.Optional(version.Word())?.Text(), preference?.Optional(version.Word())?.Flag()))];
    }

    private static CertificateObservation Certificate(JsonPlace place) => new()
    {
        Subject = place.Member("subject").Text(),
        Issuer = place.Member("issuer").Text(),
        Sha256 = place.Member("sha256").Text(),
        SerialNumber = place.Member("serialNumber").Text(),
        NotBefore = place.Member("notBefore").Time(),
        NotAfter = place.Member("notAfter").Time(),
        Names = place.Optional("names")?.Texts(MostEntries) ?? [],
        KeyType = place.Member("keyType").Text(),
        KeyBits = place.Optional("keyBits")?.Integer(0, 1 << 20),
        Curve = place.Optional("curve")?.Text(),
        Signature = place.Member("signature").Text(),
        NameMatches = place.Member("nameMatches").Flag(),
        SelfSigned = place.Member("selfSigned").Flag(),
        Trusted = place.Optional("trusted")?.Flag(),
        ChainProblems = place.Optional("chainProblems")?.Texts(MostEntries) ?? [],
        ChainLength = place.Member("chainLength").Integer(0, MostEntries),
        Chain = [.. (place.Optional("chain")?.Items(MostEntries) ?? []).Select(Above)],
        MustStaple = place.Member("mustStaple").Flag(),
        Stapled = place.Optional("stapled")?.Flag(),
    };

    private static ChainCertificate Above(JsonPlace place) => new(
        place.Member("subject").Text(), place.Member("keyType").Text(), place.Optional("keyBits")?.Integer(0, 1 << 20),
        place.Member("signature").Text(), place.Member("notAfter").Time(), place.Member("selfSigned").Flag());

    private static HttpObservation Http(JsonPlace place) => new()
    {
        Status = place.Optional("status")?.Integer(0, 999),
        StrictTransportSecurity = place.Optional("strictTransportSecurity")?.Text(),
        MaxAge = place.Optional("maxAge")?.Long(long.MinValue),
        PlainAsked = place.Optional("plainAsked")?.Flag() ?? false,
        PlainStatus = place.Optional("plainStatus")?.Integer(0, 999),
        PlainLocation = place.Optional("plainLocation")?.Text(),
        PlainTrouble = place.Optional("plainTrouble")?.Text(),
    };

    /// <summary>A value and where it stands, so that what is wrong with it can be said.</summary>
    /// <remarks>Half a surrogate pair can be written in JSON with an escape. It is no text, and the base library throws where it is asked for, also in a name.</remarks>
    private readonly record struct JsonPlace(string Document, string Path, JsonElement Value)
    {
        /// <summary>A member that must be there.</summary>
        public JsonPlace Member(string name) => Optional(name) ?? throw new InputException($"{Document}: {Path}: `{name}` is missing; give the document as `compliance tls -o json` wrote it");

        /// <summary>A member; null when it is absent or null.</summary>
        public JsonPlace? Optional(string name)
        {
            if (Value.ValueKind != JsonValueKind.Object) throw Not("an object");
            try
            {
                return Value.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? new JsonPlace(Document, $"{Path}.{name}", member) : null;
            }
            catch (InvalidOperationException)
            {
                throw Not("an object whose names are whole characters");
            }
        }

        public IEnumerable<JsonPlace> Items(int most)
        {
            if (Value.ValueKind != JsonValueKind.Array) throw Not("an array");
            if (Value.GetArrayLength() > most) throw Not($"an array of at most {most.ToString(CultureInfo.InvariantCulture)}");
            var (document, path) = (Document, Path);
            return Value.EnumerateArray().Select((item, i) => new JsonPlace(document, $"{path}[{i}]", item));
        }

        public string Text()
        {
            if (Value.ValueKind != JsonValueKind.String) throw Not("a text");
            string text;
            try
            {
                text = Value.GetString()!;
            }
            catch (InvalidOperationException)
            {
                throw Not("a text of whole characters");
            }
            return text.Length <= LongestText ? text : throw Not($"a text of at most {LongestText} characters");
        }

        public string NameOf(int longest) => Text() is { Length: > 0 } name && name.Length <= longest ? name : throw Not($"a name of at most {longest} characters");

        public IReadOnlyList<string> Texts(int most) => [.. Items(most).Select(item => item.Text())];

        public bool Flag() => Value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Not("true, false or null"),
        };

        public int Integer(int least, int most) =>
            Value.ValueKind == JsonValueKind.Number && Value.TryGetInt32(out var number) && number >= least && number <= most ? number
            : throw Not($"a whole number from {least} to {most}");

        public long Long(long least) =>
            Value.ValueKind == JsonValueKind.Number && Value.TryGetInt64(out var number) && number >= least ? number : throw Not("a whole number");

        public Instant Time() => ObservationJson.Times.Parse(Text()) is { Success: true, Value: var time } ? time : throw Not("an instant in UTC, `2026-03-15T12:00:00Z`");

        public TlsVersion Version() => TlsVersionWords.Find(Text()) ?? throw Not("one of ssl3, tls1.0, tls1.1, tls1.2, tls1.3");

        /// <summary>A number of a registry: <c>0xC02F</c>.</summary>
        public ushort Code() =>
            Text() is ['0', 'x', _, _, _, _] text && ushort.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) ? code
            : throw Not("a number such as `0xC02F`");

        public InputException Not(string expected) => new($"{Document}: {Path}: expected {expected}; give the document as `compliance tls -o json` wrote it");
    }
}
