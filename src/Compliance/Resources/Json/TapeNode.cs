using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Compliance.Resources.Json;

/// <summary>A value on a tape. The default one is missing and must not be asked for anything.</summary>
internal readonly struct TapeNode(JsonTape tape, int index)
{
    private readonly JsonTape? _tape = tape;
    private readonly int _index = index;

    public bool IsMissing => _tape is null;

    public NodeKind Kind => Entry.Kind;

    /// <summary>Name in the object that holds it; empty in an array.</summary>
    public ReadOnlySpan<byte> Name => _tape!.Text(Entry.Name);

    /// <summary>Text of a string, spelling of a number, reason of an unknown; else empty.</summary>
    public ReadOnlySpan<byte> Utf8 => _tape!.Text(Entry.Text);

    public InnerNodes Inner => new(_tape!, _index);

    public bool IsEmpty => Entry.End == _index + 1;

    /// <summary>Values it is made of, itself included.</summary>
    public int Size => Entry.End - _index;

    private ref readonly TapeEntry Entry => ref _tape!.Entry(_index);

    public string GetText() => Kind switch
    {
        NodeKind.True => "true",
        NodeKind.False => "false",
        NodeKind.Null => "null",
        _ => Encoding.UTF8.GetString(Utf8),
    };

    public string GetName() => Encoding.UTF8.GetString(Name);

    public bool TryMember(PropertyName name, out TapeNode member)
    {
        if (Kind == NodeKind.Object)
        {
            var end = Entry.End;
            for (var at = _index + 1; at < end;)
            {
                ref readonly var entry = ref _tape!.Entry(at);
                if (entry.Name.Hash == name.Hashed && name.Is(_tape.Text(entry.Name)))
                {
                    member = new TapeNode(_tape, at);
                    return true;
                }
                at = entry.End;
            }
        }
        member = default;
        return false;
    }

    /// <summary>Whether a member of this name stands behind one that was found: readers of JSON take the first or the last as they like.</summary>
    public bool Repeats(PropertyName name, TapeNode member)
    {
        var end = Entry.End;
        for (var at = member.Entry.End; at < end;)
        {
            ref readonly var entry = ref _tape!.Entry(at);
            if (entry.Name.Hash == name.Hashed && name.Is(_tape.Text(entry.Name))) return true;
            at = entry.End;
        }
        return false;
    }

    /// <summary>The member when it is a text, else missing.</summary>
    public TapeNode Text(PropertyName name) => TryMember(name, out var member) && member.Kind == NodeKind.Text ? member : default;

    public bool TryNumber(out decimal number) =>
        decimal.TryParse(Utf8, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && Kind is NodeKind.Number or NodeKind.Text;

    public bool Is(string text) => Kind == NodeKind.Text && GetText().Equals(text, StringComparison.OrdinalIgnoreCase);

    public void WriteTo(Utf8JsonWriter json)
    {
        switch (Kind)
        {
            case NodeKind.Object:
                json.WriteStartObject();
                foreach (var inner in Inner)
                {
                    json.WritePropertyName(inner.Name);
                    inner.WriteTo(json);
                }
                json.WriteEndObject();
                break;
            case NodeKind.Array:
                json.WriteStartArray();
                foreach (var inner in Inner) inner.WriteTo(json);
                json.WriteEndArray();
                break;
            case NodeKind.Text: json.WriteStringValue(Utf8); break;
            case NodeKind.Number: json.WriteRawValue(Utf8, skipInputValidation: true); break;
            case NodeKind.True: json.WriteBooleanValue(true); break;
            case NodeKind.False: json.WriteBooleanValue(false); break;
            default: json.WriteNullValue(); break;
        }
    }

    /// <summary>What kind of value it is, for messages.</summary>
    public string Described => Kind switch
    {
        NodeKind.Object => "an object",
        NodeKind.Array => "an array",
        NodeKind.Text => "a text",
        NodeKind.Number => "a number",
        NodeKind.True or NodeKind.False => "a boolean",
        NodeKind.Null => "null",
        _ => "unknown",
    };

    /// <summary>The values directly inside one, in order.</summary>
    internal struct InnerNodes(JsonTape tape, int parent)
    {
        private int _next = parent + 1;

        public TapeNode Current { get; private set; }

        public readonly InnerNodes GetEnumerator() => this;

        public bool MoveNext()
        {
            // Read anew: while a template is resolved, the tape grows under the enumeration.
            if (_next >= tape.Entry(parent).End) return false;
            Current = new TapeNode(tape, _next);
            _next = tape.Entry(_next).End;
            return true;
        }
    }
}
