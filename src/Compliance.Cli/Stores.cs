using System.CommandLine;
using Compliance.Storage;
using Compliance.Vendors;

namespace Compliance.Cli;

/// <summary>The option <c>--store</c>: where trail and findings are kept.</summary>
internal static class Stores
{
    private const string EmbeddedPrefix = "Embedded=";

    /// <summary>In the folder where the program is run.</summary>
    public const string Default = EmbeddedPrefix + ".compliance/compliance.db";

    public static Option<string> Option() => new("--store")
    {
        HelpName = "store",
        Description = "Embedded=<path>, a Table Storage connection string, or https://<account>.table.core.windows.net",
        DefaultValueFactory = _ => Default,
    };

    /// <summary>Opens a store to write to; the folder of an embedded one is made.</summary>
    /// <exception cref="InputException">The text is no store, or its folder cannot be made.</exception>
    public static Store Open(string connection)
    {
        if (EmbeddedPath(connection) is { } path && Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        return Store.Open(connection);
    }

    /// <summary>Opens a store only to read: an embedded one must be there.</summary>
    /// <exception cref="InputException">The text is no store, or there is no such file.</exception>
    public static Store OpenExisting(string connection)
    {
        if (EmbeddedPath(connection) is { } path && !File.Exists(path))
            throw new InputException($"there is no store at `{path}`: run `compliance audit` first, or say with --store where it is");
        return Store.Open(connection);
    }

    /// <summary>Remembers where a vendor's folder is, for commands that name the vendor only. A store that others share has no folders of
    /// this machine.</summary>
    public static Task RememberAsync(Store store, VendorId vendor, string folder, CancellationToken cancellation) =>
        EmbeddedPath(store.Location) is null ? Task.CompletedTask : store.Vendors.PutFolderAsync(vendor, Path.GetFullPath(folder), cancellation);

    /// <summary>Where the evidence of an embedded store's audits is kept, beside it; null: the store is another, whose evidence is elsewhere.</summary>
    public static IEvidenceStore? EvidenceBeside(string connection) =>
        EmbeddedPath(connection) is { } path ? new DirectoryEvidenceStore(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, "evidence")) : null;

    /// <summary>Where the evidence of a store's audits is: beside an embedded one, otherwise in the same storage account.</summary>
    /// <exception cref="InputException">The text is no store.</exception>
    public static IEvidenceStore EvidenceOf(string connection) => EvidenceBeside(connection)
        ?? EvidenceStore.Open(connection.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? connection.Replace(".table.", ".blob.", StringComparison.OrdinalIgnoreCase) : connection);

    /// <summary>The file of an embedded store; null: the store is another.</summary>
    public static string? EmbeddedPath(string connection)
    {
        var path = connection.StartsWith(EmbeddedPrefix, StringComparison.OrdinalIgnoreCase) ? connection[EmbeddedPrefix.Length..].Trim() : "";
        return path.Length > 0 ? path : null;
    }
}
