using Compliance.Findings;
using Compliance.Reports;
using Compliance.Trail;

namespace Compliance.Tests.Reports;

public sealed class AuditPlacesTests
{
    private static readonly Fingerprint One = Fingerprint.Of("unknown-account", "acme-bpo", "1", null, null);
    private static readonly Fingerprint Two = Fingerprint.Of("unknown-account", "acme-bpo", "2", null, null);
    private static readonly Dictionary<Fingerprint, string> Wanted = new() { [One] = "f:one", [Two] = "f:two" };

    [Fact]
    public async Task A_finding_that_the_audit_left_as_it_was_has_its_entry_in_an_earlier_one()
    {
        var places = await FindAsync(FindingTrail.Example, "a2", Wanted);

        Assert.Equal((9L, 12L, 13L), (places!.First, places.Last, places.Size));
        Assert.Equal((1L, "finding opened"), (places.Findings[One].Index, places.Findings[One].Type));
        Assert.Equal((10L, "finding changed"), (places.Findings[Two].Index, places.Findings[Two].Type));
        Assert.Equal(FindingTrail.Example.Entries[10].Hash.ToString(), places.Findings[Two].LeafSha256);
    }

    [Fact]
    public async Task What_later_audits_say_is_no_part_of_an_earlier_one()
    {
        var places = await FindAsync(FindingTrail.Example, "a1", Wanted);

        Assert.Equal((0L, 4L), (places!.First, places.Last));
        Assert.Equal((1L, 2L), (places.Findings[One].Index, places.Findings[Two].Index));
    }

    [Fact]
    public async Task An_audit_that_did_not_complete_is_not_found_and_what_it_said_does_not_count()
    {
        Assert.Null(await FindAsync(FindingTrail.Example, "given-up", Wanted));
        var none = new Dictionary<Fingerprint, string> { [One] = "f:none" };
        Assert.Empty((await FindAsync(FindingTrail.Example, "a2", none))!.Findings);
    }

    [Fact]
    public async Task A_source_is_found_with_the_entry_that_says_its_digest()
    {
        var trail = new FindingTrail()
            .Add("audit started", "a1", [])
            .Add("evidence received", "a1", new() { ["source"] = "logs/a.csv" })
            .Add("audit completed", "a1", new() { ["result"] = "abc" });

        var places = await FindAsync(trail, "a1", []);

        Assert.Equal((1L, "abc"), (Assert.Single(places!.Sources).Value.Index, places.ResultDigest));
    }

    [Fact]
    public async Task A_long_trail_is_read_in_pieces_and_only_as_far_as_needed()
    {
        var trail = FindingTrail.Example;
        for (var i = 0; i < 4_500; i++) trail.Add("vendor changed", null, new() { ["n"] = i });
        trail.Add("audit started", "a3", []).Add("audit completed", "a3", []);
        var read = new List<(long From, long Before)>();

        var late = await FindAsync(trail, "a3", [], read);
        Assert.Equal((4_513L, 4_514L, 1), (late!.First, late.Last, read.Count));
        read.Clear();
        var early = await FindAsync(trail, "a3", Wanted, read);

        Assert.Equal((1L, 10L), (early!.Findings[One].Index, early.Findings[Two].Index));
        Assert.Equal([(2_515L, 4_515L), (515L, 2_515L), (0L, 515L)], read);
    }

    private static Task<AuditInTrail?> FindAsync(FindingTrail trail, string audit, Dictionary<Fingerprint, string> findings, List<(long From, long Before)>? read = null)
    {
        var head = new TrailHead(trail.Entries.Count, trail.Entries[0].Hash);
        return AuditPlaces.FindAsync(head, audit, findings, LeavesAsync);

        async IAsyncEnumerable<TrailLeaf> LeavesAsync(long from, long before, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            read?.Add((from, before));
            await Task.Yield();
            for (var index = from; index < before; index++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return new(index, trail.Entries[(int)index].Leaf, trail.Entries[(int)index].Hash);
            }
        }
    }
}
