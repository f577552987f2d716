using Compliance.Transit;

namespace Compliance.Rules.Transit;

/// <summary>Questions that several rules ask of an observation. Null is always: not known.</summary>
internal static class Reading
{
    private const int MostNamed = 3;
    private const int LongestText = 80;

    public static bool? Accepts(this EndpointObservation seen, TlsVersion version) =>
        seen.Versions.FirstOrDefault(asked => asked.Version == version)?.Accepted;

    /// <summary>Whether any version of TLS was spoken with it.</summary>
    public static bool IsReached(this EndpointObservation seen) => seen.Versions.Any(version => version.Accepted is true);

    /// <summary>Whether TLS 1.3 is accepted and every older version is known not to be.</summary>
    public static bool HasOnlyTls13(this EndpointObservation seen) => TlsVersionWords.All.All(version => seen.Accepts(version) == (version == TlsVersion.Tls13));

    /// <summary>Why a fact is missing, as far as the observation says.</summary>
    public static string WhyNotKnown(this EndpointObservation seen, string otherwise = "it was not asked") =>
        seen.Incomplete is { } why ? $"not known: {Cut(why, 200)}"
        : seen.IsReached() ? $"not known: {otherwise}"
        : seen.Address is null ? "not known: the endpoint was not reached"
        : "not known: the endpoint accepted no version of TLS";

    public static string WhyNotKnown(this EndpointObservation seen, TlsVersion version) =>
        seen.Versions.FirstOrDefault(asked => asked.Version == version)?.Why is { } why
            ? $"whether {version.Title()} is accepted is not known: {Cut(why, 200)}"
            : $"whether {version.Title()} is accepted is {seen.WhyNotKnown()}";

    /// <summary>Why there may be handshakes before TLS 1.3 that nobody saw; null: there are none.</summary>
    public static string? UnknownOlder(this EndpointObservation seen) =>
        TlsVersionWords.All.Where(version => version != TlsVersion.Tls13 && seen.Accepts(version) is null).Select(version => seen.WhyNotKnown(version)).FirstOrDefault();

    /// <summary>A list that may be long, cut to what a person reads.</summary>
    public static string Listed(IEnumerable<string> items)
    {
        var all = items.Distinct(StringComparer.Ordinal).ToList();
        return all.Count <= MostNamed + 1 ? string.Join(", ", all) : $"{string.Join(", ", all.Take(MostNamed))} and {all.Count - MostNamed} more";
    }

    /// <summary>What the other side wrote, no longer than a line.</summary>
    public static string Cut(string text, int longest = LongestText) => text.Length <= longest ? text : text[..longest] + "…";

    public static string Named(this CertificateObservation certificate) => $"certificate `{Cut(certificate.Subject)}`";
}
