using Compliance.Evidence.Bytes;

namespace Compliance.Evidence.Json;

/// <summary>Tells how a JSON log is framed, from its beginning.</summary>
internal sealed unsafe class JsonLayout(Window window, ReadLimits limits)
{
    // What stands before the array in a wrapper is short: a context, a link to the next page.
    private const int LongestHead = 64 * 1024;
    private static readonly string[] Wrappers = ["Records", "records", "value", "items"];
    private static readonly string[] PageNames = ["nextLink", "nextPageToken", "kind", "etag", "count", "total"];

    /// <summary>Whether each line is a record; if not, the text is a sequence of values and wrappers.</summary>
    public bool IsLines()
    {
        var start = Offset(0, static unit => unit is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n');
        if (start >= window.Available) return true;
        if (window.Start[start] == '[') return false;
        if (window.Start[start] != '{') return true;
        return WrapperArray(start) < 0 && FirstLineIsRecord(start);
    }

    /// <summary>Offset behind the <c>[</c> of the wrapper object that begins at an offset; −1: it is no wrapper.</summary>
    public int WrapperArray(int start)
    {
        var at = Space(start + 1);
        while (Unit(at) == '"')
        {
            var end = StringEnd(at + 1);
            if (end < 0) return -1;
            var name = System.Text.Encoding.UTF8.GetString(window.Text[(at + 1)..end]);
            at = Space(end + 1);
            if (Unit(at) != ':') return -1;
            at = Space(at + 1);
            if (Unit(at) == '[' && Array.IndexOf(Wrappers, name) >= 0) return IsArrayOfObjects(at) ? at + 1 : -1;
            if (!IsPageName(name)) return -1;
            at = Space(ScalarEnd(at));
            if (Unit(at) != ',') return -1;
            at = Space(at + 1);
        }
        return -1;
    }

    private bool IsArrayOfObjects(int array)
    {
        var at = Space(array + 1);
        return Unit(at) is (byte)'{' or (byte)']' or 0;
    }

    private static bool IsPageName(string name) => name.StartsWith('@') || name.StartsWith('$') || Array.IndexOf(PageNames, name) >= 0;

    /// <summary>Whether the first line is a record of its own, whole or broken, rather than the beginning of one.</summary>
    private bool FirstLineIsRecord(int start)
    {
        var end = LineEnd(start);
        if (end < 0) return true;
        var nesting = new JsonNesting();
        byte last = 0;
        for (var i = start; i < end; i++)
        {
            nesting.Step(window.Start[i]);
            if (window.Start[i] > ' ') last = window.Start[i];
        }
        if (nesting.InString || nesting.Depth <= 0) return true;
        // Nothing that a record spread over lines may hold behind a value begins with a brace.
        var next = Offset(end, static unit => unit is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n');
        return Unit(next) == '{' && last is not ((byte)'[' or (byte)',' or (byte)':');
    }

    private int LineEnd(int start)
    {
        var searched = start;
        while (true)
        {
            var found = window.Text[searched..].IndexOf((byte)'\n');
            if (found >= 0) return searched + found;
            searched = window.Available;
            if (window.Available > limits.Record || !window.FillDouble()) return -1;
        }
    }

    private int Offset(int from, Func<byte, bool> passes)
    {
        for (var at = from; ; at++)
        {
            if (at >= window.Available && !window.FillDouble()) return at;
            if (at >= limits.Record || !passes(window.Start[at])) return at;
        }
    }

    private int Space(int from) => Offset(from, static unit => unit is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n');

    private int ScalarEnd(int from) =>
        Unit(from) == '"' ? StringEnd(from + 1) + 1 : Offset(from, static unit => unit is not ((byte)',' or (byte)'}' or (byte)']' or (byte)'[' or (byte)'{'));

    /// <summary>Offset of the quote that closes a string of the head; −1: none.</summary>
    private int StringEnd(int from)
    {
        for (var at = from; at < from + LongestHead; at++)
        {
            var unit = Unit(at);
            if (unit == '"') return at;
            if (unit == '\\') at++;
            if (unit < ' ') return -1;
        }
        return -1;
    }

    /// <summary>A byte of the text; 0 behind its end.</summary>
    private byte Unit(int at)
    {
        while (at >= window.Available)
            if (!window.FillDouble()) return 0;
        return window.Start[at];
    }
}

/// <summary>Follows the nesting of JSON text byte by byte, sound or not.</summary>
internal struct JsonNesting
{
    private bool _escaped;

    /// <summary>Objects and arrays open.</summary>
    public int Depth { get; private set; }

    public bool InString { get; private set; }

    public void Step(byte unit)
    {
        if (InString)
        {
            if (_escaped) _escaped = false;
            else if (unit == '\\') _escaped = true;
            else if (unit == '"') InString = false;
            return;
        }
        switch (unit)
        {
            case (byte)'"': InString = true; break;
            case (byte)'{' or (byte)'[': Depth++; break;
            case (byte)'}' or (byte)']': Depth--; break;
            default: break;
        }
    }

    /// <summary>A line feed stands in no string: a string still open there was never closed.</summary>
    public void CloseString() => (InString, _escaped) = (false, false);
}
