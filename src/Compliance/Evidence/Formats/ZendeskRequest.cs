using System.Buffers;

namespace Compliance.Evidence.Formats;

/// <summary>A request of Zendesk's access log in words that a contract can name: <c>GET /api/v2/tickets/123/comments.json</c> is
/// <c>tickets.comments.read</c> on the ticket 123. Of the query string nothing is kept but how many ids it lists.</summary>
internal ref struct ZendeskRequest
{
    // More than any route has. What is longer is cut off: a pattern that ends in `*` still matches.
    public const int Scratch = 2 * LongestWords;
    private const int LongestWords = 256;
    private const int LongestRouteWord = 24;
    private static readonly SearchValues<byte> RouteUnits = SearchValues.Create("abcdefghijklmnopqrstuvwxyz_-"u8);

    private readonly Span<byte> _area;
    private readonly Span<byte> _type;
    private int _areaLength;
    private int _typeLength;

    /// <param name="method">HTTP method.</param>
    /// <param name="url">Address, with or without a host.</param>
    /// <param name="scratch"><see cref="Scratch"/> bytes to write into; they hold what the properties give.</param>
    public ZendeskRequest(ReadOnlySpan<byte> method, ReadOnlySpan<byte> url, Span<byte> scratch)
    {
        _area = scratch[..LongestWords];
        _type = scratch[LongestWords..];
        Verb = VerbOf(method);
        var path = PathOf(url, out var query);
        ReadPath(path, out var collection);
        Records = Resource.IsEmpty ? CountIds(query) : -1;
        if (Records > 0) SetType(collection);
    }

    /// <summary>Words of the route joined by dots, ids left out; empty for an address without a route.</summary>
    public readonly ReadOnlySpan<byte> Area => _area[.._areaLength];

    /// <summary>The method as a verb, with a dot before it.</summary>
    public ReadOnlySpan<byte> Verb { get; }

    /// <summary>The first id of the route; empty when it names none.</summary>
    public ReadOnlySpan<byte> Resource { get; private set; }

    /// <summary>What the id, or the ids of the query, are of: the word before them, in the singular.</summary>
    public readonly ReadOnlySpan<byte> ResourceType => _type[.._typeLength];

    /// <summary>How many ids the query lists; −1 when it lists none, or the route names one.</summary>
    public long Records { get; }

    /// <summary>Host of the address; empty when it has none.</summary>
    public ReadOnlySpan<byte> Host { get; private set; }

    private static ReadOnlySpan<byte> VerbOf(ReadOnlySpan<byte> method)
    {
        if (FieldWords.Is(method, "POST"u8)) return ".create"u8;
        if (FieldWords.Is(method, "PUT"u8) || FieldWords.Is(method, "PATCH"u8)) return ".update"u8;
        return FieldWords.Is(method, "DELETE"u8) ? ".delete"u8 : ".read"u8;
    }

    private ReadOnlySpan<byte> PathOf(ReadOnlySpan<byte> url, out ReadOnlySpan<byte> query)
    {
        var scheme = url.IndexOf("://"u8);
        if (scheme is > 0 and < 8)
        {
            url = url[(scheme + 3)..];
            var slash = url.IndexOfAny("/?#"u8);
            Host = slash < 0 ? url : url[..slash];
            url = slash < 0 ? default : url[slash..];
        }
        var end = url.IndexOfAny("?#"u8);
        query = end < 0 ? default : url[(end + 1)..];
        return end < 0 ? url : url[..end];
    }

    private void ReadPath(ReadOnlySpan<byte> path, out ReadOnlySpan<byte> collection)
    {
        collection = default;
        ReadOnlySpan<byte> last = default;
        var opens = false;
        foreach (var range in path.Split((byte)'/'))
        {
            var segment = WithoutSuffix(path[range]);
            if (segment.IsEmpty || (_areaLength == 0 && IsVersion(segment)) || IsLocale(segment, last)) continue;
            if (OpensAtOnce(last) || (opens && !IsRouteWord(segment)))
            {
                // One secret follows such a word; what is behind it is a route again.
                last = default;
                continue;
            }
            opens |= Opens(segment) || OpensAtOnce(segment);
            if (IsId(segment))
            {
                if (!Resource.IsEmpty) continue;
                Resource = segment;
                SetType(last);
                continue;
            }
            AddWord(segment);
            last = segment;
            if (!segment.EndsWith("_many"u8)) collection = segment;
        }
    }

    private static ReadOnlySpan<byte> WithoutSuffix(ReadOnlySpan<byte> segment) => segment.EndsWith(".json"u8) ? segment[..^5] : segment;

    private static bool IsVersion(ReadOnlySpan<byte> segment) =>
        segment.SequenceEqual("api"u8) || (segment.Length is 2 or 3 && segment[0] == 'v' && char.IsAsciiDigit((char)segment[1]));

    private static bool IsLocale(ReadOnlySpan<byte> segment, ReadOnlySpan<byte> last) =>
        last.SequenceEqual("help_center"u8) && (segment.Length == 2 || (segment.Length is >= 4 and <= 6 && segment[2] == '-'));

    // Whoever has what follows these gets at the attachment or the account.
    private static bool OpensAtOnce(ReadOnlySpan<byte> word) => FieldWords.Is(word, "token"u8) || FieldWords.Is(word, "reset"u8) || FieldWords.Is(word, "reset_password"u8);

    /// <summary>Behind these a secret comes sooner or later: <c>/verification/email/…</c>, <c>/access/sso/…</c>.</summary>
    private static bool Opens(ReadOnlySpan<byte> word) =>
        FieldWords.Is(word, "access"u8) || FieldWords.Is(word, "verification"u8) || FieldWords.Is(word, "verify"u8) || FieldWords.Is(word, "password"u8)
        || FieldWords.Is(word, "invitation"u8) || FieldWords.Is(word, "activation"u8);

    private static bool IsRouteWord(ReadOnlySpan<byte> segment) =>
        segment.Length <= LongestRouteWord && !segment.ContainsAnyExcept(RouteUnits);

    /// <summary>Whether a segment is data and no word: a number, a long token, anything with characters that routes have not.</summary>
    private static bool IsId(ReadOnlySpan<byte> segment)
    {
        var digits = 0;
        var words = true;
        foreach (var unit in segment)
        {
            if (char.IsAsciiDigit((char)unit)) digits++;
            else if (!char.IsAsciiLetter((char)unit) && unit is not ((byte)'_' or (byte)'-')) words = false;
        }
        return !words || digits == segment.Length || (segment.Length >= 16 && digits > 0 && !segment.Contains((byte)'_'));
    }

    private void AddWord(ReadOnlySpan<byte> word)
    {
        var length = Math.Min(word.Length, LongestWords - _areaLength - 1);
        if (length <= 0) return;
        if (_areaLength > 0) _area[_areaLength++] = (byte)'.';
        word[..length].CopyTo(_area[_areaLength..]);
        _areaLength += length;
    }

    private void SetType(ReadOnlySpan<byte> plural)
    {
        if (plural.IsEmpty) plural = "object"u8;
        plural = plural[..Math.Min(plural.Length, LongestWords)];
        plural.CopyTo(_type);
        _typeLength = plural.Length;
        if (plural.EndsWith("ies"u8))
        {
            _typeLength -= 2;
            _type[_typeLength - 1] = (byte)'y';
        }
        else if (plural.EndsWith("sses"u8) || plural.EndsWith("ches"u8) || plural.EndsWith("xes"u8)) _typeLength -= 2;
        else if (plural.EndsWith("s"u8) && !plural.EndsWith("ss"u8) && !plural.EndsWith("us"u8)) _typeLength--;
    }

    private static long CountIds(ReadOnlySpan<byte> query)
    {
        foreach (var range in query.Split((byte)'&'))
        {
            var parameter = query[range];
            if (!parameter.StartsWith("ids="u8) && !parameter.StartsWith("external_ids="u8)) continue;
            var ids = parameter[(parameter.IndexOf((byte)'=') + 1)..];
            if (ids.IsEmpty) return -1;
            return 1 + ids.Count((byte)',') + ids.Count("%2C"u8) + ids.Count("%2c"u8);
        }
        return -1;
    }
}
