using System.Text.Json.Nodes;

namespace Compliance.Functions.Describing;

/// <summary>A function as programs have to know it; its method and route are read from the function itself.</summary>
/// <param name="Function">Its name.</param>
internal sealed record Operation(string Function, string Summary)
{
    /// <summary>What may stand in the query.</summary>
    public IReadOnlyList<Parameter> Query { get; init; } = [];

    /// <summary>Headers that it looks at, beyond those of signing in.</summary>
    public IReadOnlyList<Parameter> Headers { get; init; } = [];

    /// <summary>Null: it reads none.</summary>
    public Request? Body { get; init; }

    /// <summary>Answers that are no refusals.</summary>
    public required IReadOnlyList<Success> Answers { get; init; }

    /// <summary>Codes of its refusals, beyond those of <see cref="Codes.Everywhere"/>.</summary>
    public IReadOnlyList<string> Refusals { get; init; } = [];
}

/// <param name="Schema">Of its text.</param>
internal sealed record Parameter(string Name, string Description, JsonObject Schema, bool Required = false)
{
    public static readonly Parameter IfNoneMatch = Text("If-None-Match", "The ETag of what the caller has: 304 when that is still so", 1024);

    public static readonly Parameter IdempotencyKey = Text(Http.IdempotencyHeader.Name, "The caller's own name for the request: repeated with it, it is carried out once", 255);

    /// <summary>What lists take.</summary>
    public static readonly Parameter[] Paging =
    [
        Number("maxpagesize", "The most that a page holds; default 100", 1, 1000),
        Text("continuation", "The word of a nextLink, which is for the same list, filter and caller, and for 24 hours", 4096),
    ];

    public static Parameter IfMatch(bool required) => Text("If-Match", "The ETag of what is changed, as it was read", 1024) with { Required = required };

    public static Parameter Text(string name, string description, int most = 256) => new(name, description, new JsonObject { ["type"] = "string", ["maxLength"] = most });

    public static Parameter Word(string name, string description, IEnumerable<string> words, bool required = false) =>
        new(name, description, new JsonObject { ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]) }, required);

    public static Parameter Number(string name, string description, long least = 0, long most = long.MaxValue, bool required = false)
    {
        var schema = new JsonObject { ["type"] = "integer", ["minimum"] = least };
        if (most != long.MaxValue) schema["maximum"] = most;
        return new(name, description, schema, required);
    }

    public static Parameter Truth(string name, string description) => Word(name, description, ["true", "false"]);
}

/// <summary>The body of a request.</summary>
/// <param name="MediaType">Of what is expected; the header itself is not looked at.</param>
/// <param name="MostBytes">A longer one is refused with 413.</param>
/// <param name="Type">Null: it is no JSON.</param>
internal sealed record Request(string MediaType, string Description, long MostBytes, Type? Type = null, bool Required = true)
{
    public static Request Json<T>(string description, bool required = true) where T : class => new("application/json", description, Http.Body.MaxJsonBytes, typeof(T), required);
}

/// <param name="Contents">Media type → name of a schema among the components; empty: text or bytes. None: no body.</param>
/// <param name="Headers">Names among <see cref="AnswerHeader"/>.</param>
internal sealed record Success(int Status, string Description, IReadOnlyDictionary<string, string> Contents, params IReadOnlyList<string> Headers)
{
    public static Success Json(int status, string description, string schema, params IReadOnlyList<string> headers) =>
        new(status, description, new Dictionary<string, string> { ["application/json"] = schema }, headers);

    public static Success Text(string description, string type, params IReadOnlyList<string> headers) => new(200, description, new Dictionary<string, string> { [type] = "" }, headers);

    /// <summary>Of a request whose If-None-Match names what would be answered.</summary>
    public static readonly Success NotModified = new(304, "The caller has it as it is", new Dictionary<string, string>(), AnswerHeader.ETag);
}

/// <summary>Headers of answers that programs look at.</summary>
internal static class AnswerHeader
{
    public const string ETag = "ETag";
    public const string Location = "Location";
    public const string OperationLocation = "Operation-Location";
    public const string RetryAfter = "Retry-After";
    public const string Disposition = "Content-Disposition";

    public static string Describe(string name) => name switch
    {
        ETag => "Version of what is shown: for If-None-Match, and for If-Match where it can be changed",
        Location => "Where that is which was made",
        OperationLocation => "Where to ask how the audit stands",
        RetryAfter => "Seconds after which to ask again",
        Disposition => "Under which name to keep it",
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "not a header of answers"),
    };
}
