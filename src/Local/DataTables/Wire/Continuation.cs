namespace Azure.Data.Tables.Wire;

/// <summary>
/// Where the next page begins: the service's two keys, opaque and without spaces, joined by a space. The row key may be absent
/// (the page then begins with the partition) and must then not be sent.
/// </summary>
internal static class Continuation
{
    public static string? From(Response response)
    {
        if (!response.Headers.TryGetValue("x-ms-continuation-NextPartitionKey", out var partition))
            return null;
        response.Headers.TryGetValue("x-ms-continuation-NextRowKey", out var row);
        return $"{partition} {row}";
    }

    public static (string? Partition, string? Row) Parse(string? token)
    {
        if (string.IsNullOrEmpty(token))
            return (null, null);
        var space = token.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0)
            throw new ArgumentException("the continuation token was not given by a query of this client", nameof(token));
        return (token[..space], token.Length == space + 1 ? null : token[(space + 1)..]);
    }
}
