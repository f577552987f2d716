using NodaTime;

namespace Compliance.Vaults;

/// <summary>A secret and the versions it has had.</summary>
public sealed record VaultSecret
{
    /// <summary>1 to 127 letters, digits and hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>Why its versions are missing or not all there; then <see cref="Versions"/> holds those that are known, the current one at least.
    /// Null: all are there.</summary>
    public string? Unread { get; init; }

    /// <summary>In the order in which they were made.</summary>
    public IReadOnlyList<SecretVersion> Versions { get; init; } = [];

    /// <summary>Whether it is the private part of a certificate of the vault, which renews and deletes it.</summary>
    public bool IsManaged => Versions.Any(version => version.Managed);

    /// <summary>The version that is given to who names none: the newest. Null when no version is known.</summary>
    public SecretVersion? Current => Versions.MaxBy(version => version.CreatedOn ?? Instant.MinValue);

    public IEnumerable<SecretVersion> Enabled => Versions.Where(version => version.IsEnabled);

    /// <summary>The newest version that can be read; null when none can, or none is known.</summary>
    public SecretVersion? NewestEnabled => Enabled.MaxBy(version => version.CreatedOn ?? Instant.MinValue);

    /// <summary>Whether a name is one that a secret can have. Others never go into an address.</summary>
    public static bool IsName(string? name) => name is { Length: >= 1 and <= 127 } && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');
}
