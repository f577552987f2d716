using Compliance.Transit.Wire;

namespace Compliance.Transit.Probing;

/// <summary>What a server said to one version.</summary>
internal sealed record VersionAnswer(TlsVersion Version, Answer Answer)
{
    /// <summary>The answer, if it has exactly this version.</summary>
    public Answer.Agreed? Exact => Answer is Answer.Agreed agreed && agreed.Hello.Version == Version ? agreed : null;
}

/// <summary>Does the server accept this version, offered alone and with every suite of it?</summary>
internal sealed class VersionQuestion(Conversation conversation, HelloForm form)
{
    public async Task<VersionAnswer> AskAsync(TlsVersion version, CancellationToken cancellation)
    {
        var answer = await AskAsync(version, form.For(version, OfferedSuites.Of(version)), cancellation);
        if (answer.Exact is not null || answer.Answer is Answer.Unknown) return answer;
        if (version == TlsVersion.Tls13) return await WithKeyShareAsync(answer, cancellation);
        return answer.Answer.IsDoubtful ? await ShortAsync(answer, cancellation) : answer;
    }

    /// <summary>
    /// Asks without a key share first: naming a group costs the server no signature. A server that cannot do that (RFC 8446, section 4.2.8
    /// demands it) is asked again with one.
    /// </summary>
    private async Task<VersionAnswer> WithKeyShareAsync(VersionAnswer first, CancellationToken cancellation)
    {
        // Silence costs the whole time of an answer; a server that never said a word of TLS is not asked a second time.
        if (first.Answer is Answer.Silent && !conversation.SpeaksTls) return first;
        var hello = form.For(first.Version, OfferedSuites.Of(first.Version)) with { KeyShares = [KeyShare.OfNobody()] };
        var second = await AskAsync(first.Version, hello, cancellation);
        form.NeedsKeyShare = second.Exact is not null;
        return form.NeedsKeyShare ? second : first;
    }

    private async Task<VersionAnswer> ShortAsync(VersionAnswer first, CancellationToken cancellation)
    {
        if (first.Answer is Answer.Silent && !conversation.SpeaksTls && first.Version != TlsVersion.Tls12) return first;
        var second = await AskAsync(first.Version, form.For(first.Version, OfferedSuites.LikelyOf(first.Version)), cancellation);
        if (second.Exact is null) return first;
        form.Short = true;
        return second;
    }

    private async Task<VersionAnswer> AskAsync(TlsVersion version, ClientHello hello, CancellationToken cancellation) =>
        new(version, await conversation.AskAsync(hello, chosen => chosen.Version == version, cancellation));
}
