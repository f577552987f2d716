using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;

namespace Compliance.Functions.Http;

/// <summary>The header <c>Idempotency-Key</c>: the caller's own name for a request, so that a repetition is told from a second one.</summary>
public static class IdempotencyHeader
{
    public const string Name = "Idempotency-Key";
    private const int MaxCharacters = 255;

    /// <param name="key">Empty: the request has none.</param>
    public static bool TryRead(HttpRequest request, out string key, [NotNullWhen(false)] out IResult? problem)
    {
        (key, problem) = (request.Headers[Name].ToString(), null);
        if (key.Length > MaxCharacters || key.Any(char.IsControl))
            problem = Problem.Of(400, "idempotency-key-invalid", $"an Idempotency-Key has at most {MaxCharacters} printable characters");
        return problem is null;
    }

    public static IResult Reused() =>
        Problem.Of(422, "idempotency-key-reused", "this Idempotency-Key was sent before with another body: choose another key for another request");
}
