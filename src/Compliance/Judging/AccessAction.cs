using System.Runtime.InteropServices;
using Compliance.Evidence.Bytes;
using Compliance.Vendors;

namespace Compliance.Judging;

/// <summary>One action name: its text, and what in the model does not depend on who did it.</summary>
/// <param name="Folded">For matching, which ignores case.</param>
/// <param name="Sides">Sides of the segregation pairs that it matches.</param>
internal sealed record AccessAction(ActionKey Key, string Text, string Folded, bool IsSignIn, PairSide[] Sides)
{
    /// <summary>The text as UTF-8.</summary>
    public byte[] Written => field ??= System.Text.Encoding.UTF8.GetBytes(Text);
}

/// <summary>One side of one segregation pair.</summary>
internal readonly record struct PairSide(int Pair, bool Left);

/// <summary>Actions seen, each kept once however it is spelled; a log cannot make the table grow without bound.</summary>
internal sealed class ActionTable(AccessModel model, KeyedHash hash)
{
    /// <summary>Distinct actions kept; real systems have hundreds.</summary>
    private const int MostKept = 1 << 14;

    // Spellings of kept actions; as many again may differ only in case.
    private const int MostSpellings = 2 * MostKept;
    private readonly TextTable<AccessAction> _bySpelling = new(MostSpellings);
    private readonly Dictionary<string, AccessAction> _byFolded = [];
    private readonly List<AccessAction> _kept = [];

    public AccessAction this[ActionKey key] => _kept[key.Index];

    /// <summary>Those kept, in the order in which they were first seen.</summary>
    public IReadOnlyList<AccessAction> Kept => _kept;

    /// <summary>The key that an action has where it is not kept.</summary>
    public ActionKey KeyUnkept(AccessAction action) => HashedKey(action.Folded);

    public AccessAction Get(ReadOnlySpan<byte> text)
    {
        if (_bySpelling.TryGetValue(text, out var action)) return action;
        var written = System.Text.Encoding.UTF8.GetString(text);
        var folded = Pattern.Fold(written);
        if (!_byFolded.TryGetValue(folded, out action))
        {
            var keep = _kept.Count < MostKept;
            action = Describe(keep ? ActionKey.Kept(_kept.Count) : HashedKey(folded), written, folded);
            if (!keep) return action;
            _kept.Add(action);
            _byFolded.Add(folded, action);
        }
        _bySpelling.Keep(text, action);
        return action;
    }

    /// <summary>Sides of segregation pairs that an action is on, for one that is not kept.</summary>
    public PairSide[] SidesOf(string action) => FoldedSides(Pattern.Fold(action));

    private ActionKey HashedKey(string folded) => ActionKey.Hashed(hash.Of(MemoryMarshal.AsBytes(folded.AsSpan())));

    private AccessAction Describe(ActionKey key, string text, string folded) =>
        new(key, text, folded, folded == "SIGNIN", FoldedSides(folded));

    private PairSide[] FoldedSides(string folded)
    {
        var sides = new List<PairSide>();
        for (var pair = 0; pair < model.Segregation.Count; pair++)
        {
            if (model.Segregation[pair].Left.MatchesFolded(folded)) sides.Add(new PairSide(pair, Left: true));
            if (model.Segregation[pair].Right.MatchesFolded(folded)) sides.Add(new PairSide(pair, Left: false));
        }
        return [.. sides];
    }
}
