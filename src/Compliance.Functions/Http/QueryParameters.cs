using Compliance.Functions.Describing;
using Microsoft.AspNetCore.Http;

namespace Compliance.Functions.Http;

/// <summary>What may stand in the query of a request: the parameters that its function is described with, each at most once and with a value. One that
/// nobody looks at, or whose value is not the one that was meant, would have everything answered as if it were filtered.</summary>
internal static class QueryParameters
{
    /// <summary>A function key in the address, which the host itself takes, of every function. It belongs into a header.</summary>
    public const string Key = "code";

    private const int LongestName = 40;

    /// <summary>Why a request cannot be answered as it stands; null: it can. No value is told, for it may be anything, a person's name as well.</summary>
    /// <param name="function">The function that is asked.</param>
    public static IResult? Refusal(HttpRequest request, string function)
    {
        var taken = Operations.Of(function).Query;
        foreach (var (name, values) in request.Query)
        {
            if (Is(name, Key)) continue;
            if (taken.FirstOrDefault(one => Is(one.Name, name)) is not { } parameter) return Problem.Of(400, "unknown-parameter", Unknown(function, name, taken));
            if (values.Count > 1) return Problem.Of(400, "query-invalid", $"`{parameter.Name}` stands in the query {values.Count} times, and only one of them could count: give it once");
            if (string.IsNullOrEmpty(values[0])) return Problem.Of(400, "query-invalid", $"`{parameter.Name}` has no value: give it one, or leave it out");
        }
        return null;
    }

    private static string Unknown(string function, string name, IReadOnlyList<Parameter> taken)
    {
        if (taken.Count == 0) return $"{function} takes no parameters in its query, and {Shown(name)} would change nothing: leave it out";
        var names = taken.Select(one => one.Name).ToList();
        return $"{function} takes no parameter {Shown(name)}: {NearNames.Phrase(name, names)}; it takes {string.Join(", ", names.Select(one => $"`{one}`"))}. Correct it, or leave it out";
    }

    // What does not look like a name is more likely a value that went astray.
    private static string Shown(string name) =>
        name.Length is > 0 and <= LongestName && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.' or '$') ? $"`{name}`" : "of the name that it was given";

    // As the server compares them.
    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
