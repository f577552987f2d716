using Azure.Core;
using Compliance.Identity;

namespace Compliance.Storage;

/// <summary>Opens a slice store: one of its own, or that which lies beside an evidence store, a container of the same account, which no retention holds, or a directory beside the directory.</summary>
public static class SliceStore
{
    private const string DirectoryPrefix = "Directory=";

    /// <param name="evidence">The connection of the evidence store, as <see cref="EvidenceStore.Open"/> understands it. Nothing is read or written yet.</param>
    /// <param name="credential">For an address: who signs in. Default: <see cref="ServiceCredential.Shared"/>.</param>
    /// <exception cref="InputException">The text is none of these.</exception>
    public static ISliceStore Beside(string evidence, TokenCredential? credential = null, BlobOptions? options = null) => Open("evidence", evidence, ".slices", credential, options);

    /// <param name="connection">As <see cref="EvidenceStore.Open"/> understands one: a directory, or an account of Blob Storage, container <c>slices</c>. Nothing is read or written yet.</param>
    /// <inheritdoc cref="Beside"/>
    public static ISliceStore Open(string connection, TokenCredential? credential = null, BlobOptions? options = null) => Open("slice", connection, "", credential, options);

    private static ISliceStore Open(string which, string connection, string suffix, TokenCredential? credential, BlobOptions? options)
    {
        if (connection.StartsWith(DirectoryPrefix, StringComparison.OrdinalIgnoreCase) && connection.Length > DirectoryPrefix.Length)
            return new DirectorySliceStore(Path.TrimEndingDirectorySeparator(Path.GetFullPath(connection[DirectoryPrefix.Length..].Trim())) + suffix);
        if (connection.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(connection, UriKind.Absolute, out var address) && address.AbsolutePath == "/")
            return new BlobSliceStore(address, credential ?? ServiceCredential.Shared, options);
        if (BlobAccount.TryParse(connection) is { } account) return new BlobSliceStore(account, options);
        throw new InputException($"the {which} store is not known: give `Directory=<path>`, a connection string of Blob Storage with an account key, or `https://<account>.blob.core.windows.net`");
    }
}
