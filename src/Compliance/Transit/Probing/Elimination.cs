using Compliance.Transit.Wire;

namespace Compliance.Transit.Probing;

/// <summary>
/// Finds everything that a server accepts of a list: offers all, takes out what it chose, offers the rest, until it refuses. One connection
/// for each that is accepted, and one for the refusal.
/// </summary>
/// <param name="hello">The hello that offers these.</param>
/// <param name="choice">What an answer chose; null: something that was not asked for, so nothing of the offer.</param>
/// <param name="readOn">Whether what follows a ServerHello is wanted.</param>
internal sealed class Elimination(
    Conversation conversation, Func<IReadOnlyList<ushort>, ClientHello> hello, Func<Answer.Agreed, ushort?> choice, Func<ServerHello, bool> readOn)
{
    private readonly List<ushort> _accepted = [];
    private bool _closed;
    private bool _confirming;

    /// <summary>What was chosen, in that order.</summary>
    public IReadOnlyList<ushort> Accepted => _accepted;

    /// <summary>Why the rest was not asked; null: it was, and refused.</summary>
    public string? Unfinished { get; private set; }

    /// <summary>Whether this was chosen before and is no longer offered.</summary>
    public bool IsTaken(ushort chosen) => !_confirming && _accepted.Contains(chosen);

    /// <summary>Takes an answer of an earlier question as the first of this one.</summary>
    public void Begin(ushort chosen) => _accepted.Add(chosen);

    public async Task RunAsync(IReadOnlyList<ushort> candidates, bool inBatches, CancellationToken cancellation)
    {
        var rest = candidates.Except(_accepted).ToList();
        if (!inBatches) inBatches = await DrainAsync(rest, mayDoubt: rest.Count > OfferedSuites.Part, cancellation);
        if (inBatches)
        {
            foreach (var batch in rest.Chunk(OfferedSuites.Part))
            {
                await DrainAsync([.. batch], mayDoubt: false, cancellation);
                if (Unfinished is not null) return;
            }
        }
        if (_closed && Unfinished is null) await ConfirmAsync(cancellation);
    }

    /// <summary>Takes out of <paramref name="rest"/> whatever is chosen.</summary>
    /// <returns>True: the answer to so long a list is in doubt, and what is left must be offered in parts.</returns>
    private async Task<bool> DrainAsync(List<ushort> rest, bool mayDoubt, CancellationToken cancellation)
    {
        while (rest.Count > 0)
        {
            var answer = await conversation.AskAsync(hello(rest), readOn, cancellation);
            if (answer is Answer.Agreed agreed)
            {
                if (choice(agreed) is not { } chosen) return false;
                if (!rest.Remove(chosen))
                {
                    Unfinished = $"the server chose 0x{chosen:X4}, which was not offered";
                    return false;
                }
                _accepted.Add(chosen);
                continue;
            }
            if (mayDoubt && answer.IsDoubtful) return true;
            _closed |= answer is Answer.Closed;
            if (answer is Answer.Silent or Answer.Unknown or Answer.Refused { Alert.IsRefusal: false }) Unfinished = answer.Words;
            return false;
        }
        return false;
    }

    /// <summary>A close without a word is a refusal only from a server that still answers what it answered before: it may have had enough of us.</summary>
    private async Task ConfirmAsync(CancellationToken cancellation)
    {
        if (_accepted.Count > 0)
        {
            _confirming = true;
            var answer = await conversation.AskAsync(hello([_accepted[0]]), readOn, cancellation);
            if (answer is Answer.Agreed agreed && choice(agreed) == _accepted[0]) return;
        }
        Unfinished = "the server closed connections without a word, also on what it had answered before";
    }
}
