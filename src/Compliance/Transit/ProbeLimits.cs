using System.Globalization;

namespace Compliance.Transit;

/// <summary>What probing one endpoint may cost, it and us. A server that reaches one of them ends in <see cref="EndpointObservation.Incomplete"/>.</summary>
public sealed record ProbeLimits
{
    public static readonly ProbeLimits Default = new();

    /// <summary>Connections to one endpoint; default 250, 10 to 5,000.</summary>
    public int Connections { get; init; } = 250;

    /// <summary>Connections to one endpoint at the same time; default 4, 1 to 16.</summary>
    public int Parallel { get; init; } = 4;

    /// <summary>Time for one endpoint; default 60 s, 1 s to 30 min.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Time until a name is resolved, and until a connection stands; default 5 s, 0.1 s to 1 min.</summary>
    public TimeSpan ConnectTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time for one question, from the standing connection to the answer's last byte; default 5 s, 0.1 s to 2 min.</summary>
    public TimeSpan AnswerTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Bytes read from one endpoint; default 4 MiB, 64 KiB to 256 MiB.</summary>
    public long Bytes { get; init; } = 4 << 20;

    /// <summary>Bytes of handshake messages on one connection; default 128 KiB, 4 KiB to 16 MiB.</summary>
    public int HandshakeBytes { get; init; } = 128 << 10;

    /// <summary>Certificates of one chain; default 12, 1 to 100.</summary>
    public int Certificates { get; init; } = 12;

    /// <summary>Bytes of an HTTP answer's head, and of what is said before STARTTLS; default 16 KiB, 1 KiB to 1 MiB.</summary>
    public int HeadBytes { get; init; } = 16 << 10;

    /// <exception cref="InputException">One is out of its range; the message names it.</exception>
    public ProbeLimits Validated()
    {
        InRange(nameof(Connections), Connections, 10, 5_000);
        InRange(nameof(Parallel), Parallel, 1, 16);
        InRange(nameof(Time), Time.TotalSeconds, 1, 1_800, " s");
        InRange(nameof(ConnectTime), ConnectTime.TotalSeconds, 0.1, 60, " s");
        InRange(nameof(AnswerTime), AnswerTime.TotalSeconds, 0.1, 120, " s");
        InRange(nameof(Bytes), Bytes, 64 << 10, 256 << 20);
        InRange(nameof(HandshakeBytes), HandshakeBytes, 4 << 10, 16 << 20);
        InRange(nameof(Certificates), Certificates, 1, 100);
        InRange(nameof(HeadBytes), HeadBytes, 1 << 10, 1 << 20);
        return this;
    }

    private static void InRange(string limit, double value, double least, double most, string unit = "")
    {
        if (value >= least && value <= most) return;
        throw new InputException(string.Create(CultureInfo.InvariantCulture, $"probe limit `{limit}` is {value}{unit}; give it a value from {least} to {most}{unit}"));
    }
}
