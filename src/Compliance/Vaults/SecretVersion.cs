using NodaTime;

namespace Compliance.Vaults;

/// <summary>One version of a secret: its attributes, never its value.</summary>
public sealed record SecretVersion
{
    /// <summary>Tag that names who answers for a secret. Its value is kept.</summary>
    public const string OwnerTag = "owner";

    /// <summary>Tag that says after how many days a secret is to be replaced. Its value is kept.</summary>
    public const string RotationTag = "rotation-days";

    /// <summary>Id of the version, 32 hexadecimal digits; null: the current one as the list of secrets shows it, which gives no id.</summary>
    public string? Version { get; init; }

    /// <summary>Null is what the vault takes for enabled.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Whether it belongs to a certificate of the vault.</summary>
    public bool Managed { get; init; }
    public string? ContentType { get; init; }
    public Instant? CreatedOn { get; init; }

    /// <summary>When attributes or tags were changed last; the value of a version never changes.</summary>
    public Instant? UpdatedOn { get; init; }
    public Instant? ExpiresOn { get; init; }
    public Instant? NotBefore { get; init; }

    /// <summary>What deletion means in this vault, as the service names it: <c>Recoverable</c>, <c>Recoverable+Purgeable</c> ….</summary>
    public string? RecoveryLevel { get; init; }

    /// <summary>Days for which a deleted secret can be recovered.</summary>
    public int? RecoverableDays { get; init; }

    /// <summary>Names of all tags; their values are not evidence, but for the two below.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Value of the tag <see cref="OwnerTag"/>.</summary>
    public string? Owner { get; init; }

    /// <summary>Value of the tag <see cref="RotationTag"/>, as it stands there.</summary>
    public string? RotationDays { get; init; }

    public bool IsEnabled => Enabled != false;

    /// <summary>How messages name it.</summary>
    public string Label => Version is null ? "the current version" : $"version `{Version}`";

    public bool HasTag(string name) => Tags.Contains(name, StringComparer.OrdinalIgnoreCase);
}
