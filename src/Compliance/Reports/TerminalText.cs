using System.Globalization;
using System.Text;

namespace Compliance.Reports;

/// <summary>How a word stands out, where colour is asked for.</summary>
public enum Tone
{
    Plain,
    Strong,
    Faint,
    Good,
    Doubtful,
    Bad,
}

/// <summary>Text for a person at a terminal: wrapped to its width, coloured only when asked, and showing control
/// characters of a log instead of obeying them.</summary>
public sealed class TerminalText
{
    /// <summary>Narrower than this, wrapping makes text harder to read, not easier.</summary>
    private const int NarrowestText = 24;
    private const string Gap = "  ";
    private readonly TextWriter _output;
    private readonly int _width;
    private readonly bool _colour;

    /// <param name="width">Columns of the terminal; 40 at least.</param>
    /// <param name="colour">Whether ANSI colours are written.</param>
    public TerminalText(TextWriter output, int width, bool colour)
    {
        _output = output;
        _width = Math.Max(width, 40);
        _colour = colour;
    }

    public void Blank() => _output.Write('\n');

    public void Heading(string text)
    {
        Blank();
        Put(text, Tone.Strong);
        Blank();
    }

    /// <summary>One line of words, each in its tone; the caller sees to its length.</summary>
    public void Line(int indent, params ReadOnlySpan<(string Text, Tone Tone)> words)
    {
        _output.Write(new string(' ', indent));
        for (var i = 0; i < words.Length; i++)
        {
            if (i > 0) _output.Write(Gap);
            Put(words[i].Text, words[i].Tone);
        }
        Blank();
    }

    /// <summary>A label and a text that wraps under its own beginning.</summary>
    public void Labelled(int indent, string label, int labelWidth, string text)
    {
        var hanging = indent + labelWidth + Gap.Length;
        _output.Write(new string(' ', indent));
        Put(label.PadRight(labelWidth), Tone.Faint);
        _output.Write(Gap);
        Hang(text, hanging);
    }

    /// <summary>Rows under a header, columns as wide as their widest cell; the last column wraps.</summary>
    public void Table(int indent, IReadOnlyList<Column> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var shown = rows.Select(row => row.Select(Visible).ToArray()).ToArray();
        var widths = columns.Select((column, i) => shown.Select(row => row[i].Length).Append(column.Title.Length).Max()).ToArray();
        WriteRow(indent, columns, widths, [.. columns.Select(column => column.Title)], _ => Tone.Faint);
        foreach (var row in shown) WriteRow(indent, columns, widths, row, i => columns[i].Tone?.Invoke(row[i]) ?? Tone.Plain);
    }

    /// <summary>Control and formatting characters as <c>\u001b</c>: a name from a log must not move the cursor, ring, or
    /// turn the direction of the text around it.</summary>
    public static string Visible(string text)
    {
        if (!text.Any(MustBeShown)) return text;
        var visible = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (MustBeShown(c)) visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else visible.Append(c);
        }
        return visible.ToString();
    }

    private static bool MustBeShown(char c) =>
        CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private void WriteRow(int indent, IReadOnlyList<Column> columns, int[] widths, string[] cells, Func<int, Tone> tone)
    {
        // Nothing is padded behind the last cell that says something: lines have no trailing blanks.
        var last = Math.Max(Array.FindLastIndex(cells, cell => cell.Length > 0), 0);
        var at = indent;
        _output.Write(new string(' ', indent));
        for (var i = 0; i < last; i++)
        {
            Put(columns[i].RightAligned ? cells[i].PadLeft(widths[i]) : cells[i].PadRight(widths[i]), tone(i));
            _output.Write(Gap);
            at += widths[i] + Gap.Length;
        }
        if (columns[last].RightAligned) _output.Write(new string(' ', widths[last] - cells[last].Length));
        Hang(cells[last], at, tone(last));
    }

    private void Hang(string text, int hanging, Tone tone = Tone.Plain)
    {
        var lines = Wrap(Visible(text), Math.Max(_width - hanging, NarrowestText));
        for (var i = 0; i < lines.Count; i++)
        {
            if (i > 0) _output.Write(new string(' ', hanging));
            Put(lines[i], tone);
            Blank();
        }
    }

    /// <summary>Breaks at spaces; a word longer than the width is left whole, so that a path can still be copied.</summary>
    private static List<string> Wrap(string text, int width)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                lines.Add(line.ToString());
                line.Clear();
            }
            if (line.Length > 0) line.Append(' ');
            line.Append(word);
        }
        lines.Add(line.ToString());
        return lines;
    }

    private void Put(string text, Tone tone)
    {
        var shown = Visible(text);
        if (_colour && tone != Tone.Plain) _output.Write($"\e[{Code(tone)}m{shown}\e[0m");
        else _output.Write(shown);
    }

    private static string Code(Tone tone) => tone switch
    {
        Tone.Strong => "1",
        Tone.Faint => "2",
        Tone.Good => "32",
        Tone.Doubtful => "33",
        _ => "1;31",
    };
}

/// <summary>A column of a table.</summary>
/// <param name="Tone">Tone of a cell by its text; null: plain.</param>
public sealed record Column(string Title, bool RightAligned = false, Func<string, Tone>? Tone = null);
