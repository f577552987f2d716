using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Azure;
using Compliance.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Compliance.Functions.Http;

/// <summary>A page of a list, as it is asked for: <c>maxpagesize</c> (1 to 1000, default 100) and <c>continuation</c>, the opaque word of a
/// <c>nextLink</c>.</summary>
public sealed record Page(int Size, string? Continuation)
{
    private const int Default = 100;
    private const int Largest = 1000;

    public static bool TryRead(HttpRequest request, [NotNullWhen(true)] out Page? page, [NotNullWhen(false)] out IResult? problem)
    {
        (page, problem) = (null, null);
        var size = Default;
        if (request.Query["maxpagesize"].ToString() is { Length: > 0 } asked
            && !(int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out size) && size is >= 1 and <= Largest))
            problem = Problem.Of(400, "query-invalid", $"`maxpagesize` is a number from 1 to {Largest}");
        var word = request.Query["continuation"].ToString();
        if (problem is not null) return false;
        if (!TryDecode(word, out var continuation))
        {
            problem = Invalid();
            return false;
        }
        page = new Page(size, word.Length == 0 ? null : continuation);
        return true;
    }

    /// <summary>Answers with a list: <c>value</c>, and <c>nextLink</c> unless it is the last page.</summary>
    public async Task<IResult> AnswerAsync<T>(HttpRequest request, Func<Task<Listing<T>>> list, Func<T, JsonNode> write)
    {
        try
        {
            var listing = await list();
            var body = new JsonObject { ["value"] = new JsonArray([.. listing.Items.Select(write)]) };
            if (listing.Continuation is { } next) body["nextLink"] = NextLink(request, next);
            return Answer.Json(body);
        }
        // What the store calls a bad request here is a continuation that it never gave.
        catch (Exception refused) when (Continuation is not null && (refused is RequestFailedException { Status: 400 } or ArgumentException))
        {
            return Invalid();
        }
    }

    private static string NextLink(HttpRequest request, string continuation)
    {
        var query = new QueryBuilder(request.Query.Where(parameter => parameter.Key is not ("continuation" or "code")))
        {
            { "continuation", Base64Url.EncodeToString(Encoding.UTF8.GetBytes(continuation)) },
        };
        return UriHelper.BuildAbsolute(request.Scheme, request.Host, request.PathBase, request.Path, query.ToQueryString());
    }

    private static bool TryDecode(string word, out string continuation)
    {
        var valid = Base64Url.IsValid(word);
        continuation = valid ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(word)) : "";
        return valid;
    }

    private static IResult Invalid() => Problem.Of(400, "query-invalid", "`continuation` is not the one of a `nextLink`: begin again without it");
}
