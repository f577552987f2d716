namespace Compliance.Onboarding;

/// <summary>The short name of the system that a log is of.</summary>
internal static class SystemNames
{
    private static readonly Dictionary<string, string> OfFormat = new(StringComparer.Ordinal)
    {
        ["zendesk"] = "zendesk",
        ["salesforce"] = "salesforce",
        ["okta"] = "okta",
        ["google-workspace"] = "google",
        ["cloudtrail"] = "aws",
        ["entra-signin"] = "entra",
        ["entra-audit"] = "entra",
        ["m365-audit"] = "m365",
        ["azure-activity"] = "azure",
        ["azure-keyvault"] = "azure",
        ["azure-storage"] = "azure",
    };

    /// <summary>By its format; of a home-made log by the folder under logs/, else by the letters that the file's name begins with.</summary>
    public static string? OfLog(string format, string path)
    {
        if (OfFormat.TryGetValue(format, out var known)) return known;
        var parts = path.Split('/');
        var name = parts is ["logs", _, _, ..] ? parts[1] : parts[^1];
        var letters = new string([.. name.TakeWhile(char.IsAsciiLetter)]).ToLowerInvariant();
        return letters.Length > 1 ? letters : null;
    }

    /// <summary>Whether an account of one may be looked up in the users of the other: people sign in to Azure and Microsoft 365 as whom Entra knows.</summary>
    public static bool ShareUsers(string? left, string? right) =>
        left is not null && right is not null && (left.Equals(right, StringComparison.OrdinalIgnoreCase) || (IsMicrosoft(left) && IsMicrosoft(right)));

    private static bool IsMicrosoft(string system) => system is "entra" or "azure" or "m365";
}
