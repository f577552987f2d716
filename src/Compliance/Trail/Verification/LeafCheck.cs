using System.Text;
using System.Text.Json.Nodes;
using Compliance.Trail.Notes;

namespace Compliance.Trail.Verification;

/// <summary>Whether the bytes of a leaf are an entry, and of the log's own vendor.</summary>
internal sealed class LeafCheck(string vendor, TrailProblems problems)
{
    private readonly byte[] _vendor = Encoding.UTF8.GetBytes(vendor);

    /// <summary>Of the leaf that was looked at last.</summary>
    public LeafScan Scan { get; } = new();

    /// <summary>False: it does not hold, the problem was noted, and the scan says nothing.</summary>
    public bool Holds(long index, ReadOnlySpan<byte> leaf, string place)
    {
        var form = Scan.Scan(leaf);
        if (form != LeafForm.Canonical && FaultOf(leaf, form) is { } fault)
        {
            problems.Add(TrailProblemKind.Modified, index, place, $"no entry of version {TrailEntry.Version}: {fault}");
            return false;
        }
        if (leaf[Scan.Vendor].SequenceEqual(_vendor)) return true;
        problems.Add(TrailProblemKind.Modified, index, place, $"an entry of another vendor than `{vendor}`");
        return false;
    }

    /// <summary>The key that an entry says is the log's from now on; null: it says nothing of the kind.</summary>
    public static NoteKey? AnnouncedKey(ReadOnlySpan<byte> leaf, LeafScan scan)
    {
        if (!leaf[scan.Type].SequenceEqual("checkpoint key added"u8)) return null;
        try
        {
            return CanonicalJson.Parse(leaf[scan.Data])!["vkey"] is JsonValue value && value.TryGetValue<string>(out var vkey) ? NoteKey.Parse(vkey) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string? FaultOf(ReadOnlySpan<byte> leaf, LeafForm form)
    {
        try
        {
            if (leaf.Length > TrailEntry.MaxLeafBytes) return $"longer than {TrailEntry.MaxLeafBytes} bytes";
            TrailEntry.Parse(leaf);
            return form == LeafForm.Doubtful ? null : "its form cannot be followed";
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }
}
