namespace Compliance.Vendors;

/// <summary>The files of a vendor folder that have a name of their own, and so are no logs, whatever an entry of <c>logs:</c> matches.</summary>
public static class ContractFiles
{
    /// <summary>What <c>compliance init</c> remembers of the files it drafted.</summary>
    public const string Remembered = ".init.json";

    /// <summary>Accounts that <c>compliance init</c> could not join to one person.</summary>
    public const string Unjoined = "unjoined.csv";

    /// <summary>Behind the name of a draft that lies beside what a person edited.</summary>
    public const string DraftSuffix = ".draft";

    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "vendor.yaml", "access.yaml", "people.csv", "accounts.csv", "attestations.yaml", "schedule.csv", "changes.csv", Unjoined, Remembered,
    };

    private static readonly string[] Folders = ["entitlements/", "resources/", "probes/", "vaults/", "incidents/", "reviews/", "collected/"];

    /// <param name="path">Relative to the vendor folder, with <c>/</c>.</param>
    public static bool Contain(string path) => Names.Contains(path) || IsDraft(path) || Array.Exists(Folders, folder => path.StartsWith(folder, StringComparison.Ordinal));

    /// <summary>Whether it is a draft beside a file that a person edited.</summary>
    public static bool IsDraft(string path) => path.EndsWith(DraftSuffix, StringComparison.Ordinal) && Names.Contains(path[..^DraftSuffix.Length]);
}
