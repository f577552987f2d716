using Compliance.Transit.Wire;

namespace Compliance.Transit.Probing;

/// <summary>What a server said to one version.</summary>
/// <param name="Offered">The suites of the hello.</param>
internal sealed record VersionAnswer(TlsVersion Version, IReadOnlyList<ushort> Offered, Answer Answer)
{
    /// <summary>The answer, if it has exactly this version and a suite that was offered.</summary>
    public Answer.Agreed? Exact => Answer is Answer.Agreed agreed && agreed.Hello.Version == Version && Offered.Contains(agreed.Hello.Suite) ? agreed : null;

    /// <summary>Whether it says no: by one of the alerts for that, or by another version. A suite that was not offered says nothing: the server did not listen.</summary>
    public bool IsRefusal => Answer is Answer.Refused { Alert.IsRefusal: true } || (Answer is Answer.Agreed agreed && agreed.Hello.Version != Version);

    /// <summary>Why it is no acceptance; null: it is one.</summary>
    public string? Why => Exact is not null ? null
        : Answer is Answer.Agreed { Hello: var hello } && hello.Version == Version ? $"answered with suite {CipherSuite.Spell(hello.Suite)}, which was not offered"
        : Answer.Words;
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
        if (second.Exact is null) return second.IsRefusal || second.Answer.MayRefuse ? first : second;
        form.Short = true;
        return second;
    }

    /// <summary>Offers every suite in parts: to a server that loses long hellos, what it said to one was no answer.</summary>
    /// <returns>The first acceptance; else the first answer that is no refusal; else a refusal.</returns>
    public async Task<VersionAnswer> InPartsAsync(TlsVersion version, CancellationToken cancellation)
    {
        VersionAnswer? open = null, refused = null;
        foreach (var part in OfferedSuites.Of(version).Chunk(OfferedSuites.Part))
        {
            var answer = await AskAsync(version, form.For(version, part), cancellation);
            if (answer.Exact is not null) return answer;
            if (answer.IsRefusal) refused ??= answer;
            else open ??= answer;
            if (answer.Answer is Answer.Unknown or Answer.Silent) break;
        }
        return open ?? refused!;
    }

    private async Task<VersionAnswer> AskAsync(TlsVersion version, ClientHello hello, CancellationToken cancellation) =>
        new(version, hello.Suites, await conversation.AskAsync(hello, chosen => chosen.Version == version, cancellation));
}
