namespace Compliance.Frameworks;

/// <summary>What a rule's result is to a clause.</summary>
public enum Relation : byte
{
    /// <summary>Evidence towards the clause, which asks for more than the evidence can show.</summary>
    Supports,

    /// <summary>Tests the outcome that the clause asks for, in the evidence that was given; never all of it.</summary>
    PartiallyTests,
}

/// <summary>A standard or law: its clauses, and the rules that bear on them.</summary>
/// <param name="Id">As in <c>pci-dss-4.0.1:8.2.5</c>, before the colon.</param>
/// <param name="Title">As people name it, with edition.</param>
/// <param name="Scope">Which of its clauses are listed, and which are not.</param>
/// <param name="Clauses">In the order of the document, those on which nothing bears among them.</param>
public sealed record Framework(string Id, string Title, string Scope, IReadOnlyList<Clause> Clauses)
{
    /// <summary>The same clauses, with more rules on them.</summary>
    /// <param name="more">Rules and the numbers of clauses which they partially test. A rule that stands at the clause already keeps its relation.</param>
    /// <exception cref="InvalidOperationException">There is no such clause.</exception>
    public Framework With(IEnumerable<(string Rule, string Number)> more)
    {
        var added = more.Distinct().ToLookup(pair => pair.Number, pair => pair.Rule, StringComparer.Ordinal);
        var unknown = added.Select(clause => clause.Key).Except(Clauses.Select(clause => clause.Number), StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
            throw new InvalidOperationException($"{Id} has no clause `{unknown[0]}`, which `{added[unknown[0]].First()}` names: name one of its file, or add it there");
        return this with { Clauses = [.. Clauses.Select(clause => clause.With(added[clause.Number]))] };
    }
}

/// <summary>One clause of a framework.</summary>
/// <param name="Number">As the document writes it: <c>8.2.5</c>, <c>A.5.18</c>, <c>164.308(a)(3)(ii)(C)</c>, <c>AC-2(3)</c>.</param>
/// <param name="Subject">What it is about, in a few words of ours.</param>
/// <param name="Rules">Empty where nothing bears on it.</param>
public sealed record Clause(string Number, string Subject, IReadOnlyList<ClauseRule> Rules)
{
    internal Clause With(IEnumerable<string> rules)
    {
        var more = rules.Except(Rules.Select(rule => rule.Rule), StringComparer.Ordinal).ToList();
        return more.Count == 0 ? this : this with { Rules = [.. Rules, .. more.Select(rule => new ClauseRule(rule, Relation.PartiallyTests))] };
    }
}

/// <summary>A rule that bears on a clause.</summary>
/// <param name="FromMedium">Whether only findings of severity medium and above are exceptions to the clause. What is below is advice, such
/// as a key exchange of the future that an endpoint does not offer.</param>
public sealed record ClauseRule(string Rule, Relation Relation, bool FromMedium = false);
