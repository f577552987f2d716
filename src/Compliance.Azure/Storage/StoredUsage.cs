using System.Security.Cryptography;
using System.Text.Json;
using Compliance.Findings;
using Compliance.Trail;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Storage;

/// <summary>What was known of use when a run began, frozen for it: the document that a result with prior usage is a function of. Its
/// principals are pseudonyms.</summary>
internal sealed record StoredUsage(
    long Until, List<StoredSourceUsage> Sources, List<DayRange> Reached, List<StoredPrincipalUsage> Principals, List<StoredPermissionUsage> Permissions)
{
    /// <summary>The document of nothing known.</summary>
    private static readonly byte[] Nothing = "null"u8.ToArray();

    /// <summary>Whether a document says that nothing is known.</summary>
    public static bool IsNothing(byte[] document) => document.AsSpan().SequenceEqual(Nothing);

    /// <param name="usage">As it is stored; null: nothing is known.</param>
    public static byte[] Write(Usage? usage) => usage is null ? Nothing : JsonSerializer.SerializeToUtf8Bytes(
        new StoredUsage(
            usage.Until.ToUnixTimeTicks(),
            [.. usage.Sources.Select(source => new StoredSourceUsage(source.Path, source.Days.ToDictionary()))],
            [.. usage.Reached],
            [.. usage.Principals.Select(StoredPrincipalUsage.Of)],
            [.. usage.Permissions.Select(StoredPermissionUsage.Of)]),
        StorageJson.Default.StoredUsage);

    /// <summary>What was written; principals are pseudonyms.</summary>
    /// <param name="document">Of something.</param>
    public static Usage Read(byte[] document) => JsonSerializer.Deserialize(document, StorageJson.Default.StoredUsage)!.ToUsage();

    /// <summary>What an audit of the vendor is given of it: those principals that its files name. </summary>
    /// <param name="document">Of something.</param>
    public static PriorUsage Prior(byte[] document, VendorRecord record, Pseudonyms pseudonyms)
    {
        return new PriorUsage(UsageNames.Named(Read(document), record, pseudonyms), Convert.ToHexStringLower(SHA256.HashData(document)), document.Length);
    }

    private Usage ToUsage() => new()
    {
        Until = Instant.FromUnixTimeTicks(Until),
        Sources = Sources.ConvertAll(source => new SourceUsage(source.Path, source.Days)),
        Reached = Reached,
        Principals = Principals.ConvertAll(principal => principal.ToUsage()),
        Permissions = Permissions.ConvertAll(permission => permission.ToUsage()),
    };
}

internal sealed record StoredSourceUsage(string Path, Dictionary<int, long> Days);

internal sealed record StoredPermissionUsage(string Role, string Action, long Since, long? AsOf = null, long? From = null)
{
    public static StoredPermissionUsage Of(PermissionUsage usage) =>
        new(usage.Role, usage.Action, usage.Since.ToUnixTimeTicks(), usage.AsOf?.ToUnixTimeTicks(), usage.From?.ToUnixTimeTicks());

    public PermissionUsage ToUsage() => new(Role, Action, Instant.FromUnixTimeTicks(Since)) { AsOf = StoredTime.Read(AsOf), From = StoredTime.Read(From) };
}

internal sealed record StoredUse(string Role, string Action, long Last);

internal sealed record StoredPrincipalUsage(string Principal, string Accounts, long Since, long AsOf, long? Last, List<StoredUse> Uses, long? From = null)
{
    public static StoredPrincipalUsage Of(PrincipalUsage usage) => new(
        usage.Principal, usage.Accounts, usage.Since.ToUnixTimeTicks(), usage.AsOf.ToUnixTimeTicks(), usage.Last?.ToUnixTimeTicks(),
        [.. usage.Uses.Select(use => new StoredUse(use.Role, use.Action, use.Last.ToUnixTimeTicks()))], usage.From?.ToUnixTimeTicks());

    public PrincipalUsage ToUsage() => new(
        Principal, Accounts, Instant.FromUnixTimeTicks(Since), Instant.FromUnixTimeTicks(AsOf), StoredTime.Read(Last),
        Uses.ConvertAll(use => new PermissionUse(use.Role, use.Action, Instant.FromUnixTimeTicks(use.Last))))
    { From = StoredTime.Read(From) };
}
