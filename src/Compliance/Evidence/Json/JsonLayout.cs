using Compliance.Evidence.Bytes;

namespace Compliance.Evidence.Json;

/// <summary>Tells how a JSON log is framed, from its beginning.</summary>
internal sealed unsafe class JsonLayout(Window window, ReadLimits limits, JsonLists lists)
{
    // What stands before the list of a page is short: a context, a link to the next page.
    private const int LongestHead = 64 * 1024;

    /// <summary>Whether each line is a record; if not, the text is a sequence of values and pages.</summary>
    public bool IsLines()
    {
        var start = Space(0);
        if (start >= window.Available) return true;
        if (window.Start[start] == '[') return false;
        if (window.Start[start] != '{') return true;
        return lists.Named is null && PageList(start) < 0 && FirstLineIsRecord(start);
    }

    /// <summary>Offset of the first record, or of what stands in its place: behind the brackets of an array, of a page, or of a page in an array.</summary>
    public int FirstRecord()
    {
        var start = Space(0);
        if (Unit(start) == '[') start = Space(start + 1);
        return Unit(start) == '{' && PageList(start) is > 0 and var list ? Space(list) : start;
    }

    /// <summary>Offset behind the <c>[</c> of the list of the page that begins at an offset; −1: it is no page.</summary>
    public int PageList(int start)
    {
        var at = Space(start + 1);
        var sign = PageSign.Nothing;
        while (Unit(at) == '"' && at - start < LongestHead)
        {
            var name = at + 1;
            var nameEnd = StringEnd(name);
            if (nameEnd < 0) return -1;
            at = Space(nameEnd + 1);
            if (Unit(at) != ':') return -1;
            at = Space(at + 1);
            if (Unit(at) == '[' && lists.IsList(window.Text[name..nameEnd])) return sign != PageSign.Either && HoldsObjects(at) ? at + 1 : -1;
            var end = ValueEnd(at);
            if (end < 0) return -1;
            switch (lists.Sign(window.Text[name..nameEnd], window.Text[at..end]))
            {
                case PageSign.Record: return -1;
                case PageSign.Page: sign = PageSign.Page; break;
                case PageSign.Either when sign == PageSign.Nothing: sign = PageSign.Either; break;
                default: break;
            }
            at = Space(end);
            if (Unit(at) != ',') return -1;
            at = Space(at + 1);
        }
        return -1;
    }

    /// <summary>The name at the quote that an offset is at, if it is that of a list of records; else null.</summary>
    public string? ListAt(int quote)
    {
        var end = StringEnd(quote + 1);
        if (end < 0) return null;
        var at = Space(end + 1);
        if (Unit(at) != ':') return null;
        at = Space(at + 1);
        if (Unit(at) != '[' || Unit(Space(at + 1)) != '{' || !lists.IsList(window.Text[(quote + 1)..end])) return null;
        return System.Text.Encoding.UTF8.GetString(window.Text[(quote + 1)..end]);
    }

    // A list that the entry names is one whatever it holds.
    private bool HoldsObjects(int array) => lists.Named is not null || Unit(Space(array + 1)) is (byte)'{' or (byte)']' or 0;

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
        return Unit(Space(end)) == '{' && last is not ((byte)'[' or (byte)',' or (byte)':');
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

    /// <summary>Offset behind a value of the head; −1: it does not end there.</summary>
    private int ValueEnd(int from)
    {
        var first = Unit(from);
        if (first == '"') return StringEnd(from + 1) is >= 0 and var quote ? quote + 1 : -1;
        if (first is not ((byte)'{' or (byte)'[')) return Offset(from, static unit => unit is not ((byte)',' or (byte)'}' or (byte)']' or (byte)'[' or (byte)'{'));
        var nesting = new JsonNesting();
        for (var at = from; at < from + LongestHead; at++)
        {
            var unit = Unit(at);
            if (unit == 0) return -1;
            nesting.Step(unit);
            if (nesting.Depth == 0) return at + 1;
        }
        return -1;
    }

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
