using Compliance.Judging;
using Compliance.Rules.Conduct;

namespace Compliance.Slices;

/// <summary>Makes what a row of one slice points to – its action, its grant, its texts – what it is in the whole audit. What a row is sorted by stays as it is.</summary>
/// <param name="actions">The whole audit's action for each that the slice kept.</param>
/// <param name="grants">The index in the whole audit of each grant of the slice.</param>
/// <param name="textsFrom">Where the slice's texts begin.</param>
/// <param name="textBytes">How long they are.</param>
internal sealed class RowMove(LogRows rows, Slice slice, List<AccessAction> actions, List<int> grants, long textsFrom, long textBytes, SealedInput input)
{
    private readonly int _subjects = rows.Tables.Subjects.All.Count;
    private Dictionary<ActionKey, ActionKey>? _kept;

    public long TextBytes => textBytes;

    public void Move(ref EventRow row)
    {
        Check(row.Principal, row.Sequence);
        // Of what is out of scope nothing is described.
        if (row.Has(EventTraits.InScope)) Move(ref row.Action, ref row.Grant, ref row.Text);
    }

    public void Move(ref SessionStart start)
    {
        Check(start.Principal, start.Sequence);
        Move(ref start.Action, ref start.Grant, ref start.Text);
    }

    public void Check(PrincipalKey principal, Sequence sequence)
    {
        if (principal.IsKnown && principal.High >= (ulong)_subjects) throw input.Damaged();
        if (sequence.Source < slice.First || sequence.Source >= slice.First + slice.Files.Count) throw input.Damaged();
    }

    private void Move(ref ActionKey action, ref int grant, ref long text)
    {
        if ((uint)grant >= (uint)grants.Count || text < 0 || text >= textBytes) throw input.Damaged();
        grant = grants[grant];
        text += textsFrom;
        if (!action.IsKept)
        {
            action = Kept.GetValueOrDefault(action, action);
            return;
        }
        if (action.Packed >= (ulong)actions.Count) throw input.Damaged();
        var own = actions[action.Index];
        action = own.Key;
        if (!own.Key.IsKept) text = WithAction(text, own);
    }

    // The slice kept more actions than all logs together leave room for: then the row says its own, as a row of the whole audit would.
    private long WithAction(long at, AccessAction action)
    {
        var text = rows.Texts.Read(at);
        return text.Action.IsEmpty ? rows.Texts.Append(text.Principal.Span, action.Written, text.Resource.Span) : at;
    }

    // The slice did not keep an action that an earlier slice did.
    private Dictionary<ActionKey, ActionKey> Kept => _kept ??= rows.Tables.Actions.Kept.ToDictionary(rows.Tables.Actions.KeyUnkept, action => action.Key);
}
