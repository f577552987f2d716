using System.Text;
using System.Text.Json;
using Compliance.Trail.Notes;

namespace Compliance.Tests.Trail.Vectors;

/// <summary>The vectors as they are committed, and what each must give.</summary>
internal static class VectorFiles
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly Lazy<VectorIndex> Read = new(() => JsonSerializer.Deserialize<VectorIndex>(File.ReadAllBytes(At("index.json")), Json)!);

    public static string Folder { get; } = Repository.At("tests", "Compliance.Tests", "Trail", "Vectors");

    public static VectorIndex Index => Read.Value;

    public static string At(params string[] path) => Path.Combine([Folder, .. path]);

    public static VectorCase Find(string name) => Index.Cases.Single(vector => vector.Name == name);
}

/// <param name="Keys">Verifier keys by a short name.</param>
internal sealed record VectorIndex(string About, Dictionary<string, string> Keys, IReadOnlyList<VectorCase> Cases);

/// <summary>A file or an export, what was done to it, and what a verifier says of it.</summary>
/// <param name="Kind">export | checkpoint | proof | consistency.</param>
/// <param name="Path">Relative to the folder of the vectors; several cases may begin with the same.</param>
/// <param name="Keys">Short names of those that the verifier believes.</param>
/// <param name="Verdict">verified | tampered | incomplete; what cannot be read at all is tampered.</param>
/// <param name="Problem">What is wrong, in the words of <see cref="Compliance.Trail.Verification.TrailProblemKind"/> in lower camel case, or <c>malformed</c>.</param>
/// <param name="OldRoot">Of a consistency proof: the earlier root, hex.</param>
internal sealed record VectorCase(
    string Name, string Kind, string Path, IReadOnlyList<string> Keys, string Verdict, string? Problem = null, string? OldRoot = null, IReadOnlyList<VectorEdit>? Edits = null)
{
    public IReadOnlyList<NoteKey> VerifierKeys => [.. Keys.Select(key => NoteKey.Parse(VectorFiles.Index.Keys[key]))];

    /// <summary>The bytes of a vector that is one file.</summary>
    public byte[] Read() => Edited("", File.ReadAllBytes(VectorFiles.At(Path)))!;

    /// <summary>Writes an export as it is after the edits.</summary>
    public void CopyTo(string folder)
    {
        var root = VectorFiles.At(Path);
        foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            var name = System.IO.Path.GetRelativePath(root, file).Replace('\\', '/');
            if (Edited(name, File.ReadAllBytes(file)) is not { } bytes) continue;
            var target = System.IO.Path.Combine(folder, name);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.WriteAllBytes(target, bytes);
        }
    }

    private byte[]? Edited(string file, byte[]? bytes)
    {
        foreach (var edit in (Edits ?? []).Where(edit => edit.File == file)) bytes = bytes is null ? null : edit.Of(bytes);
        return bytes;
    }
}

/// <summary>One of: <paramref name="From"/> becomes <paramref name="To"/> where it first occurs; the lowest bit of the byte at
/// <paramref name="Flip"/> is flipped; the file is removed.</summary>
/// <param name="File">Within the export; empty for a vector that is one file.</param>
internal sealed record VectorEdit(string File, string? From = null, string? To = null, int? Flip = null, bool Remove = false)
{
    public byte[]? Of(byte[] bytes)
    {
        if (Remove) return null;
        if (Flip is { } at)
        {
            bytes[at] ^= 1;
            return bytes;
        }
        var from = Encoding.UTF8.GetBytes(From!);
        var start = bytes.AsSpan().IndexOf(from);
        return start < 0 ? throw new InvalidOperationException($"`{From}` does not occur in `{File}`") : [.. bytes[..start], .. Encoding.UTF8.GetBytes(To!), .. bytes[(start + from.Length)..]];
    }
}
