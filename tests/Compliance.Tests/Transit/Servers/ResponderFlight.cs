using System.Numerics;
using System.Security.Cryptography;

namespace Compliance.Tests.Transit.Servers;

/// <summary>A server's first messages, as records of one version.</summary>
/// <param name="fragment">Bytes to a record; 0: each message in one.</param>
internal sealed class ResponderFlight(ushort version, int fragment)
{
    private const byte AlertRecord = 21;
    private const byte HandshakeRecord = 22;
    private const byte Fatal = 2;

    // RFC 8446, section 4.1.3: this random makes a ServerHello a HelloRetryRequest.
    private static readonly byte[] RetryRandom = SHA256.HashData("HelloRetryRequest"u8);

    private readonly List<byte> _records = [];

    public static byte[] Alert(byte description) => [AlertRecord, 3, 0, 0, 2, Fatal, description];

    public byte[] ToArray() => [.. _records];

    public ResponderFlight ServerHello(ushort suite, byte compression, params IReadOnlyList<(ushort Type, byte[] Value)> extensions) =>
        Hello(RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32), suite, compression, extensions);

    /// <param name="session">Of the ClientHello: TLS 1.3 sends it back.</param>
    public ResponderFlight HelloRetryRequest(byte[] session, ushort suite, ushort group) =>
        Hello(RetryRandom, session, suite, 0, [(43, [3, 4]), (51, Number(group))]);

    public ResponderFlight Certificate(IReadOnlyList<byte[]> chain) =>
        Message(11, Sized(3, [.. chain.SelectMany(certificate => Sized(3, certificate))]));

    /// <summary>ServerDHParams (RFC 5246, section 7.4.3); the signature is noise.</summary>
    public ResponderFlight DhKeyExchange(BigInteger prime, bool signed)
    {
        var p = prime.ToByteArray(isUnsigned: true, isBigEndian: true);
        byte[] parameters = [.. Sized(2, p), .. Sized(2, [2]), .. Sized(2, RandomNumberGenerator.GetBytes(p.Length))];
        byte[] algorithm = version >= 0x0303 ? [4, 1] : [];
        return Message(12, signed ? [.. parameters, .. algorithm, .. Sized(2, RandomNumberGenerator.GetBytes(256))] : parameters);
    }

    public ResponderFlight ServerHelloDone() => Message(14, []);

    private ResponderFlight Hello(byte[] random, byte[] session, ushort suite, byte compression, IReadOnlyList<(ushort Type, byte[] Value)> extensions)
    {
        byte[] block = [.. extensions.SelectMany(extension => (byte[])[.. Number(extension.Type), .. Sized(2, extension.Value)])];
        return Message(2, [.. Number(version), .. random, .. Sized(1, session), .. Number(suite), compression, .. block.Length == 0 ? [] : Sized(2, block)]);
    }

    private ResponderFlight Message(byte type, byte[] body)
    {
        byte[] message = [type, .. Sized(3, body)];
        foreach (var part in message.Chunk(fragment == 0 ? message.Length : fragment))
            _records.AddRange([HandshakeRecord, .. Number(version), .. Sized(2, part)]);
        return this;
    }

    private static byte[] Number(ushort number) => [(byte)(number >> 8), (byte)(number & 0xFF)];

    private static byte[] Sized(int prefix, byte[] body) =>
        [.. Enumerable.Range(1, prefix).Select(at => (byte)(body.Length >> (8 * (prefix - at)) & 0xFF)), .. body];
}
