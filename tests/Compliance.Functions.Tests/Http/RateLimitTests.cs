using Compliance.Functions.Http;
using Compliance.Functions.Tests.Service;
using Microsoft.AspNetCore.Http;

namespace Compliance.Functions.Tests.Http;

/// <summary>How much a caller may ask of an instance. Alone, because what others hold would be measured too.</summary>
[CollectionDefinition(nameof(RateLimitTests), DisableParallelization = true)]
[Collection(nameof(RateLimitTests))]
public sealed class RateLimitTests
{
    [Fact]
    public void As_many_as_are_allowed_come_at_once_and_then_one_after_the_other()
    {
        var clock = new MovedClock();
        var limit = new RateLimit(60, clock);
        for (var i = 0; i < 60; i++) Assert.Null(limit.Take("ann"));
        Assert.Equal(TimeSpan.FromSeconds(1), limit.Take("ann"));
        // Refused requests are not counted, and others are not in ann's way.
        for (var i = 0; i < 1000; i++) Assert.NotNull(limit.Take("ann"));
        Assert.Null(limit.Take("bob"));
        clock.Move(TimeSpan.FromMilliseconds(999));
        Assert.Equal(TimeSpan.FromMilliseconds(1), limit.Take("ann"));
        clock.Move(TimeSpan.FromMilliseconds(1));
        Assert.Null(limit.Take("ann"));
        Assert.NotNull(limit.Take("ann"));
        clock.Move(TimeSpan.FromMinutes(5));
        for (var i = 0; i < 60; i++) Assert.Null(limit.Take("ann"));
        Assert.NotNull(limit.Take("ann"));
    }

    [Fact]
    public void A_million_callers_take_no_more_room_than_some_and_set_nobody_free()
    {
        var clock = new MovedClock();
        var limit = new RateLimit(10, clock);
        for (var i = 0; i < 10; i++) Assert.Null(limit.Take("ann"));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 1_000_000; i++)
        {
            Assert.Null(limit.Take($"caller {i}"));
            Assert.True(limit.Remembered <= RateLimit.MostCallers);
        }
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(grown < 8 << 20, $"{grown} bytes");
        Assert.NotNull(limit.Take("ann"));
        clock.Move(TimeSpan.FromMinutes(1));
        Assert.Null(limit.Take("ann"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(600)]
    [InlineData(1_000_000)]
    public void In_an_hour_a_caller_that_never_rests_gets_what_is_allowed_and_the_first_minute_once_more(int perMinute)
    {
        var clock = new MovedClock();
        var limit = new RateLimit(perMinute, clock);
        var taken = 0L;
        while (limit.Take("ann") is null) taken++;
        Assert.Equal(perMinute, taken);
        clock.Move(TimeSpan.FromMinutes(30));
        while (limit.Take("ann") is null) taken++;
        Assert.Equal(2L * perMinute, taken);
    }

    [SkippableFact]
    public async Task Too_many_requests_are_refused_with_when_to_come_again_and_the_process_still_says_that_it_lives()
    {
        using var folder = new ServiceFolder();
        await using var service = await ServiceProcess.StartAsync(folder.Path, ("RequestsPerMinute", "2"));
        for (var i = 0; i < 2; i++) Assert.Equal(404, (await service.GetAsync("vendors/absent")).Status);
        var refused = await service.GetAsync("vendors/absent");
        refused.AssertProblem(429, "too-many-requests");
        (await service.GetAsync("vendors/absent?severty=high")).AssertProblem(429, "too-many-requests");
        Assert.InRange(int.Parse(refused.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture), 1, 30);
        Assert.Equal("nosniff", refused.Headers["X-Content-Type-Options"]);
        // Nobody becomes another caller by saying so.
        foreach (var name in new[] { "X-Forwarded-For", "X-MS-CLIENT-PRINCIPAL-ID", "X-MS-CLIENT-PRINCIPAL-NAME", "x-functions-key", "Authorization", "Forwarded" })
            (await service.SendAsync(HttpMethod.Get, "vendors/absent", null, (name, "203.0.113.9"))).AssertProblem(429, "too-many-requests");
        Assert.Equal(200, (await service.GetAsync("health/live")).Status);
    }

    [Theory]
    [InlineData(false, null, "10.0.0.4", "address 10.0.0.4")]
    [InlineData(false, "ann", "10.0.0.4", "address 10.0.0.4")]
    [InlineData(true, "ann", "10.0.0.4", "person ann")]
    [InlineData(true, null, "10.0.0.4", "address 10.0.0.4")]
    [InlineData(false, null, "2001:db8:1:2:3::4", "address 20010db800010002")]
    [InlineData(false, null, "2001:db8:1:2:ffff::1", "address 20010db800010002")]
    [InlineData(false, null, "::ffff:10.0.0.4", "address 10.0.0.4")]
    [InlineData(false, null, null, "address unknown")]
    public void A_request_is_counted_for_who_is_signed_in_or_for_its_network(bool signIn, string? person, string? address, string expected)
    {
        var http = new DefaultHttpContext();
        if (person is not null) http.Request.Headers["X-MS-CLIENT-PRINCIPAL-ID"] = person;
        http.Connection.RemoteIpAddress = address is null ? null : System.Net.IPAddress.Parse(address);
        Assert.Equal(expected, new RequestOrigin(new ServiceOptions { SignIn = new() { PlatformSignsIn = signIn } }).Of(http.Request));
    }

    [Theory]
    [InlineData("203.0.113.7:4711", "address 203.0.113.7")]
    [InlineData("203.0.113.7", "address 203.0.113.7")]
    [InlineData("198.51.100.1, 10.0.0.1, 203.0.113.7:4711", "address 203.0.113.7")]
    [InlineData("[2001:db8:1:2:3::4]:4711", "address 20010db800010002")]
    [InlineData("whoever", "address 127.0.0.1")]
    [InlineData("", "address 127.0.0.1")]
    public void Behind_the_platform_the_address_is_the_one_that_its_front_end_has_seen(string forwarded, string expected)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers["X-Forwarded-For"] = forwarded;
        http.Connection.RemoteIpAddress = System.Net.IPAddress.Loopback;
        Assert.Equal(expected, new RequestOrigin(new ServiceOptions { HostName = "compliance.azurewebsites.net" }).Of(http.Request));
        Assert.Equal("address 127.0.0.1", new RequestOrigin(new ServiceOptions()).Of(http.Request));
    }

    private sealed class MovedClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Move(TimeSpan by) => _ticks += by.Ticks;
    }
}
