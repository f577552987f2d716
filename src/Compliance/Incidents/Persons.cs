namespace Compliance.Incidents;

/// <summary>Names of those who act.</summary>
internal static class Persons
{
    public const string MachinePrefix = "system:";

    public static bool IsMachine(string by) => by.TrimStart().StartsWith(MachinePrefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether two names are of one person: case and blanks around them say nothing.</summary>
    public static bool AreOne(string? one, string? other) =>
        one is not null && other is not null && string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);
}
