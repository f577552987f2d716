using System.Diagnostics.CodeAnalysis;
using Compliance.Functions.Http;
using Compliance.Incidents;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Functions.Incidents;

/// <summary>What a person asks for.</summary>
public abstract record PersonsRequest
{
    /// <summary>Who asks, where nobody signs in; with a sign-in it is the name signed in, and nothing else is taken for it.</summary>
    public string? By { get; init; }
}

/// <summary>A case that a person opens.</summary>
/// <param name="Draft">Whether no clock runs until a person goes on with it.</param>
/// <param name="Playbook">Id of the playbook to run; null: the one for <paramref name="Rule"/>, if there is one.</param>
/// <param name="Principals">Under suspicion, for <em>who was touched</em>, in the window <c>[from, to)</c>.</param>
public sealed record OpenRequest(
    string Title, bool Draft = false, string? Playbook = null, string? Rule = null, IReadOnlyList<string>? Principals = null, string? From = null, string? To = null) : PersonsRequest;

/// <summary>A fact as a person records it. Times are ISO 8601 with an offset.</summary>
public sealed record FactRequest(
    string Name, string At, IReadOnlyList<string>? Evidence = null, string? Note = null, bool Privileged = false, int? Corrects = null,
    string? Jurisdiction = null, long? Count = null, IReadOnlyList<string>? DataClasses = null, string? Until = null, string? Authority = null) : PersonsRequest
{
    private static readonly OffsetDateTimePattern Pattern = OffsetDateTimePattern.ExtendedIso;

    public bool TryRead([NotNullWhen(true)] out Fact? fact, [NotNullWhen(false)] out IResult? problem)
    {
        (fact, problem) = (null, null);
        if (!TryTime("at", At, out var at, out problem) || !TryTime("until", Until, out var until, out problem)) return false;
        fact = new Fact
        {
            Name = Name,
            At = at!.Value,
            Evidence = Evidence ?? [],
            Note = Note,
            Privileged = Privileged,
            Corrects = Corrects,
            Until = until,
            Authority = Authority,
            Jurisdiction = Jurisdiction,
            Count = Count,
            DataClasses = DataClasses ?? [],
        };
        return true;
    }

    private static bool TryTime(string name, string? text, out OffsetDateTime? time, [NotNullWhen(false)] out IResult? problem)
    {
        (time, problem) = (null, null);
        if (text is null) return true;
        var parsed = Pattern.Parse(text);
        if (parsed.Success) time = parsed.Value;
        else problem = Problem.Of(400, "instant-invalid", $"`{name}` is an instant with its offset, such as 2026-11-22T10:00:00+01:00: without one it could be any of a day's hours");
        return parsed.Success;
    }
}

/// <summary>A stage that a case is brought to, by a person and with a reason; <c>closed</c> needs the decision whether anybody is told.</summary>
/// <param name="To"><c>suspicion</c>, <c>incident</c>, <c>breach</c> or <c>closed</c>.</param>
public sealed record StageRequest(string To, string Reason, DecisionRequest? Decision = null) : PersonsRequest;

public sealed record DecisionRequest(bool Notify, string Rationale, string RiskAssessment);

/// <summary>What a person does about a step.</summary>
/// <param name="Act"><c>complete</c>, <c>approve</c> or <c>reject</c>, which needs a note that says why.</param>
public sealed record StepRequest(string Act, IReadOnlyList<string>? Evidence = null, string? Note = null) : PersonsRequest;

/// <summary>Why a rule that nobody has confirmed is relied on.</summary>
public sealed record EnableRequest(string Reason) : PersonsRequest;

/// <summary>An act that says nothing more.</summary>
public sealed record NothingMore : PersonsRequest;
