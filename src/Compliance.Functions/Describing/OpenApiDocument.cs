using System.Text.Json.Nodes;
using Compliance.Functions.Access;

namespace Compliance.Functions.Describing;

/// <summary>The description of the service for programs: OpenAPI 3.1, made of the functions and of what <see cref="Operations"/> says of each.</summary>
internal static class OpenApiDocument
{
    private const string KeyScheme = "functionKey";
    private const string SignInScheme = "signIn";

    /// <param name="server">Path of the service below which all routes lie, without a slash at its end.</param>
    /// <exception cref="InvalidOperationException">A function is not described, or what is described is none.</exception>
    public static JsonObject Of(string server)
    {
        var functions = HttpFunction.Of(typeof(OpenApiDocument).Assembly);
        var described = Operations.All.ToDictionary(one => one.Operation.Function, StringComparer.Ordinal);
        if (functions.Select(function => function.Name).Order(StringComparer.Ordinal).SequenceEqual(described.Keys.Order(StringComparer.Ordinal)) is false)
            throw new InvalidOperationException("the functions and their descriptions are not the same: see Operations");
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Compliance",
                ["version"] = typeof(OpenApiDocument).Assembly.GetName().Version!.ToString(3),
                ["description"] = "Audits of vendors: evidence in; findings, clocks and a trail out. Refusals are problems of RFC 9457 with a stable `code`; the platform itself refuses without a body. A query holds nothing but the parameters of its operation, each at most once and with a value: others are `unknown-parameter`.",
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = server.Length == 0 ? "/" : server }),
            ["paths"] = Paths(functions, described),
            ["components"] = new JsonObject { ["schemas"] = Schemas.Components(), ["securitySchemes"] = Schemes() },
        };
    }

    private static JsonObject Paths(IReadOnlyList<HttpFunction> functions, Dictionary<string, (string Room, Operation Operation)> described)
    {
        var paths = new JsonObject();
        foreach (var route in functions.GroupBy(function => function.Route, StringComparer.Ordinal).OrderBy(route => route.Key, StringComparer.Ordinal))
        {
            var path = new JsonObject();
            foreach (var function in route.OrderBy(function => function.Method, StringComparer.Ordinal))
                path[function.Method] = Of(function, described[function.Name].Room, described[function.Name].Operation);
            paths[$"/{route.Key}"] = path;
        }
        return paths;
    }

    private static JsonObject Of(HttpFunction function, string room, Operation operation)
    {
        var said = new JsonObject
        {
            ["operationId"] = function.Name,
            ["tags"] = new JsonArray(room),
            ["summary"] = operation.Summary,
            ["security"] = Security(function),
        };
        JsonNode[] parameters =
        [
            .. function.Values.Select(name => Said("path", RouteValues.Of(name))), .. operation.Query.Select(one => Said("query", one)), .. operation.Headers.Select(one => Said("header", one)),
        ];
        if (parameters.Length > 0) said["parameters"] = new JsonArray(parameters);
        if (operation.Body is { } body) said["requestBody"] = Said(body);
        said["responses"] = Responses(function, operation);
        if (!function.IsAnonymous) said["x-roles"] = new JsonArray([.. RouteRoles.All.Where(route => route.Function == function.Name).Select(Said)]);
        return said;
    }

    // In Azure a key says that somebody may call, and not who: it reads as a Reader does.
    private static JsonArray Security(HttpFunction function)
    {
        var security = new JsonArray();
        if (function.IsAnonymous) return security;
        if (RouteRoles.Of(function.Name).IsForKeyAlone) security.Add(new JsonObject { [KeyScheme] = new JsonArray() });
        security.Add(new JsonObject { [KeyScheme] = new JsonArray(), [SignInScheme] = new JsonArray() });
        return security;
    }

    private static JsonObject Said(string place, Parameter parameter)
    {
        var said = new JsonObject { ["name"] = parameter.Name, ["in"] = place, ["description"] = parameter.Description, ["schema"] = parameter.Schema.DeepClone() };
        if (place == "path" || parameter.Required) said["required"] = true;
        return said;
    }

    // The first is the call itself, the others what of it is for fewer.
    private static JsonObject Said(RouteRole route)
    {
        var said = new JsonObject { ["roles"] = new JsonArray([.. route.Roles.Select(role => (JsonNode)role)]) };
        if (route.Part is { } part) said["part"] = part;
        if (!route.IsForKeyAlone) said["signInRequired"] = true;
        if (route.Privileged) said["privileged"] = true;
        return said;
    }

    private static JsonObject Said(Request body) => new()
    {
        ["description"] = $"{body.Description}; at most {body.MostBytes} bytes",
        ["required"] = body.Required,
        ["content"] = new JsonObject { [body.MediaType] = body.Type is { } type ? new JsonObject { ["schema"] = Schemas.OfRequest(type) } : new JsonObject() },
        ["x-maximum-bytes"] = body.MostBytes,
    };

    private static JsonObject Responses(HttpFunction function, Operation operation)
    {
        var responses = new JsonObject();
        foreach (var success in operation.Answers) responses[$"{success.Status}"] = Said(success);
        IEnumerable<string> codes = function.IsAnonymous ? operation.Refusals
            : [.. Codes.Everywhere, .. RouteRoles.Of(function.Name).Writes ? Codes.OfWrites : [], .. operation.Refusals];
        foreach (var status in codes.Distinct(StringComparer.Ordinal).GroupBy(Codes.StatusOf).OrderBy(status => status.Key))
            responses[$"{status.Key}"] = Refusal(status.Key, [.. status.Order(StringComparer.Ordinal)]);
        return responses;
    }

    private static JsonObject Said(Success success)
    {
        var said = new JsonObject { ["description"] = success.Description };
        if (success.Contents.Count > 0)
            said["content"] = new JsonObject(success.Contents.Select(content => KeyValuePair.Create<string, JsonNode?>(content.Key, Schemas.OfContent(content.Value))));
        if (success.Headers.Count > 0)
            said["headers"] = new JsonObject(success.Headers.Select(name => KeyValuePair.Create<string, JsonNode?>(name, Header(name))));
        return said;
    }

    private static JsonObject Refusal(int status, IReadOnlyList<string> codes)
    {
        var refusal = new JsonObject
        {
            ["description"] = string.Join(", ", codes),
            ["content"] = new JsonObject { ["application/problem+json"] = new JsonObject { ["schema"] = Schemas.OfProblem(status, codes) } },
        };
        if (status is 429 or 503) refusal["headers"] = new JsonObject { [AnswerHeader.RetryAfter] = Header(AnswerHeader.RetryAfter) };
        return refusal;
    }

    private static JsonObject Header(string name) => new()
    {
        ["description"] = AnswerHeader.Describe(name),
        ["required"] = true,
        ["schema"] = name == AnswerHeader.RetryAfter ? new JsonObject { ["type"] = "integer", ["minimum"] = 1 } : new JsonObject { ["type"] = "string", ["minLength"] = 1 },
    };

    private static JsonObject Schemes() => new()
    {
        [KeyScheme] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = "x-functions-key" },
        [SignInScheme] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["bearerFormat"] = "JWT" },
    };
}
