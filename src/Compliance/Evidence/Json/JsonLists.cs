using System.Text;

namespace Compliance.Evidence.Json;

/// <summary>Tells pages from records: a page is an object that an interface answers with, whose records stand in a list inside it
/// (<c>Formats/json.md</c>).</summary>
/// <param name="named">The one member that holds the records, as the log entry says; null: any that is known.</param>
internal sealed class JsonLists(string? named)
{
    private static readonly string[] Known =
    [
        "records", "value", "items", "results", "data", "entities", "entries", "events", "audit_logs", "access_logs", "activity_logs",
    ];

    // What only a page has.
    private static readonly string[] Paging =
    [
        "cursor", "before_cursor", "after_cursor", "next_cursor", "nextCursor", "nextLink", "nextUri", "next_url", "next_page", "nextPage", "next_page_token", "nextPageToken",
        "previousUri", "previous_page", "prev_page", "firstUri", "lastUri", "selfUri", "has_more", "hasMore", "page_count", "pageCount", "page_number", "pageNumber",
        "page_size", "pageSize", "per_page", "perPage", "total_count", "totalCount", "total_records", "paging", "pagination", "pages",
    ];

    // What a page may have before its list, and a record seldom has right before such a list.
    private static readonly string[] Usual = ["kind", "etag", "count", "total", "page", "limit", "offset", "next", "previous", "meta", "links", "_links"];

    // What records have as well: a page only beside what only a page has.
    private static readonly string[] Common = ["id", "from", "to"];

    /// <summary>The one member that holds the records; null: any that is known.</summary>
    public string? Named => named;

    /// <summary>Whether a member of this name holds records, if its value is a list of objects.</summary>
    public bool IsList(ReadOnlySpan<byte> name) => named is null ? IsOneOf(Known, name) : Is(name, named);

    /// <summary>What a member that stands before the list says of the object.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The source text of its value.</param>
    public PageSign Sign(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (named is not null) return PageSign.Page;
        if (IsOneOf(Paging, name) || IsMark(name, value)) return PageSign.Page;
        if (name is [(byte)'@' or (byte)'$', ..] || IsOneOf(Usual, name)) return PageSign.Nothing;
        return IsOneOf(Common, name) && value is not [(byte)'{' or (byte)'[', ..] ? PageSign.Either : PageSign.Record;
    }

    private static bool IsMark(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) =>
        (Is(name, "type") || Is(name, "object")) && (value.SequenceEqual("\"list\""u8) || value.EndsWith(".list\""u8));

    private static bool IsOneOf(string[] words, ReadOnlySpan<byte> name)
    {
        foreach (var word in words)
            if (Is(name, word)) return true;
        return false;
    }

    private static bool Is(ReadOnlySpan<byte> name, string word) => name.Length == word.Length && Ascii.EqualsIgnoreCase(name, word);
}

/// <summary>What a member before a list says of the object that holds both.</summary>
internal enum PageSign
{
    /// <summary>A page has it; some records may.</summary>
    Nothing,

    /// <summary>Only a page has it.</summary>
    Page,

    /// <summary>Both have it: a page only with another sign of one.</summary>
    Either,

    /// <summary>No page has it.</summary>
    Record,
}
