using System.Buffers.Binary;

namespace Compliance.Tests.Transit;

/// <summary>What a server says, put together by hand.</summary>
internal static class Spoken
{
    public static readonly byte[] RetryRandom = Convert.FromHexString("CF21AD74E59A6111BE1D8C021E65B891C2A211167ABB8C5E079E09E2C8A8339C");

    public static readonly byte[] Done = Message(14, []);

    public static byte[] Record(byte type, byte[] fragment) => [type, 3, 3, .. U16(fragment.Length), .. fragment];

    public static byte[] Handshake(params byte[][] messages) => Record(22, [.. messages.SelectMany(message => message)]);

    public static byte[] Alert(byte level, byte description) => Record(21, [level, description]);

    public static byte[] Message(byte type, byte[] body) => [type, 0, .. U16(body.Length), .. body];

    public static byte[] Hello(int version, int suite, byte[]? extensions = null, byte[]? random = null, byte compression = 0) =>
        Message(2, [.. U16(version), .. random ?? new byte[32], 0, .. U16(suite), compression, .. extensions is null ? [] : Vector16(extensions)]);

    public static byte[] Extension(int type, params byte[] content) => [.. U16(type), .. Vector16(content)];

    /// <summary>TLS 1.3 asks for a group.</summary>
    public static byte[] Retry(int suite, int group) => Hello(0x0303, suite, [.. Extension(43, 3, 4), .. Extension(51, U16(group))], RetryRandom);

    public static byte[] Certificates(params byte[][] chain)
    {
        var list = chain.SelectMany(der => (byte[])[0, .. U16(der.Length), .. der]).ToArray();
        return Message(11, [0, .. U16(list.Length), .. list]);
    }

    /// <summary>Parameters of DHE with a prime of so many bytes, its first bit set.</summary>
    public static byte[] Field(int bytes) => Message(12, [.. Vector16([0x80, .. new byte[bytes - 1]]), .. Vector16([2]), .. Vector16([4])]);

    public static byte[] Curve(int group) => Message(12, [3, .. U16(group), 1, 4]);

    public static byte[] U16(int value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        return bytes;
    }

    private static byte[] Vector16(byte[] content) => [.. U16(content.Length), .. content];
}
