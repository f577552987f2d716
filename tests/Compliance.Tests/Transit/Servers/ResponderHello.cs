using System.Buffers.Binary;

namespace Compliance.Tests.Transit.Servers;

/// <summary>A ClientHello as it came (RFC 5246, section 7.4.1.2), read by hand: a mistake of the code under test must not be repeated here.</summary>
internal sealed record ResponderHello(
    ushort Version, byte[] Session, IReadOnlyList<ushort> Suites, byte[] Compressions, IReadOnlyDictionary<ushort, byte[]> Extensions)
{
    private const byte ClientHello = 1;
    private const int MessageHeader = 4;
    private const ushort SupportedGroups = 10;
    private const ushort SupportedVersions = 43;

    /// <summary>Groups of the key exchange, by preference of the client; none where the extension is absent.</summary>
    public IReadOnlyList<ushort> Groups => Extensions.TryGetValue(SupportedGroups, out var value) ? Numbers(value.AsSpan(2)) : [];

    /// <summary>The extension names the versions one by one; without it, all up to <see cref="Version"/> are meant.</summary>
    public bool Offers(ushort version) => Extensions.TryGetValue(SupportedVersions, out var value)
        ? Numbers(value.AsSpan(1)).Contains(version)
        : version <= Version && version < 0x0304;

    /// <returns>Null: more of the message is to come.</returns>
    public static ResponderHello? Read(ReadOnlySpan<byte> message)
    {
        if (message.Length < MessageHeader) return null;
        var length = message[1] << 16 | BinaryPrimitives.ReadUInt16BigEndian(message[2..]);
        if (message.Length < MessageHeader + length) return null;
        if (message[0] != ClientHello) throw new IOException($"a handshake that begins with message {message[0]}");
        var rest = message.Slice(MessageHeader, length);
        var version = BinaryPrimitives.ReadUInt16BigEndian(rest);
        rest = rest[34..];
        var session = Take(ref rest, 1).ToArray();
        var suites = Numbers(Take(ref rest, 2));
        var compressions = Take(ref rest, 1).ToArray();
        return new(version, session, suites, compressions, rest.IsEmpty ? new() : ReadExtensions(Take(ref rest, 2)));
    }

    private static Dictionary<ushort, byte[]> ReadExtensions(ReadOnlySpan<byte> rest)
    {
        var extensions = new Dictionary<ushort, byte[]>();
        while (!rest.IsEmpty)
        {
            var type = BinaryPrimitives.ReadUInt16BigEndian(rest);
            rest = rest[2..];
            extensions.Add(type, Take(ref rest, 2).ToArray());
        }
        return extensions;
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> rest, int prefix)
    {
        var length = prefix == 1 ? rest[0] : BinaryPrimitives.ReadUInt16BigEndian(rest);
        var taken = rest.Slice(prefix, length);
        rest = rest[(prefix + length)..];
        return taken;
    }

    private static List<ushort> Numbers(ReadOnlySpan<byte> bytes)
    {
        var numbers = new List<ushort>();
        for (var at = 0; at < bytes.Length; at += 2) numbers.Add(BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]));
        return numbers;
    }
}
