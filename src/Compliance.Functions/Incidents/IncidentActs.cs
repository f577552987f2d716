using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Compliance.Functions.Access;
using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Compliance.Incidents;
using Compliance.Storage;
using Compliance.Vendors;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Compliance.Functions.Incidents;

/// <summary>Acts of people on an incident, as requests ask for them: once for each key, or, without a key, once for what is asked.</summary>
public sealed class IncidentActs(KnownVendors vendors, IncidentJournal journal, Answer answer, TimeProvider clock)
{
    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    /// <param name="function">The function that is asked.</param>
    /// <param name="on">Which act, and on what: it tells requests without a key apart.</param>
    /// <param name="read">What a body asks for.</param>
    public Task<IResult> OfAsync<T>(HttpRequest request, string function, string vendor, string incident, string on, Func<T, Task<Act>> read, CancellationToken cancellationToken)
        where T : PersonsRequest =>
        answer.OfAsync(request, function, vendor, async _ =>
        {
            if (await vendors.FindAsync(vendor, cancellationToken) is not { } known) return Problem.UnknownVendor(vendor);
            var bytes = await Body.BytesAsync(request, Body.MaxJsonBytes, cancellationToken);
            var (asked, problem) = Body.Json<T>(bytes is [] ? "{}"u8.ToArray() : bytes);
            if (asked is null) return problem!;
            if (!TryPerson(SignedIn.By(request), asked, out var person, out problem)) return problem;
            var act = await read(asked);
            if (act.Decide is not { } decide) return act.Problem!;
            if (!TryKey(request, person.Name, $"{incident}/{on}", bytes!, out var key, out problem)) return problem;
            var result = await journal.AppendAsync(known.Id, incident, key, now => Decided(() => decide(now, person, Now)), cancellationToken: cancellationToken);
            return result is null ? Problem.UnknownIncident(incident) : Answered(request, result);
        });

    /// <inheritdoc cref="OfAsync{T}(HttpRequest, string, string, string, string, Func{T, Task{Act}}, CancellationToken)"/>
    public Task<IResult> OfAsync<T>(HttpRequest request, string function, string vendor, string incident, string on, Func<T, Act> read, CancellationToken cancellationToken)
        where T : PersonsRequest =>
        OfAsync<T>(request, function, vendor, incident, on, asked => Task.FromResult(read(asked)), cancellationToken);

    /// <summary>Who answers for an act: whoever is signed in; where nobody signs in, the name that the request gives.</summary>
    public static bool TryPerson(SignedIn caller, PersonsRequest asked, [NotNullWhen(true)] out NamedPerson? person, [NotNullWhen(false)] out IResult? problem)
    {
        (person, problem) = (caller.Kind is SignInKind.Local && asked.By is { } said ? new(said) : caller.Person, null);
        if (asked.By is null || asked.By == person.Name) return true;
        problem = Problem.Of(422, "act-refused", "`by` is not the name that is signed in: leave it out");
        return false;
    }

    /// <summary>The request's Idempotency-Key; without one, a key of what is asked and by whom.</summary>
    public static bool TryKey(HttpRequest request, string caller, string act, byte[] body, [NotNullWhen(true)] out IdempotencyKey? key, [NotNullWhen(false)] out IResult? problem)
    {
        (key, problem) = (null, null);
        if (!IdempotencyHeader.TryRead(request, out var given, out problem)) return false;
        var digest = Convert.ToHexStringLower(SHA256.HashData(body));
        key = given.Length > 0 ? new(given, caller, Hex($"{act}\n{digest}")) : new($"same:{act}:{digest}", caller, digest);
        return true;
    }

    /// <summary>What became of an act: the numbers of its records, and where their entries lie in the trail.</summary>
    public static IResult Answered(HttpRequest request, AppendResult result)
    {
        if (result.Outcome is AppendOutcome.KeyReused)
            return IdempotencyHeader.Reused();
        var numbers = Enumerable.Range(result.First, result.Count).ToList();
        var (vendor, head) = (result.Stored.Head.Vendor, result.Stored.Head);
        request.HttpContext.Response.Headers.ETag = EntityTags.Of(head.ETag);
        return Answer.Json(
            new JsonObject
            {
                ["incident"] = head.Id,
                ["stage"] = head.Stage.ToString().ToLowerInvariant(),
                ["repeated"] = result.Outcome is AppendOutcome.Repeated,
                ["records"] = new JsonArray([.. numbers.Select(number => (JsonNode)number)]),
                ["trail"] = new JsonArray([.. numbers.Select(number => (JsonNode)result.Stored.Indexes[number - 1])]),
                ["self"] = Links.Incident(request, vendor, head.Id),
            },
            result is { Outcome: AppendOutcome.Appended, Count: > 0 } ? 201 : 200);
    }

    /// <summary>Tells what a command refuses from what is wrong elsewhere.</summary>
    internal static IReadOnlyList<IncidentRecord> Decided(Func<IReadOnlyList<IncidentRecord>> decide)
    {
        try
        {
            return decide();
        }
        catch (InputException refused)
        {
            throw new ActRefusedException(refused.Message);
        }
    }

    private static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>An act that the incident, as it is, does not allow; the message says why and what to do.</summary>
public sealed class ActRefusedException(string message) : Exception(message);
