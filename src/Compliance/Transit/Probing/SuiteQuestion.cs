using Compliance.Transit.Wire;

namespace Compliance.Transit.Probing;

/// <summary>What is known of the suites of one version.</summary>
internal sealed record SuiteAnswer(TlsVersion Version, IReadOnlyList<ushort> Accepted, bool? ServerPreference, string? Unfinished);

/// <summary>Which suites does the server accept in a version, and is their order its own?</summary>
internal sealed class SuiteQuestion(Conversation conversation, HelloForm form, Learnt learnt)
{
    public async Task<SuiteAnswer> AskAsync(TlsVersion version, Answer.Agreed first, CancellationToken cancellation)
    {
        var elimination = new Elimination(conversation, suites => form.For(version, suites), agreed => Choice(version, agreed), hello => hello.Version == version && learnt.Wants(hello));
        if (OfferedSuites.Of(version).Contains(first.Hello.Suite)) elimination.Begin(first.Hello.Suite);
        await elimination.RunAsync(OfferedSuites.Of(version), form.Short, cancellation);

        var preference = elimination.Unfinished is null ? await PreferenceAsync(version, elimination.Accepted, cancellation) : null;
        return new SuiteAnswer(version, elimination.Accepted, preference, elimination.Unfinished);
    }

    private ushort? Choice(TlsVersion version, Answer.Agreed agreed)
    {
        if (agreed.Hello.Version != version) return null;
        learnt.Take(agreed);
        return agreed.Hello.Suite;
    }

    /// <summary>
    /// Offers what was accepted, the last first. A client's order would now bring that one; what came first before, or anything else, is the
    /// server's. ChaCha20 is left out: where it is offered first many servers follow the client for it alone.
    /// </summary>
    private async Task<bool?> PreferenceAsync(TlsVersion version, IReadOnlyList<ushort> accepted, CancellationToken cancellation)
    {
        var reversed = accepted.Reverse().Where(suite => !OfferedSuites.IsChaCha(suite)).ToList();
        if (reversed.Count < 2) return null;
        var answer = await conversation.AskAsync(form.For(version, reversed), static _ => false, cancellation);
        return answer is Answer.Agreed agreed && agreed.Hello.Version == version && reversed.Contains(agreed.Hello.Suite) ? agreed.Hello.Suite != reversed[0] : null;
    }
}
