using NodaTime;

namespace Compliance.Incidents;

/// <summary>Something that happened at a time, as somebody recorded it. Never edited: a later fact corrects it.</summary>
public sealed record Fact
{
    /// <summary><c>awareness</c>, <c>detection</c>, <c>eu-dora.initial:submitted_at</c>, <c>affected</c>, <c>law_enforcement_hold</c> … (<see cref="FactNames"/>).</summary>
    public required string Name { get; init; }

    /// <summary>With the offset it was given with: an instant alone forgets which of two 01:30 was meant.</summary>
    public required OffsetDateTime At { get; init; }

    /// <summary>Digests or paths of what it rests on.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>Free text; in the trail its digest only.</summary>
    public string? Note { get; init; }

    /// <summary>Stays out of every export; its digest stays.</summary>
    public bool Privileged { get; init; }

    /// <summary>Number of the record whose fact this one takes the place of.</summary>
    public int? Corrects { get; init; }

    /// <summary>Of <c>law_enforcement_hold</c>: its end; null is until further notice.</summary>
    public OffsetDateTime? Until { get; init; }

    /// <summary>Of <c>law_enforcement_hold</c>: who asked for it.</summary>
    public string? Authority { get; init; }

    /// <summary>Of <c>affected</c>: whose persons; <c>DE</c>, <c>US-CA</c>.</summary>
    public string? Jurisdiction { get; init; }

    /// <summary>Of <c>affected</c>: how many persons there.</summary>
    public long? Count { get; init; }

    /// <summary>Of <c>affected</c>: kinds of data, in the words of vendor.yaml.</summary>
    public IReadOnlyList<string> DataClasses { get; init; } = [];
}
