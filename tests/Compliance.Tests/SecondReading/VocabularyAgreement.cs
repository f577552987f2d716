using System.Net;
using Compliance.Vendors;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Compliance.Tests.SecondReading;

/// <summary>The types of the vocabulary against a second, slower reading of what they mean.</summary>
public sealed class VocabularyAgreement
{
    private static readonly string[] Zones = ["Etc/UTC", "Asia/Manila", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"];

    private static readonly Gen<string> ShortText = Gen.Choose(0, 7)
        .SelectMany(length => Gen.Elements('a', 'A', 'b', '.', '*', 'é', 'É').ListOf(length))
        .Select(letters => new string([.. letters]));

    private static readonly Gen<string> Value = ShortText.Select(text => text.Replace('*', 'b'));

    [Fact]
    public void A_pattern_matches_what_the_recursive_definition_matches() => Prop.ForAll(
        Arb.From(ShortText), Arb.From(Value),
        (pattern, value) => new Pattern(pattern).Matches(value) == Matching.Matches(pattern, value))
        .Check(Tried.Times(5000));

    [Fact]
    public void A_star_alone_is_any_and_a_pattern_without_one_is_itself() => Prop.ForAll(Arb.From(Value), value =>
        new Pattern("*").Matches(value) && new Pattern(value).Matches(value.ToUpperInvariant()) && !new Pattern(value + "x").Matches(value))
        .Check(Tried.Times());

    [Fact]
    public void A_shift_contains_what_lies_between_its_local_ends()
    {
        var dice = new Dice(1);
        for (var i = 0; i < 20_000; i++)
        {
            var shift = new Shift
            {
                Days = (byte)dice.Between(1, 127),
                From = new LocalTime(dice.Between(0, 23), dice.One(0, 30)),
                To = new LocalTime(dice.Between(0, 23), dice.One(0, 30)),
                Zone = DateTimeZoneProviders.Tzdb[dice.One(Zones)],
            };
            // Around the changes of the clock in spring and autumn, often exactly on a half hour.
            var at = dice.One(Instant.FromUtc(2026, 3, 8, 0, 0), Instant.FromUtc(2026, 4, 4, 12, 0), Instant.FromUtc(2026, 11, 1, 0, 0))
                + Duration.FromMinutes(30 * dice.Between(-100, 100)) + dice.One(Duration.Zero, Duration.FromTicks(-1), Duration.FromMinutes(7));
            Assert.True(shift.Contains(at) == ConditionReadings.Lies(at, shift), $"{shift} at {at}");
        }
    }

    [Fact]
    public void A_network_contains_the_addresses_that_begin_with_its_bits()
    {
        var dice = new Dice(2);
        for (var i = 0; i < 5_000; i++)
        {
            var bytes = new byte[dice.One(4, 16)];
            for (var b = 0; b < bytes.Length; b++) bytes[b] = (byte)dice.Between(0, 255);
            var prefix = dice.Between(0, bytes.Length * 8);
            var network = new Network(null, new IPNetwork(Masked(bytes, prefix), prefix), null, null);
            bytes[dice.Between(0, bytes.Length - 1)] ^= (byte)(1 << dice.Between(0, 7));
            var address = new IPAddress(bytes);
            Assert.True(network.Contains(address) == ConditionReadings.Lies(address, network.Cidr), $"{network} and {address}");
            if (bytes.Length == 4) Assert.Equal(network.Contains(address), network.Contains(address.MapToIPv6()));
        }
    }

    [Fact]
    public void A_world_in_which_two_implementations_differ_is_shrunk_to_what_matters()
    {
        var world = World.Make(3);
        var wanted = world.Events[world.Events.Count / 2];
        var small = WorldShrinker.Shrink(world, candidate => candidate.Events.Contains(wanted));
        Assert.Equal([wanted], small.Events);
        Assert.Empty(small.Record.Access.Assignments);
        Assert.Null(WorldShrinker.FirstDifference(new NaiveAuditor(), new NaiveAuditor(), Enumerable.Range(0, 3)));
    }

    private static IPAddress Masked(byte[] bytes, int prefix) =>
        new([.. bytes.Select((value, at) => (byte)(value & 0xFF00 >> Math.Clamp(prefix - 8 * at, 0, 8)))]);
}
