using System.Text;
using Compliance.Evidence.Masking;

namespace Compliance.Judging;

/// <summary>The texts of a row: from the access model where they stand there, else from what was set aside.</summary>
internal sealed class RowText(AuditTables tables, TextSpill texts)
{
    public string Principal(PrincipalKey key, long text) =>
        key.IsKnown ? tables.Subjects.All[key.Index].Name : Encoding.UTF8.GetString(texts.Read(text).Principal.Span);

    /// <summary>Whole, for matching.</summary>
    public string Action(ActionKey key, long text) =>
        key.IsKept ? tables.Actions[key].Text : Encoding.UTF8.GetString(texts.Read(text).Action.Span);

    /// <summary>As it may be shown: without card numbers and e-mail addresses.</summary>
    public string ShownAction(ActionKey key, long text) => ResourceMask.Text(Action(key, text));

    /// <summary>Null when the event names none.</summary>
    public string? Resource(long text)
    {
        var resource = texts.Read(text).Resource;
        return resource.IsEmpty ? null : Encoding.UTF8.GetString(resource.Span);
    }
}
