using System.Text;
using System.Text.Json;
using Compliance.Events;
using Compliance.Evidence;
using Compliance.Touched;
using Compliance.Vendors;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Tests.Touched;

/// <summary>The mass access of the sample, counted over the events that `compliance events` writes.</summary>
public sealed class SampleTouchedTests
{
    private static readonly DiskFolder Folder = new(Repository.At("src", "Compliance.Functions", "samples", "acme-bpo"));
    private static readonly VendorRecord Record = VendorReader.Read(Folder);
    private static readonly Lazy<IReadOnlyList<JsonElement>> Events = new(ReadEvents);

    // STORY.md: 75 customers in 50 minutes under one case, two of them twice.
    [Fact]
    public void The_agent_who_read_seventy_five_customers_touched_seventy_five()
    {
        var (from, to) = (Instant.FromUtc(2026, 5, 27, 8, 0), Instant.FromUtc(2026, 5, 27, 8, 50));

        var (result, list) = Compute("agent00018", from, to);

        Assert.Equal(75, result.Types.Single(type => type.Type == "customer").Accessed);
        Assert.Equal(2, list.Count(line => line.GetProperty("resourceType").GetString() == "customer" && line.GetProperty("count").GetInt32() == 2));
    }

    [Theory]
    [InlineData("agent00018", "2026-03-01T00:00:00Z", "2026-07-01T00:00:00Z")]
    [InlineData("agent00051", "2026-06-01T00:00:00Z", "2026-06-08T00:00:00Z")]
    [InlineData("agent00029", "2026-06-01T00:00:00Z", "2026-06-30T00:00:00Z")]
    [InlineData("agent00025", "2026-03-01T00:00:00Z", "2026-07-01T00:00:00Z")]
    public void The_numbers_are_those_of_the_events(string principal, string from, string to)
    {
        var window = (From: InstantPattern.General.Parse(from).Value, To: InstantPattern.General.Parse(to).Value);
        var theirs = Events.Value
            .Where(e => Person(e) == principal && Time(e) >= window.From && Time(e) < window.To)
            // In the sample a record delivered twice carries its id, and no id stands for two different records of one principal.
            .DistinctBy(e => (e.GetProperty("source").GetString()!.Split('/')[1], Text(e, "id"), Text(e, "time"), Text(e, "resource"))).ToList();
        // In the sample an unknown outcome is Azure's record of an act that began; another record tells its end.
        var successful = theirs.Where(e => Text(e, "outcome") == "success").ToList();

        var (result, list) = Compute(principal, window.From, window.To);

        Assert.Equal(successful.Where(e => Text(e, "resource") is not null).Select(e => (Text(e, "resourceType"), Text(e, "resource"))).Distinct().Count(), result.Accessed);
        Assert.Equal(successful.Count(e => Text(e, "resource") is not null), list.Sum(line => line.GetProperty("count").GetInt32()));
        Assert.Equal(successful.Where(e => Text(e, "resource") is null && e.TryGetProperty("records", out _)).Sum(e => e.GetProperty("records").GetInt64()), result.Rows);
        Assert.Equal(theirs.Count(e => Text(e, "outcome") == "denied"), result.Denied);
    }

    // tier1 may read and reply to tickets, read customers, and sign in: whatever such an event of anybody named was in reach.
    [Fact]
    public void What_tier1_could_reach_is_every_ticket_customer_and_application_that_a_log_named_so()
    {
        string[] allowed = ["ticket.read", "ticket.reply", "customer.read", "signin", "signout"];
        var reachable = Events.Value.Where(e => Text(e, "outcome") == "success" && allowed.Contains(Text(e, "action")) && Text(e, "resource") is not null)
            .Select(e => (Text(e, "resourceType"), Text(e, "resource"))).Distinct().Count();

        Assert.Equal(reachable, Compute("agent00018", Instant.FromUtc(2026, 5, 27, 8, 0), Instant.FromUtc(2026, 5, 27, 9, 0)).Result.Reachable);
    }

    private static (TouchedResult Result, IReadOnlyList<JsonElement> List) Compute(string principal, Instant from, Instant to)
    {
        using var list = new MemoryStream();
        var result = TouchedRecords.Compute(Record, Folder, new TouchedQuestion([principal], from, to), list, default);
        return (result, TouchedVendor.Lines(Encoding.UTF8.GetString(list.ToArray())));
    }

    private static IReadOnlyList<JsonElement> ReadEvents()
    {
        using var output = new MemoryStream();
        using (var writer = new EventWriter(output)) new LogReader(Folder, Record.Vendor.Logs).Read(writer, null, default);
        return TouchedVendor.Lines(Encoding.UTF8.GetString(output.ToArray()));
    }

    // No account of the sample is narrowed to a system.
    private static string? Person(JsonElement e) =>
        Record.Accounts.FirstOrDefault(a => string.Equals(a.Name, Text(e, "account"), StringComparison.OrdinalIgnoreCase))?.Person ?? Text(e, "account");

    private static Instant Time(JsonElement e) => InstantPattern.ExtendedIso.Parse(Text(e, "time")!).Value;

    private static string? Text(JsonElement e, string name) => e.TryGetProperty(name, out var value) ? value.GetString() : null;
}
