namespace Compliance.Evidence;

/// <summary>What one audit judges of a folder: without what is only believed from an audit itself and was put there by somebody else. A register of what
/// reviews decided, or of which clocks ran out, would otherwise silence the rule that judges the true one.</summary>
/// <param name="audit">Its id. Nobody knows it before the audit begins.</param>
internal sealed class OwnEvidence(IVendorFolder folder, string audit) : IVendorFolder
{
    private static readonly string[] NeverReceived = ["reviews/", "incidents/"];

    public string Location => folder.Location;

    public string Method => folder.Method;

    public IReadOnlyList<VendorFile> List() => [.. folder.List().Where(file => IsJudged(file.Path))];

    public Stream Open(VendorFile file) => folder.Open(file);

    private bool IsJudged(string path) => EvidencePlace.IsCollected(path)
        ? path.StartsWith($"{EvidencePlace.Collected}/{audit}/", StringComparison.Ordinal)
        : !Array.Exists(NeverReceived, place => path.StartsWith(place, StringComparison.OrdinalIgnoreCase));
}
