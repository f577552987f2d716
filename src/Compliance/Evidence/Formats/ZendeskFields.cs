using Compliance.Events;

namespace Compliance.Evidence.Formats;

/// <summary>The fields of Zendesk's logs, by the names that JSON and CSV share, and what they mean.</summary>
internal sealed class ZendeskFields
{
    private readonly int _id, _ip, _actor, _action, _sourceType, _source;
    private readonly int _method, _url, _status, _client, _graph, _operation, _operationType;

    private readonly byte[] _scratch = new byte[ZendeskRequest.Scratch];

    /// <param name="slot">Gives the slot of the first of some names.</param>
    public ZendeskFields(Func<string[], int> slot)
    {
        Time = slot(["timestamp", "created_at", "Time"]);
        _id = slot(["id"]);
        _ip = slot(["ip_address", "IP address"]);
        _actor = slot(["user_id", "actor_id", "Actor"]);
        _action = slot(["action", "Activity type", "Type"]);
        _sourceType = slot(["source_type"]);
        _source = slot(["source_id", "Item"]);
        _method = slot(["method"]);
        _url = slot(["url"]);
        _status = slot(["status"]);
        _client = slot(["client"]);
        _graph = slot(["graphql", "graphql.query"]);
        _operation = slot(["graphql.operation_name"]);
        _operationType = slot(["graphql.operation_type"]);
    }

    /// <summary>Slot of the time, UTC.</summary>
    public int Time { get; }

    public ReadOnlySpan<byte> OutcomeWord(RecordValues values) => values.Text(_status);

    public void Map(RecordValues values, ref AccessEvent accessEvent)
    {
        accessEvent.Id = values.Text(_id);
        accessEvent.Account = values.Text(_actor);
        // The system itself, acting by its own rules.
        accessEvent.PlatformService = accessEvent.Account.SequenceEqual("-1"u8);
        if (accessEvent.PlatformService) accessEvent.AccountKind = AccountKind.Service;
        accessEvent.Ip = Addresses.Bare(values.Text(_ip));
        if (values.Text(_method).IsEmpty) MapChange(values, ref accessEvent);
        else MapRequest(values, ref accessEvent);
    }

    private void MapRequest(RecordValues values, ref AccessEvent accessEvent)
    {
        var request = new ZendeskRequest(values.Text(_method), values.Text(_url), _scratch);
        accessEvent.UserAgent = values.Text(_client);
        accessEvent.Outcome = FieldWords.Outcome(values.Text(_status));
        accessEvent.Tenant = request.Host;
        if (request.Area.SequenceEqual("graphql"u8))
        {
            MapGraph(values, ref accessEvent);
            return;
        }
        if (!request.Area.IsEmpty) accessEvent.Action = values.Compose(request.Area, request.Verb);
        accessEvent.Resource = request.Resource;
        accessEvent.ResourceType = values.Compose(request.ResourceType, default);
        accessEvent.Records = request.Records;
        if (accessEvent.ResourceType.SequenceEqual("ticket"u8)) accessEvent.Case = accessEvent.Resource;
    }

    /// <summary>Every query is sent to one address; what it asks for is in its name.</summary>
    private void MapGraph(RecordValues values, ref AccessEvent accessEvent)
    {
        var text = values.Text(_graph).TrimStart(" \t\r\n"u8);
        var changes = FieldWords.Is(values.Text(_operationType), "mutation"u8) || text.StartsWith("mutation"u8);
        var name = values.Text(_operation);
        if (name.IsEmpty) name = NameOf(text);
        var verb = changes ? ".update"u8 : ".read"u8;
        accessEvent.Action = name.IsEmpty ? values.Compose("graphql"u8, verb) : values.Compose("graphql."u8, name, verb);
    }

    /// <summary>The name behind the first word of a query; empty when it has none.</summary>
    private static ReadOnlySpan<byte> NameOf(ReadOnlySpan<byte> text)
    {
        if (!text.StartsWith("query "u8) && !text.StartsWith("mutation "u8)) return default;
        text = text[(text.IndexOf((byte)' ') + 1)..].TrimStart((byte)' ');
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit((char)text[length]) || text[length] == '_')) length++;
        return text[..length];
    }

    private void MapChange(RecordValues values, ref AccessEvent accessEvent)
    {
        var action = values.Text(_action);
        if (FieldWords.Is(action, "login"u8) || FieldWords.Is(action, "Signed in"u8) || FieldWords.Is(action, "Sign in"u8))
        {
            accessEvent.Action = "signin"u8;
            return;
        }
        var type = values.Text(_sourceType);
        if (!action.IsEmpty) accessEvent.Action = values.Compose(type.IsEmpty ? "audit"u8 : type, VerbOf(action, values));
        accessEvent.Resource = values.Text(_source);
        accessEvent.ResourceType = type;
        if (type.SequenceEqual("ticket"u8)) accessEvent.Case = accessEvent.Resource;
    }

    /// <summary>The verb of the API and of the export as one, so that a contract needs one pattern.</summary>
    private static ReadOnlySpan<byte> VerbOf(ReadOnlySpan<byte> action, RecordValues values)
    {
        if (FieldWords.Is(action, "create"u8) || FieldWords.Is(action, "created"u8)) return ".create"u8;
        if (FieldWords.Is(action, "update"u8) || FieldWords.Is(action, "updated"u8)) return ".update"u8;
        if (FieldWords.Is(action, "destroy"u8) || FieldWords.Is(action, "deleted"u8)) return ".delete"u8;
        return FieldWords.Is(action, "exported"u8) ? ".export"u8 : values.Compose("."u8, action);
    }
}
