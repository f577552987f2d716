namespace Compliance.Frameworks;

/// <summary>What a rule's result is to a clause.</summary>
public enum Relation : byte
{
    /// <summary>Evidence towards the clause, which asks for more than logs can show.</summary>
    Supports,

    /// <summary>Tests the outcome that the clause asks for, in the logs that were given; never all of it.</summary>
    PartiallyTests,
}

/// <summary>A standard or law, as far as the rules bear on it.</summary>
/// <param name="Id">As in <c>pci-dss-4.0.1:8.2.5</c>, before the colon.</param>
/// <param name="Title">As people name it, with edition.</param>
/// <param name="Clauses">In the order of the document.</param>
public sealed record Framework(string Id, string Title, IReadOnlyList<Clause> Clauses);

/// <summary>One clause of a framework.</summary>
/// <param name="Number">As the document writes it: <c>8.2.5</c>, <c>A.5.18</c>, <c>164.308(a)(3)(ii)(C)</c>, <c>AC-2(3)</c>.</param>
/// <param name="Subject">What it is about, in a few words of ours.</param>
public sealed record Clause(string Number, string Subject, IReadOnlyList<ClauseRule> Rules);

/// <summary>A rule that bears on a clause.</summary>
public sealed record ClauseRule(string Rule, Relation Relation);
