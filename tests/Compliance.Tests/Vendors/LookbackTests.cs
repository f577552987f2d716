using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.Vendors;

public sealed class LookbackTests
{
    private static readonly Instant Started = Instant.FromUtc(2026, 6, 30, 6, 0);
    private static readonly Lookback Month = Lookback.Of(Duration.FromDays(31));

    [Fact]
    public void It_counts_from_where_the_audit_begins_or_its_window_if_that_is_earlier()
    {
        var access = Access("volume: [{ of: customer, per: 24h, max: 9 }]");

        Assert.Equal(Started - Duration.FromDays(31), Month.Begin(access, null, Started));
        Assert.Equal(Started - Duration.FromDays(131), Month.Begin(access, Started - Duration.FromDays(100), Started));
        Assert.Equal(Started - Duration.FromDays(31), Month.Begin(access, Started + Duration.FromDays(100), Started));
    }

    [Theory]
    [InlineData("volume: [{ of: customer, per: 24h, max: 9 }, { of: customer, per: 40d, max: 900 }]", 41)]
    [InlineData("case: { within: 50d }", 51)]
    [InlineData("case: required", 31)]
    [InlineData("mfa: required", 31)]
    public void It_is_never_shorter_than_what_the_contract_sets_events_against(string condition, int days) =>
        Assert.Equal(Started - Duration.FromDays(days), Month.Begin(Access(condition), null, Started));

    [Fact]
    public void A_window_that_begins_with_time_itself_has_everything_before_it() =>
        Assert.Equal(Instant.MinValue, Month.Begin(Access("mfa: required"), Instant.MinValue, Started));

    [Fact]
    public void Less_than_what_a_rule_looks_back_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Lookback.Of(Duration.FromDays(30)));
        Assert.Equal("45d", Lookback.Of(Duration.FromDays(45)).ToString());
    }

    private static AccessModel Access(string condition) => VendorReader.Read(MemoryFolder.With("id: acme\n", $$"""
        timezone: UTC
        roles:
          tier1:
            allow: [{ actions: ["customer.read"] }, { actions: ["customer.export"], when: { {{condition}} } }]
        assignments: []
        """)).Access;
}
