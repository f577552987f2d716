using Compliance.Events;

namespace Compliance.Evidence.Formats;

/// <summary>The record that a row of an event log file is about: in a column of its own, or inside the address of a page.</summary>
internal sealed class SalesforceRecord
{
    // The first three characters of an id tell the object; these are the same in every organisation.
    private static readonly (byte[] Prefix, byte[] Type)[] Objects =
    [
        ("001"u8.ToArray(), "Account"u8.ToArray()), ("003"u8.ToArray(), "Contact"u8.ToArray()), ("005"u8.ToArray(), "User"u8.ToArray()),
        ("006"u8.ToArray(), "Opportunity"u8.ToArray()), ("00O"u8.ToArray(), "Report"u8.ToArray()), ("00Q"u8.ToArray(), "Lead"u8.ToArray()),
        ("00T"u8.ToArray(), "Task"u8.ToArray()), ("00e"u8.ToArray(), "Profile"u8.ToArray()), ("01Z"u8.ToArray(), "Dashboard"u8.ToArray()),
        ("068"u8.ToArray(), "ContentVersion"u8.ToArray()), ("069"u8.ToArray(), "ContentDocument"u8.ToArray()), ("500"u8.ToArray(), "Case"u8.ToArray()),
        ("701"u8.ToArray(), "Campaign"u8.ToArray()), ("801"u8.ToArray(), "Order"u8.ToArray()),
    ];

    private readonly int _record, _report, _dashboard, _document, _address, _entity;

    /// <param name="slot">Gives the slot of the first of some columns.</param>
    public SalesforceRecord(Func<string[], int> slot)
    {
        _record = slot(["RECORD_ID"]);
        _report = slot(["REPORT_ID_DERIVED", "REPORT_ID"]);
        _dashboard = slot(["DASHBOARD_ID_DERIVED", "DASHBOARD_ID"]);
        _document = slot(["DOCUMENT_ID_DERIVED", "DOCUMENT_ID"]);
        _address = slot(["PAGE_URL", "URI"]);
        _entity = slot(["ENTITY_NAME", "PAGE_ENTITY_TYPE", "ENTITY_TYPE"]);
    }

    /// <summary>Sets resource, type and case. A case is the record of a case.</summary>
    public void Map(RecordValues values, ref AccessEvent accessEvent)
    {
        accessEvent.ResourceType = values.Text(_entity);
        var id = values.Text(_record, _report, _dashboard);
        if (id.IsEmpty) id = values.Text(_document);
        if (id.IsEmpty) id = IdIn(values.Text(_address));
        if (id.IsEmpty) return;
        if (SalesforceId.Is(id))
        {
            if (TypeOf(id) is { IsEmpty: false } type) accessEvent.ResourceType = type;
            id = SalesforceId.Full(id, values);
        }
        accessEvent.Resource = id;
        if (accessEvent.ResourceType.SequenceEqual("Case"u8)) accessEvent.Case = id;
    }

    private static ReadOnlySpan<byte> TypeOf(ReadOnlySpan<byte> id)
    {
        foreach (var (prefix, type) in Objects)
            if (id.StartsWith(prefix)) return type;
        return default;
    }

    /// <summary>The first part of an address that is an id: <c>/5005g00000AbCdE</c>, <c>/lightning/r/Case/5005g…/view</c>.</summary>
    private static ReadOnlySpan<byte> IdIn(ReadOnlySpan<byte> address)
    {
        foreach (var range in address.SplitAny("/?&=#"u8))
            if (SalesforceId.Is(address[range])) return address[range];
        return default;
    }
}
