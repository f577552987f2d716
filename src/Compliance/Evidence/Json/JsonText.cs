using Compliance.Evidence.Bytes;

namespace Compliance.Evidence.Json;

/// <summary>Reads JSON that stands inside a record: the elements of an array of it, or the text of a column.</summary>
/// <remarks>A scanner goes on until a byte that continues no token. What stands behind a column may continue it, so the text is copied to
/// where zeros follow; the values point into the copy, until the next text is read.</remarks>
internal sealed unsafe class JsonText(JsonPaths paths, RecordValues values)
{
    private readonly JsonScanner _scanner = new(paths, values);
    private byte[] _copy = [];

    /// <summary>Reads one value into <see cref="RecordValues"/>.</summary>
    /// <returns>Null; or what is wrong with the text, lower case, with the byte of the text.</returns>
    public string? Read(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return "empty, expected JSON";
        fixed (byte* start = Padded(text))
        {
            var limit = start + text.Length;
            var at = Space(start, limit);
            var end = at < limit ? _scanner.Scan(at, limit) : null;
            if (at == limit || (end == null && _scanner.ErrorAt >= limit)) return $"the JSON is cut short after {text.Length} bytes";
            if (end == null) return $"{_scanner.Error}, at byte {_scanner.ErrorAt - start + 1} of the JSON";
            end = Space(end, limit);
            return end == limit ? null : $"expected the end of the JSON, at byte {end - start + 1}";
        }
    }

    /// <summary>Finds the elements of an array that the record's own reading found sound.</summary>
    /// <param name="array">Its source text, brackets included.</param>
    /// <param name="elements">Where each begins and ends; filled anew.</param>
    public void Split(ReadOnlySpan<byte> array, List<Range> elements)
    {
        elements.Clear();
        if (array.IsEmpty || array[0] != '[') return;
        fixed (byte* start = array)
        {
            var limit = start + array.Length;
            for (var at = Space(start + 1, limit); at < limit && *at != ']'; at = Space(at, limit))
            {
                var end = _scanner.Scan(at, limit);
                if (end == null || end > limit) return;
                elements.Add(new Range((int)(at - start), (int)(end - start)));
                at = Space(end, limit);
                if (at < limit && *at == ',') at++;
            }
        }
    }

    private byte[] Padded(ReadOnlySpan<byte> text)
    {
        var room = text.Length + Window.Padding;
        if (_copy.Length < room) _copy = GC.AllocateUninitializedArray<byte>(room * 2, pinned: true);
        text.CopyTo(_copy);
        _copy.AsSpan(text.Length, Window.Padding).Clear();
        return _copy;
    }

    private static byte* Space(byte* at, byte* limit)
    {
        while (at < limit && *at is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') at++;
        return at;
    }
}
