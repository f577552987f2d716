namespace Compliance.Secrets;

/// <summary>Bounds of reading one vault. What lies beyond them is said to be unread, never left out in silence.</summary>
public sealed record VaultReadLimits
{
    /// <summary>Most secrets. Default 10,000; 1 to 100,000.</summary>
    public int Secrets { get; init; } = 10_000;

    /// <summary>Most versions of one secret. Default 500; 1 to 10,000.</summary>
    public int Versions { get; init; } = 500;

    /// <summary>Most versions of all secrets together. Default 100,000; 1 to 1,000,000.</summary>
    public int AllVersions { get; init; } = 100_000;

    /// <summary>Most pages of any one list; a service that sends empty pages without end is cut off here. Default 10,000; 1 to 100,000.</summary>
    public int Pages { get; init; } = 10_000;

    /// <summary>Secrets whose versions are listed at the same time. Default 8; 1 to 32.</summary>
    public int Parallel { get; init; } = 8;

    /// <summary>Time for everything. Default 5 minutes; 1 second to 1 hour.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The limits themselves, when they can be used.</summary>
    /// <exception cref="InputException">Settings out of range, one a line, each by its name.</exception>
    public VaultReadLimits Checked()
    {
        List<string> problems =
        [
            .. Range(nameof(Secrets), Secrets, 100_000),
            .. Range(nameof(Versions), Versions, 10_000),
            .. Range(nameof(AllVersions), AllVersions, 1_000_000),
            .. Range(nameof(Pages), Pages, 100_000),
            .. Range(nameof(Parallel), Parallel, 32),
        ];
        if (Time < TimeSpan.FromSeconds(1) || Time > TimeSpan.FromHours(1)) problems.Add($"setting `{nameof(Time)}` is {Time}: expected 00:00:01 to 01:00:00");
        return problems.Count == 0 ? this : throw new InputException(string.Join('\n', problems));
    }

    private static IEnumerable<string> Range(string setting, int value, int to) =>
        value >= 1 && value <= to ? [] : [$"setting `{setting}` is {value}: expected 1 to {to}"];
}
