using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using Azure;
using Compliance.Secrets;
using Compliance.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Primitives;
using NodaTime;

namespace Compliance.Functions.Http;

/// <summary>A page of a list, as it is asked for.</summary>
/// <param name="Size">The most that it holds.</param>
/// <param name="Continuation">The store's own word; null: the first page.</param>
public sealed record Page(int Size, string? Continuation);

/// <summary>Answers with lists, page by page: <c>maxpagesize</c> (1 to 1000, default 100) and <c>continuation</c>, the word of a <c>nextLink</c>, which is
/// for the same list, filter and caller and for a day.</summary>
public sealed class Pages(ContinuationKey key, TimeProvider clock)
{
    private const int Default = 100;
    private const int Largest = 1000;
    private const string Word = "continuation";
    private const string SizeWord = "maxpagesize";

    // Neither is part of which list it is; the last is a key, which belongs into a header and into no link.
    private static readonly HashSet<string> NoFilter = new([Word, SizeWord, QueryParameters.Key], StringComparer.OrdinalIgnoreCase);

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    /// <summary>Answers with a list: <c>value</c>, and <c>nextLink</c> unless it is the last page.</summary>
    /// <param name="caller">Whom the link to the next page is for.</param>
    public async Task<IResult> AnswerAsync<T>(HttpRequest request, string caller, Func<Page, Task<Listing<T>>> list, Func<T, JsonNode> write, CancellationToken cancellationToken)
    {
        if (!TrySize(request, out var size, out var problem)) return problem;
        (var continuation, problem) = await ReadAsync(request, caller, cancellationToken);
        if (problem is not null) return problem;
        try
        {
            var listing = await list(new(size, continuation));
            var body = new JsonObject { ["value"] = new JsonArray([.. listing.Items.Select(write)]) };
            if (listing.Continuation is { } next) body["nextLink"] = NextLink(request, new Continuation(next, Now + Continuation.Lifetime).Seal(await key.GetAsync(cancellationToken), Scope(request, caller)));
            return Answer.Json(body);
        }
        // A word that this service gave and the store does not take any more.
        catch (Exception refused) when (continuation is not null && refused is RequestFailedException { Status: 400 } or ArgumentException)
        {
            return Invalid();
        }
    }

    private async Task<(string? Word, IResult? Problem)> ReadAsync(HttpRequest request, string caller, CancellationToken cancellationToken)
    {
        if (!request.Query.TryGetValue(Word, out var given)) return (null, null);
        if (!Continuation.TryRead(given.ToString(), await key.GetAsync(cancellationToken), out var read, Scope(request, caller))) return (null, Invalid());
        return read.Expires > Now ? (read.Word, null)
            : (null, Problem.Of(410, "continuation-expired", "a `nextLink` can be followed for 24 hours: begin again without `continuation`"));
    }

    private static bool TrySize(HttpRequest request, out int size, [NotNullWhen(false)] out IResult? problem)
    {
        (size, problem) = (Default, null);
        if (request.Query[SizeWord].ToString() is { Length: > 0 } asked
            && !(int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out size) && size is >= 1 and <= Largest))
            problem = Problem.Of(400, "query-invalid", $"`{SizeWord}` is a number from 1 to {Largest}");
        return problem is null;
    }

    private static string[] Scope(HttpRequest request, string caller) =>
        [caller, request.Path.Value ?? "", .. Filter(request).OrderBy(one => one.Key, StringComparer.Ordinal).SelectMany(one => one.Value.SelectMany(value => (string[])[one.Key, value ?? ""]))];

    private static IEnumerable<KeyValuePair<string, StringValues>> Filter(HttpRequest request) => request.Query.Where(parameter => !NoFilter.Contains(parameter.Key));

    private static string NextLink(HttpRequest request, string continuation)
    {
        var query = new QueryBuilder(Filter(request));
        if (request.Query[SizeWord].ToString() is { Length: > 0 } size) query.Add(SizeWord, size);
        query.Add(Word, continuation);
        return UriHelper.BuildAbsolute(request.Scheme, request.Host, request.PathBase, request.Path, query.ToQueryString());
    }

    private static IResult Invalid() => Problem.Of(400, "query-invalid", "`continuation` is not the one of a `nextLink` of this list, with this filter and for you: begin again without it");
}
