using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Transit;

/// <summary>An observation as one JSON object, and back. The document is evidence: it holds every fact, so that whoever has it can judge again, by
/// another profile or a later rule, without asking the endpoint. What was judged stands in it for people; reading does not look at it.</summary>
public static class ObservationJson
{
    /// <summary>Whole nanoseconds are kept: what is read is what was written.</summary>
    internal static readonly InstantPattern Times = InstantPattern.ExtendedIso;

    /// <summary>Writes the object where the writer stands.</summary>
    /// <param name="judged">What a profile says of it; null: facts alone.</param>
    public static void Write(EndpointObservation seen, Utf8JsonWriter json, JudgedFacts? judged = null)
    {
        json.WriteStartObject();
        WriteHead(seen, json, judged);
        WriteVersions(seen, json);
        WriteSuites(seen, json, judged);
        WriteGroups(seen, json);
        WriteHandshake(seen, json);
        WriteCertificates(seen, json);
        WriteHttp(seen.Http, json);
        if (judged is not null)
        {
            json.WritePropertyName("findings");
            judged.WriteFindings(json);
        }
        json.WriteNumber("connections", seen.Connections);
        json.WriteNumber("milliseconds", seen.Milliseconds);
        json.WriteEndObject();
    }

    private static void WriteHead(EndpointObservation seen, Utf8JsonWriter json, JudgedFacts? judged)
    {
        json.WriteString("host", seen.Endpoint.Host);
        json.WriteNumber("port", seen.Endpoint.Port);
        if (judged is not null)
        {
            json.WriteString("verdict", judged.Verdict);
            json.WriteString("profile", judged.Profile);
        }
        if (seen.Endpoint.StartTls != StartTls.None) json.WriteString("starttls", seen.Endpoint.StartTls == StartTls.Smtp ? "smtp" : "imap");
        json.WriteString("address", seen.Address);
        json.WriteString("at", Times.Format(seen.At));
        if (seen.Incomplete is not null) json.WriteString("incomplete", seen.Incomplete);
    }

    private static void WriteVersions(EndpointObservation seen, Utf8JsonWriter json)
    {
        json.WriteStartObject("versions");
        foreach (var version in TlsVersionWords.All) WriteFlag(version.Word(), seen.Versions.FirstOrDefault(asked => asked.Version == version)?.Accepted, json);
        json.WriteEndObject();
        json.WriteStartObject("versionReasons");
        foreach (var asked in seen.Versions.Where(asked => asked.Why is not null)) json.WriteString(asked.Version.Word(), asked.Why);
        json.WriteEndObject();
        json.WriteStartObject("serverPreference");
        foreach (var asked in seen.Versions.Where(asked => asked.ServerPreference is not null)) json.WriteBoolean(asked.Version.Word(), asked.ServerPreference!.Value);
        json.WriteEndObject();
    }

