using System.Text;
using Compliance.Transit.Certificates;
using Compliance.Transit.Probing;
using Compliance.Transit.Wire;
using FsCheck;
using FsCheck.Fluent;
using HostName = Compliance.Transit.Probing.HostName;

namespace Compliance.Tests.Transit.Wire;

/// <summary>Whatever is sent, reading it ends, with an answer or a <see cref="ProtocolException"/>.</summary>
public sealed class HostileBytesTests
{
    private static readonly WireLimits Limits = new(8192, 3);
    private static readonly byte[] Certificate = TestCertificates.SelfSigned("localhost").RawData;

    private static readonly byte[][] Valid =
    [
        [.. Spoken.Alert(1, 112), .. Spoken.Handshake(Spoken.Hello(0x0303, 0x0033, [.. Spoken.Extension(0xFF01, 0), .. Spoken.Extension(5)]), Spoken.Certificates(Certificate), Spoken.Field(128), Spoken.Done)],
        Spoken.Handshake(Spoken.Hello(0x0303, 0xC02F), Spoken.Certificates([1], [2]), Spoken.Curve(0x17), Spoken.Done),
        Spoken.Handshake(Spoken.Retry(0x1301, 0x11EC)),
    ];

    private static readonly Gen<byte[]> Bytes = Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf();

    private static readonly Gen<byte[]> Mutated =
        from valid in Gen.Elements<byte[]>(Valid)
        from at in Gen.Choose(0, valid.Length)
        from length in Gen.Choose(0, 6)
        from inserted in Bytes
        from cut in Gen.Elements(true, false)
        select cut ? valid[..at] : (byte[])[.. valid[..at], .. inserted, .. valid[Math.Min(valid.Length, at + length)..]];

    [Fact]
    public void Random_records() => Survives(Bytes.Select(bytes => Spoken.Record(22, bytes.Length == 0 ? [0] : bytes)), 500);

    [Fact]
    public void Random_bytes() => Survives(Bytes, 500);

    [Fact]
    public void Valid_handshakes_cut_and_changed() => Survives(Mutated, 1_500);

    [Fact]
    public void Heads_of_HTTP_and_lines_before_TLS() =>
        Check.One(Tried.Times(500), Prop.ForAll(
            (from start in Gen.Elements("HTTP/1.1 200 OK\r\n", "HTTP/1.1 ", "220-x\r\n", "* OK\r\n", "") from rest in Bytes select (byte[])[.. Encoding.ASCII.GetBytes(start), .. rest, .. "\r\n\r\n"u8]).ToArbitrary(),
            bytes =>
            {
                HttpHead.Parse(bytes);
                Refusable(() => HttpHead.ReadAsync(new MemoryStream(bytes), 1024, default).GetAwaiter().GetResult());
                Refusable(() => new SmtpPreface(1024).SpeakAsync(Duplex(bytes), default).GetAwaiter().GetResult());
                Refusable(() => new ImapPreface(1024).SpeakAsync(Duplex(bytes), default).GetAwaiter().GetResult());
                StrictTransport.MaxAge(Encoding.Latin1.GetString(bytes));
            }));

    [Fact]
    public void Certificates_cut_and_changed_are_read_or_said_to_be_unreadable()
    {
        var reader = new PresentedCertificate(HostName.Parse("localhost"), new ChainTrust([], TimeProvider.System));
        var mutated =
            from at in Gen.Choose(0, Certificate.Length - 1)
            from value in Gen.Choose(0, 255)
            from cut in Gen.Frequency((1, Gen.Constant(true)), (9, Gen.Constant(false)))
            select cut ? Certificate[..at] : (byte[])[.. Certificate[..at], (byte)value, .. Certificate[(at + 1)..]];
        Check.One(Tried.Times(300), Prop.ForAll(mutated.ToArbitrary(), der =>
        {
            var (certificate, why) = reader.Read([der], null);
            return certificate is null != why is null;
        }));
    }

    private static void Survives(Gen<byte[]> bytes, int tests) =>
        Check.One(Tried.Times(tests), Prop.ForAll(bytes.ToArbitrary(), sent => Refusable(() => ReadAll(sent))));

    private static void ReadAll(byte[] sent)
    {
        var reader = new HandshakeReader(new RecordReader(new MemoryStream(sent)), Limits);
        while (true)
        {
            var heard = reader.ReadAsync(default).AsTask().GetAwaiter().GetResult();
            if (heard.Type is null) return;
            Refusable(() => ServerHello.Parse(heard.Body.Span));
            Refusable(() => CertificateMessage.Parse(heard.Body.Span, Limits));
            Refusable(() => ServerKeyExchange.ParseField(heard.Body.Span));
            Refusable(() => ServerKeyExchange.ParseCurve(heard.Body.Span));
        }
    }

    private static void Refusable(Action read)
    {
        try
        {
            read();
        }
        catch (ProtocolException refused)
        {
            Assert.InRange(refused.Message.Length, 10, 300);
        }
    }

    // What is written goes nowhere; what is read is what the server says.
    private static BufferedDuplex Duplex(byte[] bytes) => new(bytes);

    private sealed class BufferedDuplex(byte[] bytes) : MemoryStream(bytes, writable: false)
    {
        public override bool CanWrite => true;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }
}
