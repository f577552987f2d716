using System.Text;
using Compliance.Transit.Wire;

namespace Compliance.Tests.Transit.Wire;

public sealed class ReaderTests
{
    private static readonly WireLimits Limits = new(HandshakeBytes: 8192, Certificates: 3);
    private static readonly byte[] Hello = Spoken.Hello(0x0303, 0xC02F);

    [Fact]
    public async Task A_message_spread_over_many_records_is_put_together()
    {
        var heard = await ReadAllAsync([.. Hello.Chunk(3).SelectMany(part => Spoken.Record(22, part))]);

        Assert.Equal([HandshakeType.ServerHello], heard);
    }

    [Fact]
    public async Task Many_messages_in_one_record_are_told_apart() =>
        Assert.Equal([HandshakeType.ServerHello, HandshakeType.Certificate, HandshakeType.ServerHelloDone], await ReadAllAsync(Spoken.Handshake(Hello, Spoken.Certificates([1, 2]), Spoken.Done)));

    [Fact]
    public async Task Warnings_and_HelloRequests_are_put_up_with_for_a_while() =>
        Assert.Equal([HandshakeType.ServerHello], await ReadAllAsync([.. Spoken.Alert(1, 112), .. Spoken.Handshake(Spoken.Message(0, [])), .. Spoken.Handshake(Hello)]));

    [Fact]
    public async Task A_fatal_alert_ends_the_handshake()
    {
        var heard = await Reader(Spoken.Alert(2, 40)).ReadAsync(default);

        Assert.Equal(new Alert(2, Alert.HandshakeFailure), heard.Alert);
    }

    public static TheoryData<string, byte[]> Refused => new()
    {
        { "does not speak TLS: its answer begins with `SSH-2.0-OpenSSH_9`", Encoding.ASCII.GetBytes("SSH-2.0-OpenSSH_9") },
        { "does not speak TLS: its answer begins with `HTTP/1.1 400 Bad Req`", Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\n\r\n") },
        { "a record of 16385 bytes; 16384 are allowed", Spoken.Record(22, new byte[16385]) },
        { "an empty record", Spoken.Record(22, []) },
        { "in the middle of a record", Spoken.Record(22, Hello)[..20] },
        { "in the middle of a handshake message", Spoken.Record(22, Hello[..20]) },
        { "too long: 65535 bytes, of 8192 allowed", Spoken.Record(22, [2, 0, 0xFF, 0xFF]) },
        { "more than 8 messages that say nothing, warnings", [.. Enumerable.Repeat(Spoken.Alert(1, 112), 9).SelectMany(one => one)] },
        { "more than 8 messages that say nothing, HelloRequests", Spoken.Handshake([.. Enumerable.Repeat(Spoken.Message(0, []), 9)]) },
        { "more than 8 messages that say nothing, ChangeCipherSpec", [.. Enumerable.Repeat(Spoken.Record(20, [1]), 9).SelectMany(one => one)] },
        { "data before the handshake was over", Spoken.Record(23, [1, 2, 3]) },
        { "an alert of one byte", Spoken.Record(21, [2]) },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_is_no_handshake_is_refused_with_a_reason(string reason, byte[] bytes)
    {
        var refused = await Assert.ThrowsAsync<ProtocolException>(() => ReadAllAsync(bytes));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_without_end_are_refused_by_their_sum() =>
        await Assert.ThrowsAsync<ProtocolException>(() => ReadAllAsync([.. Enumerable.Repeat(Spoken.Handshake(Spoken.Message(13, new byte[1000])), 9).SelectMany(one => one)]));

    private static HandshakeReader Reader(byte[] bytes) => new(new RecordReader(new MemoryStream(bytes)), Limits);

    private static async Task<List<HandshakeType>> ReadAllAsync(byte[] bytes)
    {
        var reader = Reader(bytes);
        var types = new List<HandshakeType>();
        while ((await reader.ReadAsync(default)).Type is { } type) types.Add(type);
        return types;
    }
}