    private static void WriteSuites(EndpointObservation seen, Utf8JsonWriter json, JudgedFacts? judged)
    {
        json.WriteStartArray("suites");
        foreach (var accepted in seen.Suites)
        {
            json.WriteStartObject();
            json.WriteString("version", accepted.Version.Word());
            json.WriteString("id", CipherSuite.Spell(accepted.Id));
            json.WriteString("name", CipherSuites.Of(accepted.Id).Name);
            if (judged is not null) json.WriteString("verdict", judged.VerdictOfSuite(CipherSuites.Of(accepted.Id)));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteGroups(EndpointObservation seen, Utf8JsonWriter json)
    {
        json.WriteStartArray("groups");
        foreach (var accepted in seen.Groups)
        {
            json.WriteStartObject();
            json.WriteString("version", accepted.Version.Word());
            json.WriteString("id", CipherSuite.Spell(accepted.Id));
            json.WriteString("name", NamedGroup.Of(accepted.Id).Name);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteHandshake(EndpointObservation seen, Utf8JsonWriter json)
    {
        WriteNumber("smallestDhBits", seen.SmallestDhBits, json);
        WriteFlag("secureRenegotiation", seen.SecureRenegotiation, json);
        WriteFlag("extendedMasterSecret", seen.ExtendedMasterSecret, json);
        WriteFlag("compression", seen.Compression, json);
        WriteFlag("fallbackScsv", seen.FallbackScsv, json);
    }

    private static void WriteCertificates(EndpointObservation seen, Utf8JsonWriter json)
    {
        json.WritePropertyName("certificate");
        if (seen.Certificates.Count == 0) json.WriteNullValue();
        else Write(seen.Certificates[0], json);
        json.WriteStartArray("certificates");
        foreach (var certificate in seen.Certificates) Write(certificate, json);
        json.WriteEndArray();
    }

    private static void Write(CertificateObservation certificate, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("subject", certificate.Subject);
        json.WriteString("issuer", certificate.Issuer);
        json.WriteString("sha256", certificate.Sha256);
        json.WriteString("serialNumber", certificate.SerialNumber);
        json.WriteString("notBefore", Times.Format(certificate.NotBefore));
        json.WriteString("notAfter", Times.Format(certificate.NotAfter));
        WriteTexts("names", certificate.Names, json);
        json.WriteString("keyType", certificate.KeyType);
        WriteNumber("keyBits", certificate.KeyBits, json);
        json.WriteString("curve", certificate.Curve);
        json.WriteString("signature", certificate.Signature);
        json.WriteBoolean("nameMatches", certificate.NameMatches);
        json.WriteBoolean("selfSigned", certificate.SelfSigned);
        WriteFlag("trusted", certificate.Trusted, json);
        WriteTexts("chainProblems", certificate.ChainProblems, json);
        json.WriteNumber("chainLength", certificate.ChainLength);
        json.WriteStartArray("chain");
        foreach (var above in certificate.Chain) Write(above, json);
        json.WriteEndArray();
        json.WriteBoolean("mustStaple", certificate.MustStaple);
        WriteFlag("stapled", certificate.Stapled, json);
        json.WriteEndObject();
    }

    private static void Write(ChainCertificate above, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("subject", above.Subject);
        json.WriteString("keyType", above.KeyType);
        WriteNumber("keyBits", above.KeyBits, json);
        json.WriteString("signature", above.Signature);
        json.WriteString("notAfter", Times.Format(above.NotAfter));
        json.WriteBoolean("selfSigned", above.SelfSigned);
        json.WriteEndObject();
    }

    private static void WriteHttp(HttpObservation? http, Utf8JsonWriter json)
    {
        json.WritePropertyName("http");
        if (http is null)
        {
            json.WriteNullValue();
            return;
        }
        json.WriteStartObject();
        WriteNumber("status", http.Status, json);
        json.WriteString("strictTransportSecurity", http.StrictTransportSecurity);
        WriteNumber("maxAge", http.MaxAge, json);
        json.WriteBoolean("plainAsked", http.PlainAsked);
        WriteNumber("plainStatus", http.PlainStatus, json);
        json.WriteString("plainLocation", http.PlainLocation);
        json.WriteString("plainTrouble", http.PlainTrouble);
        json.WriteEndObject();
    }

    // Null is written, never left out: it says that something is not known.
    private static void WriteFlag(string name, bool? value, Utf8JsonWriter json)
    {
        if (value is { } known) json.WriteBoolean(name, known);
        else json.WriteNull(name);
    }

    private static void WriteNumber(string name, long? value, Utf8JsonWriter json)
    {
        if (value is { } known) json.WriteNumber(name, known);
        else json.WriteNull(name);
    }

    private static void WriteTexts(string name, IReadOnlyList<string> texts, Utf8JsonWriter json)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}

/// <summary>What a document says beside the facts.</summary>
/// <param name="Profile">Id of the profile that judged.</param>
/// <param name="Verdict">Of the endpoint, in the words of reports.</param>
/// <param name="VerdictOfSuite">Of one accepted suite, in the same words.</param>
/// <param name="WriteFindings">Writes the array of findings.</param>
public sealed record JudgedFacts(string Profile, string Verdict, Func<CipherSuite, string> VerdictOfSuite, Action<Utf8JsonWriter> WriteFindings);
