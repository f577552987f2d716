using System.Text.Json;
using System.Text.Unicode;

namespace Compliance.Playbooks.Cacao;

/// <summary>JSON of an unknown author: bounded in size and depth, UTF-8, no name twice in an object, no half of a surrogate pair.</summary>
internal static class StrictJson
{
    public const int MaxBytes = 1 << 20;
    public const int MaxDepth = 32;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth };

    /// <summary>The value; null when it holds what no reader should see, which is then among the problems.</summary>
    /// <exception cref="InputException">The bytes are too many, nested too deep, or no JSON.</exception>
    public static JsonElement? Parse(ReadOnlySpan<byte> utf8, string name, Problems problems)
    {
        if (utf8.Length > MaxBytes)
            throw new InputException($"{name}: a playbook of {utf8.Length:N0} bytes is too large: at most {MaxBytes:N0} are read; leave out what the steps do not need");
        if (utf8.StartsWith("\uFEFF"u8)) utf8 = utf8[3..];
        if (!Utf8.IsValid(utf8)) throw new InputException($"{name}: the text is not UTF-8: save it as UTF-8");
        try
        {
            var sound = new TokenWalk(problems).Walk(new Utf8JsonReader(utf8, Options));
            if (!sound) return null;
            using var document = JsonDocument.Parse(utf8.ToArray(), new JsonDocumentOptions { MaxDepth = MaxDepth });
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw InputException.At(name, (e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1,
                $"not JSON that is read here (no comment, no trailing comma, at most {MaxDepth} levels): correct the text at this place");
        }
    }

    /// <summary>Names and strings must be looked at before anything else asks for them: a lone surrogate makes the asking fail.</summary>
    private sealed class TokenWalk(Problems problems)
    {
        private readonly Stack<Frame> _open = new();
        private bool _sound = true;

        /// <exception cref="JsonException">The text is no JSON.</exception>
        public bool Walk(Utf8JsonReader reader)
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        Name(ref reader);
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        _open.Pop();
                        break;
                    default:
                        Value(ref reader);
                        break;
                }
            }
            return _sound;
        }

        private void Name(ref Utf8JsonReader reader)
        {
            var frame = _open.Peek();
            if (Text(ref reader) is not { } name)
            {
                Unsound(frame.Place, "a name holds half of a surrogate pair: write the whole character");
                name = "";
            }
            frame.Current = frame.Place.Key(name);
            if (!frame.Names!.Add(name)) Unsound(frame.Current, "the name stands twice in its object: keep one of them");
        }

        private void Value(ref Utf8JsonReader reader)
        {
            var place = _open.TryPeek(out var frame) ? frame.Next() : Place.Root;
            if (reader.TokenType is JsonTokenType.StartObject) _open.Push(new Frame(place, []));
            else if (reader.TokenType is JsonTokenType.StartArray) _open.Push(new Frame(place, null));
            else if (reader.TokenType is JsonTokenType.String && Text(ref reader) is null) Unsound(place, "the text holds half of a surrogate pair: write the whole character");
        }

        private void Unsound(Place place, string problem)
        {
            _sound = false;
            problems.Add(place, problem);
        }

        private static string? Text(ref Utf8JsonReader reader)
        {
            try
            {
                return reader.GetString();
            }
            catch (InvalidOperationException)
            {
                return null;
            }
        }

        private sealed class Frame(Place place, HashSet<string>? names)
        {
            private int _items;

            public Place Place { get; } = place;
            public HashSet<string>? Names { get; } = names;
            public Place Current { get; set; } = place;

            public Place Next() => Names is null ? Place.Item(_items++) : Current;
        }
    }
}
