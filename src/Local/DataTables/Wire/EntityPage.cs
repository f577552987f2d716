using System.Text.Json;

namespace Azure.Data.Tables.Wire;

/// <summary>Rows out of an answer's body.</summary>
internal static class EntityPage
{
    public static TableEntity ReadOne(BinaryData body)
    {
        var json = new Utf8JsonReader(body.ToMemory().Span);
        json.Read();
        return EntityJson.Read(ref json);
    }

    /// <summary>The rows of <c>{"odata.metadata":"…","value":[…]}</c>.</summary>
    public static List<T> Read<T>(BinaryData body)
        where T : class, ITableEntity
    {
        var rows = new List<T>();
        var json = new Utf8JsonReader(body.ToMemory().Span);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isRows = json.ValueTextEquals("value"u8);
            json.Read();
            if (!isRows)
                json.Skip();
            while (isRows && json.Read() && json.TokenType == JsonTokenType.StartObject)
                rows.Add((T)(ITableEntity)EntityJson.Read(ref json));
        }
        return rows;
    }
}
