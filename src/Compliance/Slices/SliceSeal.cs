using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Compliance.Evidence;
using Compliance.Vendors;

namespace Compliance.Slices;

/// <summary>What a slice file is bound to: the version of its format, the plan, the slice, the contract that its rows were made by, and the window. A file that was sealed for
/// anything else does not open.</summary>
internal static class SliceSeal
{
    /// <summary>The first line of a slice file. The number is that of the format and of what is computed for it: raise it when either changes.</summary>
    public static ReadOnlySpan<byte> FirstLine => "compliance slice 1\n"u8;

    public static byte[] ContextOf(AuditRequest request, Slice slice)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(FirstLine);
        digest.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"{slice.Plan.Digest}\n{slice.Number}\n{request.From?.ToUnixTimeTicks()}\n{request.To?.ToUnixTimeTicks()}\n{request.Record.Access.Sha256}\n")));
        foreach (var file in request.Folder.List().Where(file => ContractFiles.Contain(file.Path) && !file.Path.Contains('/')))
            digest.AppendData(Encoding.UTF8.GetBytes($"{file.Path.Length} {file.Path} {DigestOf(request.Folder, file)}\n"));
        return digest.GetHashAndReset();
    }

    private static string DigestOf(IVendorFolder folder, VendorFile file)
    {
        using var stream = folder.Open(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
