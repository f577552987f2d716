namespace Compliance.Local.EmbeddedTables.Requests;

/// <summary>What an address names: <c>/account/</c> may stand before it, as on an emulator.</summary>
internal abstract record Resource
{
    /// <summary><c>/Tables</c></summary>
    public sealed record TableList : Resource;

    /// <summary><c>/Tables('name')</c></summary>
    public sealed record Table(string Name) : Resource;

    /// <summary><c>/$batch</c></summary>
    public sealed record Batch : Resource;

    /// <summary><c>/name</c> and <c>/name()</c></summary>
    public sealed record Entities(string TableName) : Resource;

    /// <summary><c>/name(PartitionKey='…',RowKey='…')</c></summary>
    public sealed record Entity(string TableName, string PartitionKey, string RowKey) : Resource;

    /// <exception cref="TableException">The path is none of these.</exception>
    public static Resource Parse(string escapedPath)
    {
        var path = Uri.UnescapeDataString(escapedPath[(escapedPath.LastIndexOf('/') + 1)..]);
        var open = path.IndexOf('(', StringComparison.Ordinal);
        var name = open < 0 ? path : path[..open];
        var arguments = open < 0 ? [] : Arguments(path, open);
        return (name, arguments.Count) switch
        {
            ("$batch", 0) => new Batch(),
            ("Tables", 0) => new TableList(),
            ("Tables", 1) when arguments.TryGetValue("", out var table) => new Table(table),
            ({ Length: > 0 }, 0) => new Entities(name),
            (_, 2) when arguments.TryGetValue("PartitionKey", out var partition) && arguments.TryGetValue("RowKey", out var row) => new Entity(name, partition, row),
            _ => throw TableException.InvalidInput($"`{path}` is not an address of the table service"),
        };
    }

    // PartitionKey='a',RowKey='it''s' in either order, or a lone 'name'.
    private static Dictionary<string, string> Arguments(string path, int open)
    {
        var arguments = new Dictionary<string, string>();
        if (!path.EndsWith(')'))
            throw TableException.InvalidInput($"`{path}` does not end with a parenthesis");
        for (var at = open + 1; at < path.Length - 1; at++)
        {
            var quote = path.IndexOf('\'', at);
            if (quote < 0)
                throw TableException.InvalidInput($"`{path}` has a key without quotes");
            var name = path[at..quote].TrimEnd('=').Trim();
            var end = EndOfText(path, quote + 1);
            arguments[name] = path[(quote + 1)..end].Replace("''", "'", StringComparison.Ordinal);
            at = end + 1;
        }
        return arguments;
    }

    private static int EndOfText(string path, int at)
    {
        while (true)
        {
            var quote = path.IndexOf('\'', at);
            if (quote < 0)
                throw TableException.InvalidInput($"`{path}` has a quote that is not closed");
            if (quote + 1 == path.Length || path[quote + 1] != '\'')
                return quote;
            at = quote + 2;
        }
    }
}
