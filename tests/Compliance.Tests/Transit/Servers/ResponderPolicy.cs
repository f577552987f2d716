using System.Numerics;

namespace Compliance.Tests.Transit.Servers;

/// <summary>How a <see cref="Responder"/> answers.</summary>
internal sealed record ResponderPolicy
{
    private const ushort Tls13 = 0x0304;
    private const ushort FallbackScsv = 0x5600;
    private const ushort RenegotiationScsv = 0x00FF;
    private const ushort ExtendedMasterSecretExtension = 23;
    private const ushort RenegotiationExtension = 0xFF01;
    private const byte Deflate = 1;
    private const byte HandshakeFailure = 40;
    private const byte ProtocolVersion = 70;
    private const byte InappropriateFallback = 86;

    // Anonymous: no certificate precedes the key exchange, and nothing signs it.
    private static readonly HashSet<ushort> AnonymousDh = [0x0017, 0x0018, 0x0019, 0x001A, 0x001B, 0x0034, 0x003A];
    private static readonly HashSet<ushort> SignedDh = [0x0011, 0x0012, 0x0013, 0x0014, 0x0015, 0x0016, 0x0033, 0x0039, 0x009E, 0x009F];

    /// <summary>The suites of each version it has, by number, in its order.</summary>
    public Dictionary<ushort, ushort[]> Suites { get; init; } = [];

    /// <summary>DER; leaf first.</summary>
    public IReadOnlyList<byte[]> Certificates { get; init; } = [];
    public BigInteger DhPrime { get; init; } = DhParameters.Prime1024;

    /// <summary>Group that TLS 1.3 asks for by HelloRetryRequest.</summary>
    public ushort RetryGroup { get; init; } = 0x11EC;
    public bool AnswersRenegotiation { get; init; } = true;
    public bool AnswersExtendedMasterSecret { get; init; } = true;
    public bool RefusesFallback { get; init; } = true;
    public bool Compresses { get; init; }

    /// <summary>Bytes to a record; 0: each message in one.</summary>
    public int Fragment { get; init; }

    /// <summary>The version it answers with, whatever was offered; null: the highest of its own that was offered.</summary>
    public ushort? Insists { get; init; }

    /// <summary>The suite it answers with, whatever was offered.</summary>
    public ushort? InsistsOnSuite { get; init; }

    public byte[] Answer(ResponderHello hello)
    {
        var versions = Suites.Keys.Where(hello.Offers).ToList();
        if (Insists is null && versions.Count == 0) return ResponderFlight.Alert(ProtocolVersion);
        var version = Insists ?? versions.Max();
        if (RefusesFallback && hello.Suites.Contains(FallbackScsv) && version < Suites.Keys.Max()) return ResponderFlight.Alert(InappropriateFallback);
        var chosen = Suites[version].Where(hello.Suites.Contains).ToList();
        if (InsistsOnSuite is null && chosen.Count == 0) return ResponderFlight.Alert(HandshakeFailure);
        var suite = InsistsOnSuite ?? chosen[0];
        return version == Tls13 ? Retry(hello, suite) : Flight(hello, version, suite);
    }

    private byte[] Retry(ResponderHello hello, ushort suite) => hello.Groups.Contains(RetryGroup)
        ? new ResponderFlight(0x0303, Fragment).HelloRetryRequest(hello.Session, suite, RetryGroup).ToArray()
        : ResponderFlight.Alert(HandshakeFailure);

    private byte[] Flight(ResponderHello hello, ushort version, ushort suite)
    {
        var compression = Compresses && hello.Compressions.Contains(Deflate) ? Deflate : (byte)0;
        var flight = new ResponderFlight(version, Fragment).ServerHello(suite, compression, [.. Extensions(hello)]);
        if (!AnonymousDh.Contains(suite)) flight.Certificate(Certificates);
        if (AnonymousDh.Contains(suite) || SignedDh.Contains(suite)) flight.DhKeyExchange(DhPrime, signed: SignedDh.Contains(suite));
        return flight.ServerHelloDone().ToArray();
    }

    private IEnumerable<(ushort Type, byte[] Value)> Extensions(ResponderHello hello)
    {
        var asked = hello.Extensions.ContainsKey(RenegotiationExtension) || hello.Suites.Contains(RenegotiationScsv);
        if (AnswersRenegotiation && asked) yield return (RenegotiationExtension, [0]);
        if (AnswersExtendedMasterSecret && hello.Extensions.ContainsKey(ExtendedMasterSecretExtension)) yield return (ExtendedMasterSecretExtension, []);
    }
}
