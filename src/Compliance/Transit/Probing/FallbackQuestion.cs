using Compliance.Transit.Wire;

namespace Compliance.Transit.Probing;

/// <summary>Does the server refuse a client that says it came down from a higher version for no reason (RFC 7507)?</summary>
internal sealed class FallbackQuestion(Conversation conversation, HelloForm form)
{
    /// <param name="version">A version that is accepted, and is not the highest one.</param>
    /// <param name="suites">Suites accepted in it.</param>
    /// <returns>Null: the answer is neither the alert nor an acceptance.</returns>
    public async Task<bool?> AskAsync(TlsVersion version, IReadOnlyList<ushort> suites, CancellationToken cancellation) =>
        await conversation.AskAsync(form.For(version, suites) with { IsFallback = true }, static _ => false, cancellation) switch
        {
            Answer.Refused { Alert.Description: Alert.InappropriateFallback } => true,
            Answer.Agreed => false,
            _ => null,
        };
}
