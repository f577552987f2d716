using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Compliance.Evidence;
using Compliance.Judging;
using Compliance.Vendors;

namespace Compliance.Touched;

/// <summary>One record that was accessed, while its accesses are counted; then its line of the list.</summary>
internal sealed class AccessedRecord : IDisposable
{
    private const int MostReferences = 10;

    // Real ids are shorter; what a log makes longer is cut and told by its digest, so that no line outgrows memory.
    private const int LongestId = 8192;
    private const int LongestType = 1024;
    private const int LongestAction = 1024;

    private readonly List<ActionKey> _actions = [];
    private readonly List<long> _actionTexts = [];
    private readonly List<Sequence> _references = [];
    private readonly MemoryStream _line = new();
    private readonly MemoryStream _key = new();
    private readonly Utf8JsonWriter _json;
    private long _text;
    private long _count;
    private long _first;
    private long _last;

    // Lines are read by programs: nothing needs escaping beyond what JSON asks for.
    public AccessedRecord() => _json = new Utf8JsonWriter(_line, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Kinds of action that a line names; a log may have any number.</summary>
    public const int MostActions = 100;

    /// <summary>Whether it has more kinds of action than it names.</summary>
    public bool HasMoreActions { get; private set; }

    /// <summary>Begins with the earliest access.</summary>
    public void Begin(in AccessRow row)
    {
        (_text, _first, _count) = (row.Text, row.Time, 0);
        _actions.Clear();
        _actionTexts.Clear();
        _references.Clear();
        HasMoreActions = false;
    }

    public void Add(in AccessRow row)
    {
        _count++;
        _last = row.Time;
        if (_references.Count < MostReferences) _references.Add(row.Sequence);
        if (_actions.Contains(row.Action)) return;
        HasMoreActions = _actions.Count == MostActions;
        if (HasMoreActions) return;
        _actions.Add(row.Action);
        _actionTexts.Add(row.Text);
    }

    public void AddTo(LineSorter lines, AccessTexts texts, IReadOnlyList<SourceSummary> sources)
    {
        var first = texts.Read(_text);
        var (type, id) = (first.Type, first.Id);
        _line.SetLength(0);
        _key.SetLength(0);
        _json.Reset();
        _json.WriteStartObject();
        if (type.Length > 0) WriteText("resourceType", type.Span, LongestType);
        WriteText("resource", id.Span, LongestId);
        WriteActions(first, texts);
        _json.WriteNumber("count"u8, _count);
        _json.WriteString("first"u8, TimeText.Milliseconds(_first));
        _json.WriteString("last"u8, TimeText.Milliseconds(_last));
        WriteEvidence(sources);
        _json.WriteEndObject();
        _json.Flush();
        // Nothing in a text sorts before its end.
        _key.Write(Encoding.UTF8.GetBytes(Pattern.Fold(Cut(type.Span, LongestType))));
        _key.WriteByte(0);
        _key.Write(Cut(id.Span, LongestId));
        lines.Add(_key.GetBuffer().AsSpan(0, (int)_key.Length), _line.GetBuffer().AsSpan(0, (int)_line.Length));
    }

    public void Dispose()
    {
        _json.Dispose();
        _line.Dispose();
        _key.Dispose();
    }

    private void WriteText(string name, ReadOnlySpan<byte> text, int longest)
    {
        _json.WriteString(name, Encoding.UTF8.GetString(Cut(text, longest)));
        if (text.Length > longest) _json.WriteString(name + "Sha256", Convert.ToHexStringLower(SHA256.HashData(text)));
    }

    // The first access, whose text is at hand, is also the first with its action.
    private void WriteActions(in AccessText first, AccessTexts texts)
    {
        _json.WriteStartArray("actions"u8);
        var written = new List<string> { Cut(Encoding.UTF8.GetString(first.Action.Span)) };
        written.AddRange(_actionTexts.Skip(1).Select(text => Cut(Encoding.UTF8.GetString(texts.Read(text).Action.Span))));
        written.Sort(StringComparer.Ordinal);
        foreach (var action in written) _json.WriteStringValue(action);
        _json.WriteEndArray();
        if (HasMoreActions) _json.WriteBoolean("moreActions"u8, true);
    }

    private void WriteEvidence(IReadOnlyList<SourceSummary> sources)
    {
        _json.WriteStartArray("evidence"u8);
        foreach (var reference in _references)
        {
            _json.WriteStartObject();
            _json.WriteString("source"u8, sources[reference.Source].Source);
            _json.WriteNumber("record"u8, reference.Record);
            _json.WriteEndObject();
        }
        _json.WriteEndArray();
    }

    private static string Cut(string action) => action.Length > LongestAction ? action[..LongestAction] + "…" : action;

    // At the beginning of a character.
    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> text, int longest)
    {
        if (text.Length <= longest) return text;
        while (longest > 0 && (text[longest] & 0xC0) == 0x80) longest--;
        return text[..longest];
    }
}
