namespace Compliance.Vaults;

/// <summary>What is asked of the secrets of a vault. Days are of 24 hours.</summary>
public sealed record VaultPolicy
{
    private const int MostDays = 3_650;

    /// <summary>A secret that expires within so many days is a finding of high severity. Default 30; 1 to <see cref="ExpiringMediumDays"/>.</summary>
    public int ExpiringHighDays { get; init; } = 30;

    /// <summary>… of medium severity. Default 60; <see cref="ExpiringHighDays"/> to <see cref="ExpiringLowDays"/>.</summary>
    public int ExpiringMediumDays { get; init; } = 60;

    /// <summary>… of low severity. Default 90; <see cref="ExpiringMediumDays"/> to 3650.</summary>
    public int ExpiringLowDays { get; init; } = 90;

    /// <summary>Longest time from a version's making to its expiry. Default 365; 1 to 3650.</summary>
    public int MaxLifeDays { get; init; } = 365;

    /// <summary>Age at which a secret must have been replaced; its own tag <c>rotation-days</c> can only make it less. Default 365; 1 to 3650.</summary>
    public int MaxAgeDays { get; init; } = 365;

    /// <summary>Versions besides the newest enabled one that may stay enabled, for those who have not changed over yet. Default 1; 0 to 100.</summary>
    public int OldVersionsEnabled { get; init; } = 1;

    /// <summary>Tags that every secret carries; of <c>owner</c> and <c>rotation-days</c> the value counts too. Default <c>owner</c>; at most 15, as a secret has.</summary>
    public IReadOnlyList<string> RequiredTags { get; init; } = [SecretVersion.OwnerTag];

    /// <summary>Whether every secret says what it is in its content type. Default true.</summary>
    public bool ContentTypeRequired { get; init; } = true;

    /// <summary>Age of the last change at which a secret without any enabled version is a leftover. Default 90; 1 to 3650.</summary>
    public int DisabledDays { get; init; } = 90;

    /// <summary>Fewest days for which a deleted secret stays recoverable. Default 90, the most that a vault offers; 7 to 90.</summary>
    public int RecoverableDays { get; init; } = 90;

    /// <summary>The policy itself, when it can be used.</summary>
    /// <exception cref="InputException">Settings out of range, one a line, each by its name.</exception>
    public VaultPolicy Checked()
    {
        List<string> problems =
        [
            .. Range(nameof(ExpiringHighDays), ExpiringHighDays, 1, MostDays),
            .. Range(nameof(ExpiringMediumDays), ExpiringMediumDays, ExpiringHighDays, MostDays),
            .. Range(nameof(ExpiringLowDays), ExpiringLowDays, ExpiringMediumDays, MostDays),
            .. Range(nameof(MaxLifeDays), MaxLifeDays, 1, MostDays),
            .. Range(nameof(MaxAgeDays), MaxAgeDays, 1, MostDays),
            .. Range(nameof(OldVersionsEnabled), OldVersionsEnabled, 0, 100),
            .. Range(nameof(DisabledDays), DisabledDays, 1, MostDays),
            .. Range(nameof(RecoverableDays), RecoverableDays, 7, 90),
        ];
        if (RequiredTags.Count > 15 || RequiredTags.Any(string.IsNullOrWhiteSpace)) problems.Add($"setting `{nameof(RequiredTags)}`: expected at most 15 names of tags, none empty");
        return problems.Count == 0 ? this : throw new InputException(string.Join('\n', problems));
    }

    private static IEnumerable<string> Range(string setting, int value, int from, int to) =>
        value >= from && value <= to ? [] : [$"setting `{setting}` is {value}: expected {from} to {to}"];
}
