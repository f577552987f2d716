using System.Globalization;
using System.Text.Json.Nodes;
using Compliance.Storage;
using Compliance.Trail;
using NodaTime;

namespace Compliance.Azure.Tests.Writer;

/// <summary>Appends one act after the other to a trail, and prints the number of each one that was acknowledged, until it is
/// killed: the other half of TrailKilledTests, which knows what each act says.</summary>
public static class TrailWriter
{
    public static async Task RunAsync(string connection, string vendor)
    {
        using var store = Store.Open(connection);
        for (var act = 0; ; act++)
        {
            await store.Trail.AppendAsync(vendor, KeyOf(act), EntriesOf(vendor, act));
            Console.Out.WriteLine(act);
            Console.Out.Flush();
        }
    }

    public static string KeyOf(int act) => act.ToString(CultureInfo.InvariantCulture);

    public static IReadOnlyList<TrailEntry> EntriesOf(string vendor, int act) =>
        [.. Enumerable.Range(0, 1 + act * 7 % 40).Select(i => TrailEntry.Create(
            vendor, Instant.FromUtc(2026, 3, 1, 0, 0), "evidence received", "system:test", null, new JsonObject { ["act"] = act, ["i"] = i }))];
}
