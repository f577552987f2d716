using Compliance.Transit.Wire;

namespace Compliance.Transit.Probing;

/// <summary>What is known of the groups of one version.</summary>
internal sealed record GroupAnswer(IReadOnlyList<GroupObservation> Accepted, string? Unfinished);

/// <summary>Which groups does the server agree on a key in?</summary>
internal sealed class GroupQuestion(Conversation conversation, HelloForm form, Learnt learnt)
{
    /// <summary>
    /// TLS 1.3: a hello without a key share is answered with the group that the server wants, so a group is found without knowing how to
    /// compute in it.
    /// </summary>
    public async Task<GroupAnswer> AskTls13Async(Answer.Agreed first, CancellationToken cancellation)
    {
        if (form.NeedsKeyShare)
        {
            GroupObservation[] seen = first.Hello.Group is { } group ? [new(group, TlsVersion.Tls13)] : [];
            return new GroupAnswer(seen, "the server refuses a hello without a key share, so other groups cannot be asked for");
        }
        return await EliminateAsync(TlsVersion.Tls13, NamedGroups.Tls13, OfferedSuites.Of(TlsVersion.Tls13), also: null, static agreed => agreed.Hello.Group, cancellation);
    }

    /// <summary>TLS 1.2 and older: the group is in the ServerKeyExchange, for curves and for finite fields apart.</summary>
    /// <param name="suites">Suites that are accepted in this version.</param>
    /// <param name="certificateCurve">Curve of the server's ECDSA key; null: it has none, or it is not known.</param>
    public async Task<GroupAnswer> AskOlderAsync(TlsVersion version, IReadOnlyList<ushort> suites, ushort? certificateCurve, CancellationToken cancellation)
    {
        var curves = suites.Where(suite => OfferedSuites.ExchangeOf(suite) == KeyExchange.Curve).ToList();
        var free = curves.Where(suite => OfferedSuites.AuthenticationOf(suite) != Authentication.Ecdsa).ToList();
        var ofCurves = curves.Count == 0 ? null
            : await EliminateAsync(version, NamedGroups.Curves, free.Count > 0 ? free : curves, free.Count > 0 ? null : certificateCurve, Exchanged, cancellation);

        var fields = suites.Where(suite => OfferedSuites.ExchangeOf(suite) == KeyExchange.Field).ToList();
        var ofFields = fields.Count == 0 ? null : await EliminateAsync(version, NamedGroups.FiniteFields, fields, also: null, Exchanged, cancellation);
        return new GroupAnswer([.. ofCurves?.Accepted ?? [], .. ofFields?.Accepted ?? []], ofCurves?.Unfinished ?? ofFields?.Unfinished);
    }

    private ushort? Exchanged(Answer.Agreed agreed)
    {
        learnt.Take(agreed);
        return agreed.Flight.KeyExchange?.Group;
    }

    /// <param name="also">A curve that is offered last, each time: where a key is ECDSA, TLS 1.2 lets the list of groups rule out its curve and with it the certificate.</param>
    private async Task<GroupAnswer> EliminateAsync(
        TlsVersion version, IReadOnlyList<ushort> candidates, IReadOnlyList<ushort> suites, ushort? also, Func<Answer.Agreed, ushort?> group, CancellationToken cancellation)
    {
        Elimination? elimination = null;
        // A group that was taken out and is chosen again says that none of the others is wanted.
        ushort? Choice(Answer.Agreed agreed) =>
            agreed.Hello.Version == version && group(agreed) is { } chosen && !elimination!.IsTaken(chosen) ? chosen : null;

        elimination = new Elimination(conversation, groups => form.For(version, suites, also is { } last ? [.. groups.Where(one => one != last), last] : groups), Choice, static _ => true);
        await elimination.RunAsync(candidates, inBatches: false, cancellation);
        return new GroupAnswer([.. elimination.Accepted.Select(one => new GroupObservation(one, version))], elimination.Unfinished);
    }
}
