using System.Globalization;
using System.Xml.Linq;

namespace Compliance.Tests.Transit.Servers;

/// <summary>What <c>sslscan</c> saw of an endpoint.</summary>
/// <param name="Versions">Number on the wire of each version it found enabled.</param>
/// <param name="Suites">Version and suite, by number.</param>
/// <param name="Groups">Version and group, by number.</param>
/// <param name="SecureRenegotiation">Null: it could not tell.</param>
internal sealed record SslscanReport(
    IReadOnlySet<ushort> Versions, IReadOnlySet<(ushort Version, ushort Id)> Suites, IReadOnlySet<(ushort Version, ushort Id)> Groups,
    IReadOnlySet<int> DhBits, bool? SecureRenegotiation, string? SignatureAlgorithm)
{
    public const string Program = "sslscan";

    /// <param name="options">Such as <c>--starttls-smtp</c>.</param>
    public static async Task<SslscanReport> OfAsync(int port, params IEnumerable<string> options)
    {
        var xml = await OutsideProgram.RunAsync(Program, Path.GetTempPath(),
            [.. options, "-4", "--xml=-", "--no-colour", "--show-cipher-ids", "--no-heartbleed", "--sni-name=localhost", $"127.0.0.1:{port}"]);
        return Read(XDocument.Parse(xml[xml.IndexOf("<?xml", StringComparison.Ordinal)..]));
    }

    private static SslscanReport Read(XDocument document)
    {
        var test = document.Root?.Element("ssltest") ?? throw new InvalidOperationException("sslscan reached no server");
        var renegotiation = test.Element("renegotiation");
        return new(
            test.Elements("protocol").Where(protocol => Is(protocol, "enabled")).Select(Protocol).ToHashSet(),
            test.Elements("cipher").Select(Identity).ToHashSet(),
            test.Elements("group").Select(Identity).ToHashSet(),
            test.Elements("cipher").Attributes("dhebits").Select(bits => int.Parse(bits.Value, CultureInfo.InvariantCulture)).ToHashSet(),
            renegotiation is null ? null : Is(renegotiation, "secure"),
            test.Descendants("signature-algorithm").FirstOrDefault()?.Value);
    }

    private static bool Is(XElement element, string attribute) => element.Attribute(attribute)?.Value == "1";

    private static (ushort Version, ushort Id) Identity(XElement element) => (
        Version(element.Attribute("sslversion")!.Value),
        Convert.ToUInt16(element.Attribute("id")!.Value, 16));

    private static ushort Protocol(XElement element) => Version(element.Attribute("type")!.Value.ToUpperInvariant() + "v" + element.Attribute("version")!.Value);

    private static ushort Version(string name) => name switch
    {
        "SSLv2" or "SSLv2.0" => 0x0002,
        "SSLv3" or "SSLv3.0" => 0x0300,
        "TLSv1.0" => 0x0301,
        "TLSv1.1" => 0x0302,
        "TLSv1.2" => 0x0303,
        "TLSv1.3" => 0x0304,
        _ => throw new InvalidOperationException($"sslscan names a version `{name}`"),
    };
}
