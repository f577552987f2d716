using System.Text.Encodings.Web;
using System.Text.Unicode;
using NodaTime;

namespace Compliance.Reports.Html;

/// <summary>Writes elements and text. Every text and every value of an attribute is encoded here and nowhere else: what a log says stays text.</summary>
/// <remarks>INVARIANT: names of elements and attributes are constants of this program. Control and formatting characters are shown, as
/// at a terminal (<see cref="TerminalText.Visible"/>): a name must not turn the direction of the text around it.</remarks>
internal sealed class HtmlWriter(TextWriter output)
{
    /// <summary>Of a longer text a report shows the beginning, and how long it is.</summary>
    public const int LongestText = 1_000;

    // Behind their end a line break would be seen as a space.
    private static readonly HashSet<string> WithinText = new(StringComparer.Ordinal) { "b", "code", "span", "time" };

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly Stack<string> _open = new();

    /// <summary>How many elements are open.</summary>
    public int Depth => _open.Count;

    /// <summary>Opens an element, which the end of the scope closes.</summary>
    /// <param name="attributes">One whose value is null is left out.</param>
    public Scope Open(string element, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        WriteStart(element, attributes);
        _open.Push(element);
        return new(this);
    }

    /// <summary>An element that HTML never closes: <c>meta</c>, <c>br</c>.</summary>
    public void Empty(string element, params ReadOnlySpan<(string Name, string? Value)> attributes) => WriteStart(element, attributes);

    /// <summary>An element that holds text.</summary>
    public void Element(string element, string? text, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        WriteStart(element, attributes);
        Text(text);
        WriteEnd(element);
    }

    /// <summary>Text; null is none.</summary>
    public void Text(string? text)
    {
        if (text is not null) output.Write(Encoder.Encode(TerminalText.Visible(Cut(text))));
    }

    /// <summary>An instant, which is never broken over two lines; null is a dash.</summary>
    public void Time(Instant? instant)
    {
        if (instant is { } at) Element("time", Shown.Second(at), ("datetime", Wording.ToSecond(at)));
        else Text("–");
    }

    /// <summary>Two instants, or one where they are the same.</summary>
    public void Times(Instant? first, Instant? last)
    {
        Time(first ?? last);
        if (first is null || last is null || first == last) return;
        Text(" to ");
        Time(last);
    }

    /// <summary>Bytes of this program's own, such as its style sheet.</summary>
    internal void Raw(string trusted) => output.Write(trusted);

    private static string Cut(string text)
    {
        if (text.Length <= LongestText) return text;
        var end = char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText;
        return $"{text.AsSpan(0, end)}… ({Shown.Number(text.Length)} characters)";
    }

    private void WriteStart(string element, ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        output.Write('<');
        output.Write(element);
        foreach (var (name, value) in attributes)
        {
            if (value is null) continue;
            output.Write(' ');
            output.Write(name);
            output.Write("=\"");
            output.Write(Encoder.Encode(TerminalText.Visible(value)));
            output.Write('"');
        }
        output.Write('>');
    }

    private void WriteEnd(string element)
    {
        output.Write("</");
        output.Write(element);
        output.Write(WithinText.Contains(element) ? ">" : ">\n");
    }

    private void Close() => WriteEnd(_open.Pop());

    /// <summary>An open element.</summary>
    public readonly ref struct Scope(HtmlWriter writer)
    {
        public void Dispose() => writer.Close();
    }
}
