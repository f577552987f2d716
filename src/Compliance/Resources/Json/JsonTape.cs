using System.Text.Json;

namespace Compliance.Resources.Json;

/// <summary>JSON values in one flat run of entries: a parent, then everything inside it. Read from text, or written value by
/// value when a template is resolved. One tape is used for many resources, so that reading allocates nothing.</summary>
/// <param name="mostValues">Beyond it reading stops, so that a few bytes that expand cannot fill the memory.</param>
internal sealed class JsonTape(int mostValues = JsonTape.MostValues)
{
    public const int MostValues = 4_000_000;
    public const int DeepestNesting = 256;
    private readonly int[] _open = new int[DeepestNesting];
    private TapeEntry[] _entries = new TapeEntry[16];

    // What was read lies here as it was written, copied once: most names and texts need no unescaping.
    private byte[] _read = [];

    // What was unescaped or added.
    private byte[] _text = new byte[64];
    private int _count;
    private int _textLength;

    public TapeNode Root => new(this, 0);

    /// <summary>A tape of one value of our own data.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static TapeNode Parse(ReadOnlySpan<byte> json)
    {
        var tape = new JsonTape();
        var reader = new Utf8JsonReader(json);
        tape.Read(ref reader, json);
        return tape.Root;
    }

    /// <summary>A text on a tape of its own.</summary>
    public static TapeNode OfText(string text) => new JsonTape().Add(NodeKind.Text, [], System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Forgets everything; nodes of before are void.</summary>
    public void Clear() => _count = _textLength = 0;

    /// <summary>Reads the first value of the text, which becomes the root of an empty tape.</summary>
    /// <param name="reader">At the beginning of the text.</param>
    /// <param name="outline">Whether to pass over what is inside the members of the value.</param>
    /// <returns>False when the text ends inside the value and more may follow.</returns>
    /// <exception cref="JsonException">The value is no JSON, nested too deeply, or holds too many values.</exception>
    public bool Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, bool outline = false)
    {
        var depth = 0;
        var name = default(TapeText);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = TextOf(ref reader);
                    continue;
                case JsonTokenType.StartObject or JsonTokenType.StartArray when outline && depth > 0:
                    Add(KindOf(reader.TokenType), name, default);
                    if (!reader.TrySkip()) return false;
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    _open[depth++] = Add(KindOf(reader.TokenType), name, default);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    Close(_open[--depth]);
                    break;
                case JsonTokenType.String:
                    Add(NodeKind.Text, name, TextOf(ref reader));
                    break;
                case JsonTokenType.Number:
                    Add(NodeKind.Number, name, new TapeText((int)reader.TokenStartIndex, reader.ValueSpan.Length));
                    break;
                default:
                    Add(KindOf(reader.TokenType), name, default);
                    break;
            }
            name = default;
            if (depth > 0) continue;
            Keep(text[..(int)reader.BytesConsumed]);
            return true;
        }
        return false;
    }

    /// <summary>Begins an object or array; what is added until it is closed stands in it.</summary>
    public int Open(NodeKind kind, ReadOnlySpan<byte> name) => Add(kind, Append(name), default);

    public void Close(int opened) => _entries[opened].End = _count;

    /// <summary>Adds a value that holds no others.</summary>
    public TapeNode Add(NodeKind kind, ReadOnlySpan<byte> name, ReadOnlySpan<byte> text) => new(this, Add(kind, Append(name), Append(text)));

    /// <summary>Adds a copy of a value of this or another tape, with all inside it.</summary>
    public TapeNode Copy(TapeNode node, ReadOnlySpan<byte> name)
    {
        if (node.Kind is not (NodeKind.Object or NodeKind.Array)) return Add(node.Kind, name, node.Utf8);
        var at = Open(node.Kind, name);
        foreach (var inner in node.Inner) Copy(inner, inner.Name);
        Close(at);
        return new TapeNode(this, at);
    }

    internal ref readonly TapeEntry Entry(int index) => ref _entries[index];

    internal ReadOnlySpan<byte> Text(TapeText text) => text.Start >= 0 ? _read.AsSpan(text.Start, text.Length) : _text.AsSpan(~text.Start, text.Length);

    private static NodeKind KindOf(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => NodeKind.Object,
        JsonTokenType.StartArray => NodeKind.Array,
        JsonTokenType.True => NodeKind.True,
        JsonTokenType.False => NodeKind.False,
        _ => NodeKind.Null,
    };

    private int Add(NodeKind kind, TapeText name, TapeText text)
    {
        if (_count == _entries.Length) Grow();
        ref var entry = ref _entries[_count];
        entry.Kind = kind;
        entry.Name = name;
        entry.Text = text;
        entry.End = _count + 1;
        return _count++;
    }

    private void Grow()
    {
        if (_count >= mostValues) throw new JsonException($"it holds more than {_count} values");
        Array.Resize(ref _entries, _count * 2);
    }

    private TapeText TextOf(ref Utf8JsonReader reader)
    {
        var written = reader.ValueSpan;
        // Behind the opening quote.
        if (!reader.ValueIsEscaped) return new TapeText((int)reader.TokenStartIndex + 1, written.Length, PropertyName.Hash(written));
        Reserve(written.Length);
        try
        {
            var text = _text.AsSpan(_textLength, reader.CopyString(_text.AsSpan(_textLength)));
            return Appended(text);
        }
        catch (InvalidOperationException broken)
        {
            throw new JsonException("a string is not valid Unicode", broken);
        }
    }

    private TapeText Append(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return default;
        // A text of this tape stays readable: the array it lies in is left as it is when a longer one takes its place.
        Reserve(text.Length);
        text.CopyTo(_text.AsSpan(_textLength));
        return Appended(text);
    }

    private TapeText Appended(ReadOnlySpan<byte> text)
    {
        var start = _textLength;
        _textLength += text.Length;
        return new TapeText(~start, text.Length, PropertyName.Hash(text));
    }

    private void Keep(ReadOnlySpan<byte> text)
    {
        if (text.Length > _read.Length) _read = new byte[Math.Max(text.Length, _read.Length * 2)];
        text.CopyTo(_read);
    }

    private void Reserve(int length)
    {
        if (length > _text.Length - _textLength) Array.Resize(ref _text, Math.Max(_text.Length * 2, _textLength + length));
    }
}
