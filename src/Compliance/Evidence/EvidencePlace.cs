namespace Compliance.Evidence;

/// <summary>Where a kind of evidence lies: a folder of the vendor's, or the same folder within what an audit collected for itself,
/// <c>collected/&lt;audit&gt;/probes/…</c>.</summary>
internal static class EvidencePlace
{
    /// <summary>Folder of what audits collected, each audit's apart.</summary>
    public const string Collected = "collected";

    /// <param name="place">Name of the folder: <c>probes</c>.</param>
    public static bool Holds(string place, string path)
    {
        var parts = path.Split('/');
        return parts.Length > 1 && Is(parts[0], place) || IsCollected(path) && parts.Length > 3 && Is(parts[2], place);
    }

    /// <summary>Whether an audit collected it itself: then it is newer than what was there before.</summary>
    public static bool IsCollected(string path) => path.StartsWith(Collected + "/", StringComparison.OrdinalIgnoreCase);

    private static bool Is(string folder, string place) => string.Equals(folder, place, StringComparison.OrdinalIgnoreCase);
}
