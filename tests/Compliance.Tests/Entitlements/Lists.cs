using Compliance.Entitlements;
using Compliance.Tests.Vendors;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.Entitlements;

/// <summary>Reads a list as it lies in a folder.</summary>
internal static class Lists
{
    public static EntitlementList Read(string path, string text, string? system = null, DateTimeZone? zone = null) => Read(new MemoryFolder().Add(path, text), path, system, zone);

    public static EntitlementList Read(string path, byte[] bytes) => Read(new MemoryFolder().Add(path, bytes), path, null, null);

    /// <summary>The only entitlement of a list that has one record.</summary>
    public static Entitlement One(string path, string text)
    {
        var list = Read(path, text);
        Assert.Empty(list.RejectedSamples);
        return Assert.Single(list.Entitlements);
    }

    public static EntitlementForm? Form(string path, string text)
    {
        var folder = new MemoryFolder().Add(path, text);
        return EntitlementReader.Recognises(folder, folder.List()[0]);
    }

    public static EntitlementList Read(MemoryFolder folder, string path, EntitlementEntry entry) => EntitlementReader.Read(folder, folder.List().Single(file => file.Path == path), entry, null);

    private static EntitlementList Read(MemoryFolder folder, string path, string? system, DateTimeZone? zone) =>
        EntitlementReader.Read(folder, folder.List().Single(file => file.Path == path), system, zone);
}
