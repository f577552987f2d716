using Compliance.Transit.Wire;

namespace Compliance.Transit.Probing;

/// <summary>What became of a hello. Only the first two are answers to what it asked.</summary>
internal abstract record Answer
{
    /// <summary>The server chose; whether it chose what was asked for is for the question to see.</summary>
    public sealed record Agreed(ServerHello Hello, ServerFlight Flight) : Answer;

    /// <summary>The server ended it with an alert, which need not be about the offer (<see cref="Alert.IsRefusal"/>).</summary>
    public sealed record Refused(Alert Alert) : Answer;

    /// <summary>The server closed or reset the connection without a word: a refusal, if it still answers what it answered before.</summary>
    public sealed record Closed : Answer;

    /// <summary>Nothing came in the time given.</summary>
    public sealed record Silent(string Why) : Answer;

    /// <summary>It could not be asked, or the answer is not TLS.</summary>
    public sealed record Unknown(string Why) : Answer;

    /// <summary>Whether something other than what was offered may be behind it: the length of the hello, or one suite the server trips over.</summary>
    public bool IsDoubtful => this is Closed or Silent || this is Refused { Alert.IsRefusal: false };

    /// <summary>
    /// Whether it refuses if it comes again, and the server goes on answering what it answered before: else it may have had enough of us.
    /// internal_error is what OpenSSL 3 says to TLS 1.0 and 1.1 where its security level has no signature for them.
    /// </summary>
    public bool MayRefuse => this is Closed or Refused { Alert.Description: Alert.InternalError };

    /// <summary>In words, for a version that is not known.</summary>
    public string Words => this switch
    {
        Agreed agreed => $"answered with {agreed.Hello.Version.Title()}",
        Refused { Alert: var alert } when alert.IsRefusal => $"refused: {alert}",
        Refused { Alert: var alert } => MayRefuse ? $"ended with {alert}" : $"ended with {alert}, which refuses no offer",
        Closed => "the connection was closed without a word",
        Silent silent => silent.Why,
        Unknown unknown => unknown.Why,
        _ => throw new InvalidOperationException($"{GetType()} has no words"),
    };
}

/// <summary>What followed the ServerHello in clear, as far as it was read; TLS 1.2 or older.</summary>
internal sealed record ServerFlight
{
    public static readonly ServerFlight Unread = new();

    /// <summary>Certificates in DER, the server's own first; null: none was seen.</summary>
    public IReadOnlyList<byte[]>? Chain { get; init; }

    public bool Stapled { get; init; }

    public ServerKeyExchange? KeyExchange { get; init; }

    /// <summary>Why it was not read to its end; null: it was, or nobody wanted it.</summary>
    public string? Trouble { get; init; }
}
