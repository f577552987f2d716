using Compliance.Functions.Trail;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Functions.Tests.Service;

public sealed class TrailRoundsTests
{
    [Fact]
    public void Each_vendor_is_the_first_on_one_day_and_all_have_their_turn_on_each()
    {
        List<VendorId> vendors = [VendorId.Parse("vendor-a"), VendorId.Parse("vendor-b"), VendorId.Parse("vendor-c")];
        var days = Enumerable.Range(0, 3).Select(day => TrailRounds.Rotated(vendors, Instant.FromUtc(2026, 3, 1, 3, 15) + Duration.FromDays(day))).ToList();
        Assert.Equal(vendors, days.Select(day => day[0]).OrderBy(vendor => vendor.Value, StringComparer.Ordinal));
        Assert.All(days, day => Assert.Equal(vendors, day.OrderBy(vendor => vendor.Value, StringComparer.Ordinal)));
        Assert.Empty(TrailRounds.Rotated([], Instant.FromUtc(2026, 3, 1, 3, 15)));
    }
}
