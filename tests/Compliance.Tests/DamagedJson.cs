using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests;

/// <summary>Bytes for readers of a file of JSON: any at all, and a valid file of which pieces were replaced by what parsers stumble over.</summary>
/// <param name="values">Awkward in this format, as JSON.</param>
internal sealed class DamagedJson(byte[] valid, params string[] values)
{
    private static readonly string[] Syntax = ["\"", "{", "}", "[", "]", ",", ":", "null", "true", "-1", "0", "1e400", "99999999999999999999", "\"\\ud800\"", "\"\\u0000\"", "/*", "\\"];

    private static readonly byte[][] NoText = [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xEF, 0xBB, 0xBF], [0]];

    private readonly byte[][] _fragments = [.. Syntax.Concat(values).Select(Encoding.UTF8.GetBytes), .. NoText];

    public static Gen<byte[]> Bytes { get; } = Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf();

    /// <summary>The file with one piece, or one whole value, replaced.</summary>
    public Gen<byte[]> Once => from change in Change select change(valid);

    /// <summary>The file changed up to three times.</summary>
    public Gen<byte[]> Often => from changes in Gen.NonEmptyListOf(Change) select changes.Take(3).Aggregate(valid, (bytes, change) => change(bytes));

    private Gen<Func<byte[], byte[]>> Change =>
        from at in Gen.Choose(0, int.MaxValue)
        from length in Gen.Choose(0, 24)
        from inserted in Gen.OneOf(Gen.Elements<byte[]>(_fragments), Bytes)
        from whole in Gen.Elements(true, false)
        select (Func<byte[], byte[]>)(bytes => Replaced(bytes, at % (bytes.Length + 1), length, inserted, whole));

    private static byte[] Replaced(byte[] bytes, int start, int length, byte[] inserted, bool whole)
    {
        var end = Math.Min(bytes.Length, start + length);
        // A whole value replaced leaves the document around it valid.
        if (whole)
        {
            while (start > 0 && bytes[start - 1] is not ((byte)' ' or (byte)'\n')) start--;
            while (end < bytes.Length && bytes[end] is not ((byte)',' or (byte)'\n')) end++;
        }
        return [.. bytes[..start], .. inserted, .. bytes[end..]];
    }
}
