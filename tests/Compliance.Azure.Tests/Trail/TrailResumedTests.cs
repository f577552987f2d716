using System.Text.Json;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Trail.Verification;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Azure.Tests.Trail;

public sealed class TrailResumedTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(880)]
    [InlineData(5_000)]
    public void However_long_a_problem_is_the_mark_in_its_end_is_kept(int length)
    {
        var mark = $"; 12 lasting in all ({new string('a', 64)})";
        var halt = new TrailHalt(Instant.FromUtc(2026, 3, 1, 0, 0), new(TrailProblemKind.Modified, 1, "e", new string('é', length) + mark));
        var entry = TrailResumed.Entry(VendorId.Parse("acme-bpo"), halt.At, "system:test", TrailDecision.Continue, "looked", halt, new(0, EntryHash.EmptyRoot));
        using var leaf = JsonDocument.Parse(entry.Leaf);
        var detail = leaf.RootElement.GetProperty("data").GetProperty("problem").GetProperty("detail").GetString()!;
        Assert.EndsWith(mark, detail, StringComparison.Ordinal);
        Assert.StartsWith("ééé", detail, StringComparison.Ordinal);
        Assert.InRange(detail.Length, 1, 1_001);
    }
}
