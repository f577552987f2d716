using Compliance.Transit.Wire;

namespace Compliance.Transit.Probing;

/// <summary>What became of a hello. Only the first two are answers to what it asked.</summary>
internal abstract record Answer
{
    /// <summary>The server chose; whether it chose what was asked for is for the question to see.</summary>
    public sealed record Agreed(ServerHello Hello, ServerFlight Flight) : Answer;

    /// <summary>The server ended it with an alert.</summary>
    public sealed record Refused(Alert Alert) : Answer;

    /// <summary>The server closed or reset the connection without a word: a refusal, if it still answers what it answered before.</summary>
    public sealed record Closed : Answer;

    /// <summary>Nothing came in the time given.</summary>
    public sealed record Silent(string Why) : Answer;

    /// <summary>It could not be asked, or the answer is not TLS.</summary>
    public sealed record Unknown(string Why) : Answer;

    /// <summary>Whether something other than what was offered may be behind it: the length of the hello, or one suite the server trips over.</summary>
    public bool IsDoubtful => this is Closed or Silent || (this is Refused refused && !refused.Alert.IsAboutTheOffer);

    /// <summary>In words, for a version that is not known.</summary>
    public string Words => this switch
    {
        Agreed agreed => $"answered with {VersionNames.Of(agreed.Hello.Version)}",
        Refused refused => $"refused: {refused.Alert}",
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
