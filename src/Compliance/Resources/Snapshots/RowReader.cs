using Compliance.Resources.Json;

namespace Compliance.Resources.Snapshots;

/// <summary>Hands a row on as a resource, and the children that some exports put into it behind it.</summary>
internal sealed class RowReader(IResourceSink sink)
{
    private const int LongestReason = 500;

    private byte[] _lastType = [];

    public void Take(TapeNode row, long record) => Take(row, record, parent: null);

    private void Take(TapeNode row, long record, Resource? parent)
    {
        if (row.Kind != NodeKind.Object)
        {
            sink.Reject(record, $"expected a resource, an object, found {row.Described}");
            return;
        }
        var id = ResourceTypes.IdOf(row);
        if (TypeOf(row, id, parent) is not { } type)
        {
            // Whoever lists resources live and cannot writes down why, in place of the list.
            sink.Reject(record, row.Text(Names.Unread) is { IsMissing: false } why
                ? $"the resources could not be listed: {Shortened(why.GetText())}"
                : "it has no `type` such as Microsoft.Storage/storageAccounts, and no id that tells it; export whole resources");
            return;
        }
        var resource = new Resource(row, type, id)
        {
            Record = record,
            GivenName = id.IsMissing && parent is not null && row.Text(Names.Name) is { IsMissing: false } name ? $"{parent.Shown}/{name.GetText()}" : null,
            GivenKey = id.IsMissing && parent?.Key is { } key ? $"{key}/{Last(type)}/{LastName(row)}" : null,
            Flattened = !row.TryMember(Names.Properties, out _),
        };
        sink.Take(resource);
        if (!row.TryMember(Names.Resources, out var children) || children.Kind != NodeKind.Array) return;
        foreach (var child in children.Inner) Take(child, record, resource);
    }

    private static string Shortened(string text) => text.Length > LongestReason ? text[..LongestReason] + "…" : text;

    private byte[]? TypeOf(TapeNode row, TapeNode id, Resource? parent)
    {
        var written = row.Text(Names.Type);
        if (written.IsMissing || !written.Utf8.Contains((byte)'/'))
        {
            if (!written.IsMissing && parent is not null) return [.. parent.Type, (byte)'/', .. written.Utf8];
            return ResourceTypes.OfId(id);
        }
        // Snapshots list one type after the other: the last one need not be kept anew.
        if (!written.Utf8.SequenceEqual(_lastType)) _lastType = written.Utf8.ToArray();
        return _lastType;
    }

    private static string Last(byte[] type) => System.Text.Encoding.UTF8.GetString(type.AsSpan(type.AsSpan().LastIndexOf((byte)'/') + 1)).ToLowerInvariant();

    private static string LastName(TapeNode row) =>
        row.Text(Names.Name) is { IsMissing: false } name ? name.GetText()[(name.GetText().LastIndexOf('/') + 1)..].ToLowerInvariant() : "";
}
