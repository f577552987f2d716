using Compliance.Events;

namespace Compliance.Evidence.Formats;

/// <summary>Salesforce's setup audit trail: the export of the setup page, or of its object (<c>salesforce.md</c>).</summary>
internal sealed class SalesforceSetup : CsvFormat
{
    private readonly int _time, _id, _user, _action, _section, _delegate;

    public SalesforceSetup(FormatOptions options, IReadOnlyList<string> header) : base(options, header)
    {
        _time = SlotOf("Date", "CreatedDate");
        _id = SlotOf("Id");
        _user = SlotOf("User", "CreatedBy.Username", "CreatedByUsername", "CreatedById");
        _action = SlotOf("Action");
        _section = SlotOf("Section");
        _delegate = SlotOf("Delegate User", "DelegateUser");
    }

    public override string Name => LogFormats.Salesforce;

    protected override string ActionPlaces => "expected `Section` or `Action`";

    protected override ReadOnlySpan<byte> OutcomeWord => default;

    public static bool HasHeader(IReadOnlyList<string> header) =>
        HasAll(header, "Date", "User", "Action", "Section") || HasAll(header, "CreatedDate", "Action", "Section");

    protected override string? ReadTime(out long time)
    {
        time = 0;
        var text = Values.Text(_time);
        return text.IsEmpty ? "no time: expected `Date` or `CreatedDate`" : Times.Read(WithoutZone(text), out time);
    }

    protected override void MapOwn(ref AccessEvent accessEvent)
    {
        accessEvent.Id = Values.Text(_id);
        accessEvent.Account = SalesforceId.Full(Values.Text(_delegate, _user), Values);
        if (!Values.Text(_delegate).IsEmpty)
        {
            accessEvent.Resource = Values.Text(_user);
            accessEvent.ResourceType = "User"u8;
        }
        // The export has a sentence with names in it where the object has a code: the section is what a pattern can name.
        var action = Values.Text(_action);
        if (action.IsEmpty || action.Contains((byte)' ')) action = Values.Text(_section);
        if (!action.IsEmpty) accessEvent.Action = Values.Compose("setup."u8, action);
    }

    /// <summary>The export names the zone of whoever asked for it by letters that several zones share; the entry's zone says which.</summary>
    private static ReadOnlySpan<byte> WithoutZone(ReadOnlySpan<byte> time)
    {
        var space = time.LastIndexOf((byte)' ');
        if (space < 0) return time;
        var word = time[(space + 1)..];
        if (word.Length is < 3 or > 5 || word.IndexOfAnyExceptInRange((byte)'A', (byte)'Z') >= 0) return time;
        return word.SequenceEqual("UTC"u8) || word.SequenceEqual("GMT"u8) ? time : time[..space];
    }
}
