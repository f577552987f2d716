using System.Collections.Immutable;
using Compliance.Resources.Operators;
using Compliance.Resources.Paths;

namespace Compliance.Resources.Catalogue;

/// <summary>How a check reads a resource of one type.</summary>
internal sealed class CheckReading
{
    public required ResourceCheck Check { get; init; }

    /// <summary>Type of the resources it reads: of ARM, or of a Terraform provider.</summary>
    public required string Type { get; init; }

    /// <summary>Alternatives: the first that is present is judged.</summary>
    public required ImmutableArray<ResourcePath> Paths { get; init; }
    public required Operator Operator { get; init; }

    /// <summary>The expected value as JSON.</summary>
    public required string Expected { get; init; }
    public required AbsentRule Absent { get; init; }

    /// <summary>What an explicit null means; null: the same as absence.</summary>
    public AbsentMeaning? Null { get; init; }
    public required ImmutableArray<CheckCondition> Conditions { get; init; }

    /// <summary>Whether it looks at children only.</summary>
    public bool ThroughChildren { get; init; }

    /// <summary>Whether it says no more than that a parent lacks the child that the check judges, which has a reading of its own.</summary>
    public bool OnlyChildless { get; init; }
}

/// <summary>One condition for a check to apply.</summary>
/// <param name="Absent">Whether it holds when the property is absent; null: that cannot be told.</param>
/// <param name="Unmet">Why the check does not apply, said once for all resources.</param>
internal sealed record CheckCondition(ResourcePath Path, Operator Operator, bool? Absent, string Unmet);
