using Compliance.Findings;

namespace Compliance.Resources;

/// <summary>What one check says of one resource, to be reported.</summary>
public sealed record ResourceResult
{
    /// <summary>Id of the check.</summary>
    public required string Check { get; init; }

    /// <summary>What the check wants, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>Type of the resource as Azure, or a Terraform provider, spells it.</summary>
    public required string ResourceType { get; init; }

    /// <summary>Its id; its name, or its address in a plan, where it has none.</summary>
    public required string Resource { get; init; }
    public required Verdict Verdict { get; init; }

    /// <summary>Severity of a failure.</summary>
    public required Severity Severity { get; init; }

    /// <summary>The path that was judged.</summary>
    public required string Path { get; init; }

    /// <summary>What stands there, as JSON; <c>null</c> when nothing does. Never a secret, never long.</summary>
    public required string Found { get; init; }

    /// <summary>What was expected, as JSON.</summary>
    public required string Expected { get; init; }
    public required IReadOnlyList<string> Controls { get; init; }
    public required string Fix { get; init; }

    /// <summary>Where the requirement comes from.</summary>
    public required string Source { get; init; }

    /// <summary>Why it cannot be told, does not apply, or fails although nothing is there; null: what was found says it.</summary>
    public string? Reason { get; init; }

    /// <summary>The snapshot that was judged; null: there was one only.</summary>
    public string? Snapshot { get; init; }
}
