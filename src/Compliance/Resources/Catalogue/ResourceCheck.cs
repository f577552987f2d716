using Compliance.Findings;

namespace Compliance.Resources.Catalogue;

/// <summary>A setting that is checked on every resource of a type. Checks are data: <c>Checks/*.json</c>.</summary>
public sealed record ResourceCheck
{
    public required string Id { get; init; }

    /// <summary>What is wanted, in a few words: <c>secure transfer required</c>.</summary>
    public required string Title { get; init; }

    /// <summary>The service it belongs to.</summary>
    public required string Service { get; init; }

    /// <summary>Type as Azure spells it: <c>Microsoft.Storage/storageAccounts</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Severity of a failure.</summary>
    public required Severity Severity { get; init; }

    /// <summary><c>transit</c>, <c>rest</c>, <c>cmk</c>, <c>double</c>, <c>keys</c>, <c>certs</c> or <c>vault</c>.</summary>
    public required string Theme { get; init; }

    /// <summary>Clauses of frameworks, <c>framework:clause</c>.</summary>
    public required IReadOnlyList<string> Controls { get; init; }

    /// <summary>What to do about a failure.</summary>
    public required string Fix { get; init; }

    /// <summary>Where the requirement comes from.</summary>
    public required string Source { get; init; }

    /// <summary>What to keep in mind of a failure; null: nothing.</summary>
    public string? Caveat { get; init; }
}
