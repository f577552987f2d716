using Azure.Core;
using Compliance.Identity;
using Compliance.Storage;

namespace Compliance.Publishing;

/// <summary>Opens the archive that the setting <c>CheckpointArchive</c> names.</summary>
public static class CheckpointArchive
{
    private const string DirectoryPrefix = "Directory=";

    /// <param name="connection"><c>Directory=&lt;path&gt;</c>, a connection string of Blob Storage (<c>UseDevelopmentStorage=true</c> for
    /// Azurite), or <c>https://&lt;account&gt;.blob.core.windows.net</c>. Nothing is read or written yet.</param>
    /// <param name="credential">For an address: who signs in. Default: <see cref="ServiceCredential.Shared"/>.</param>
    /// <exception cref="InputException">The text is none of these.</exception>
    public static ICheckpointArchive Open(string connection, TokenCredential? credential = null, BlobOptions? options = null)
    {
        if (connection.StartsWith(DirectoryPrefix, StringComparison.OrdinalIgnoreCase) && connection.Length > DirectoryPrefix.Length)
            return new DirectoryCheckpointArchive(connection[DirectoryPrefix.Length..].Trim());
        if (connection.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(connection, UriKind.Absolute, out var address) && address.AbsolutePath == "/")
            return new BlobCheckpointArchive(address, credential ?? ServiceCredential.Shared, options);
        if (BlobAccount.TryParse(connection) is { } account) return new BlobCheckpointArchive(account, options);
        throw new InputException("the archive of checkpoints is not known: give `Directory=<path>`, a connection string of Blob Storage with an account key, or `https://<account>.blob.core.windows.net`");
    }
}
