using System.Text.Json;

namespace Compliance.Functions.Tests.Infra;

/// <summary>A piece of Bicep as its grammar sees it: what it is, and where in the text it stands, in UTF-16 code units.</summary>
internal sealed record Piece(string Kind, int Start, int End, IReadOnlyList<Piece> Parts)
{
    public static Piece Read(JsonElement tree) =>
        new(tree[0].GetString()!, tree[1].GetInt32(), tree[2].GetInt32(), [.. tree[3].EnumerateArray().Select(Read)]);

    /// <summary>This piece and all in it, outermost first.</summary>
    public IEnumerable<Piece> All => Parts.SelectMany(part => part.All).Prepend(this);
}
