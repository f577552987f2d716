using System.Globalization;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Trail.Verification;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Azure.Tests.Writer;

/// <summary>Does one thing to a trail in a process of its own, and stops at a given request of it.</summary>
public static class TrailStep
{
    /// <summary>What the process prints when it came to its end.</summary>
    public const string Done = "done";

    public static readonly TrailHalt Halt = new(Instant.FromUtc(2026, 3, 2, 3, 15), new(TrailProblemKind.Planted, 3, "e3", "a row lies at or after index 3"));

    /// <param name="doing">What, as the cases below say.</param>
    /// <param name="step">At which request, from 1; 0: at none.</param>
    public static async Task RunAsync(string connection, string vendor, string doing, int step, bool after)
    {
        using var store = Store.Open(connection, options: new StoreOptions { Retries = 0, Transport = inner => new SteppedTransport(inner, step, after) });
        await DoAsync(store, vendor, doing);
        Console.Out.WriteLine(Done);
    }

    /// <summary>The acts that a doing appends.</summary>
    public static int[] ActsOf(string doing) => doing == "group" ? [1, 2, 3] : [5];

    public static Task DoAsync(Store store, string vendor, string doing) => doing switch
    {
        "append" or "group" => Task.WhenAll(ActsOf(doing).Select(act => store.Trail.AppendAsync(vendor, TrailWriter.KeyOf(act), TrailWriter.EntriesOf(vendor, act)))),
        "halt" => store.Halts.HaltAsync(VendorId.Parse(vendor), Halt),
        "continue" => ResumeAsync(store, vendor, TrailDecision.Continue),
        "rebuild" => ResumeAsync(store, vendor, TrailDecision.Rebuild),
        _ => throw new ArgumentOutOfRangeException(nameof(doing), doing, "not known"),
    };

    /// <summary>Asks for as many single entries at once, and prints how many transactions that took.</summary>
    public static async Task CrowdAsync(string connection, string vendor, string name, int acts)
    {
        SteppedTransport? transport = null;
        using var store = Store.Open(connection, options: new StoreOptions { Transport = inner => transport = new(inner, 0, after: false) });
        await Task.WhenAll(Enumerable.Range(0, acts).Select(act => store.Trail.AppendAsync(vendor, $"{name}/{act}", [EntryOf(vendor, name, act)])));
        Console.Out.WriteLine(transport!.Transactions.ToString(CultureInfo.InvariantCulture));
    }

    public static TrailEntry EntryOf(string vendor, string name, int act) => TrailEntry.Create(
        vendor, Instant.FromUtc(2026, 3, 1, 0, 0), "evidence received", "system:test", null, new() { ["name"] = name, ["act"] = act });

    private static Task<TrailPosition> ResumeAsync(Store store, string vendor, TrailDecision decision) => store.Halts.ResumeAsync(
        VendorId.Parse(vendor), decision,
        (halt, head) => TrailResumed.Entry(VendorId.Parse(vendor), halt.At + Duration.FromHours(1), "system:test", decision, "looked at it", halt, head));
}
