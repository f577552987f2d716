using Compliance.Events;
using Compliance.Evidence.Bytes;
using Compliance.Judging;

namespace Compliance.Tests.Judging;

/// <summary>Events without an id, of which one record tells several.</summary>
public sealed class EventIdentityTests
{
    private readonly EventIdentity _identity = new(new KeyedHash(1, 2));

    [Fact]
    public void The_same_part_of_an_equal_record_is_the_same_event_wherever_it_stands()
    {
        var first = Parts(source: 0, record: 1, "told twice"u8);
        var other = Parts(source: 0, record: 2, "told once"u8);
        var second = Parts(source: 1, record: 1, "told twice"u8);

        Assert.Equal(first, second);
        Assert.Equal(6, first.Concat(other).Distinct().Count());
    }

    [Fact]
    public void A_part_is_the_same_event_also_where_those_before_it_have_an_id()
    {
        var whole = Parts(source: 0, record: 1, "told twice"u8);
        var alone = new EventIdentity(new KeyedHash(1, 2));

        Assert.Equal(whole[2], alone.Of(new AccessEvent { Source = 0, Record = 7, Part = 2, Bytes = "told twice"u8 }));
    }

    [Fact]
    public void The_bytes_of_a_record_are_read_once_for_all_its_events()
    {
        var whole = Parts(source: 0, record: 1, "told twice"u8);
        _identity.Of(new AccessEvent { Source = 0, Record = 2, Part = 0, Bytes = "told twice"u8 });

        // No reader gives a record other bytes halfway: it shows that they are not looked at again.
        Assert.Equal(whole[1], _identity.Of(new AccessEvent { Source = 0, Record = 2, Part = 1, Bytes = "nobody reads this"u8 }));
    }

    private List<UInt128> Parts(int source, long record, ReadOnlySpan<byte> bytes)
    {
        var parts = new List<UInt128>();
        for (var part = 0; part < 3; part++) parts.Add(_identity.Of(new AccessEvent { Source = source, Record = record, Part = part, Bytes = bytes }));
        return parts;
    }
}
