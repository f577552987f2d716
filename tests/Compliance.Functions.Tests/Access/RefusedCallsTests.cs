using System.Diagnostics;
using System.Text.Json.Nodes;
using Compliance.Functions.Access;
using Compliance.Functions.Auditing;
using Compliance.Functions.Tests.Service;
using Compliance.Identity;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Trail.Verification;
using Compliance.Vendors;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Compliance.Functions.Tests.Access;

/// <summary>What is made of calls that were refused, after they were answered.</summary>
public sealed class RefusedCallsTests : IAsyncLifetime, IDisposable
{
    private static readonly VendorId Vendor = VendorId.Parse("acme-bpo");
    private static readonly RouteRole Forget = RouteRoles.Of("ForgetName");

    private readonly ServiceFolder _folder = new();
    private readonly HandClock _clock = new();
    private readonly Lines _lines = new();
    private readonly Store _store;

    public RefusedCallsTests() => _store = _folder.OpenStore();

    public Task InitializeAsync() => _store.Vendors.AddAsync(new VendorState(Vendor, "Acme", VendorMode.Pilot, Instant.FromUtc(2026, 1, 1, 0, 0)));

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [SkippableFact]
    public async Task Nobody_who_is_refused_waits_for_a_store_that_does_not_answer_however_many_are()
    {
        using var silent = new SilentStore();
        using var folder = new ServiceFolder();
        await using var service = await ServiceProcess.StartAsync(folder.Path, ("Store", silent.Connection), ("WEBSITE_AUTH_ENABLED", "true"));
        var began = Stopwatch.GetTimestamp();
        var refused = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => service.SendAsync(HttpMethod.Delete, $"vendors/vendor-{i}/names/p:x", null, Someone.Named($"mallory{i}@example.com", "Reader"))));
        var took = Stopwatch.GetElapsedTime(began);
        Assert.All(refused, answer => answer.AssertProblem(403, "role-required"));
        Assert.True(took < TimeSpan.FromSeconds(20), $"{took}");
        Assert.Equal(200, (await service.GetAsync("health/live")).Status);
    }

    [SkippableFact]
    public async Task A_privileged_call_is_not_carried_out_while_it_cannot_be_recorded()
    {
        using var silent = new SilentStore();
        using var folder = new ServiceFolder();
        await using var service = await ServiceProcess.StartAsync(folder.Path, ("Store", silent.Connection), ("WEBSITE_AUTH_ENABLED", "true"));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"vendors/{Vendor}/names/p:{new string('a', 26)}");
        foreach (var (name, value) in Someone.Named("nina@example.com", "Legal")) request.Headers.TryAddWithoutValidation(name, value);
        // It waits for the store, or says that it did not answer; it never says that it was done.
        try
        {
            using var answer = await service.Client.SendAsync(request, patience.Token);
            Assert.Equal(503, (int)answer.StatusCode);
        }
        catch (OperationCanceledException)
        {
            Assert.True(patience.IsCancellationRequested);
        }
    }

    [Fact]
    public async Task What_waits_when_the_service_is_stopped_is_recorded_first()
    {
        using var refused = Calls();
        for (var i = 0; i < 20; i++) refused.Take(Vendor.Value, $"mallory{i}@example.com", Forget, "role-required");
        refused.Take("nowhere", "mallory@example.com", Forget, "role-required");
        refused.Take("No Vendor's Id", "mallory@example.com", Forget, "role-required");
        await refused.StartAsync(CancellationToken.None);
        await refused.StopAsync(CancellationToken.None);
        Assert.Equal(20, await CountAsync(Vendor));
        Assert.Equal(0, await CountAsync(VendorId.Parse("nowhere")));
    }

    [Fact]
    public void More_than_can_wait_are_left_out_and_the_log_says_so_once_and_how_many()
    {
        using var refused = Calls();
        // The same call takes one place, and what is no vendor's none.
        for (var i = 0; i < 5_000; i++) refused.Take(Vendor.Value, "mallory@example.com", Forget, "role-required");
        for (var i = 0; i < 5_000; i++) refused.Take($"NO VENDOR {i}", "mallory@example.com", Forget, "role-required");
        Assert.DoesNotContain(_lines.Said, line => line.Id == 343);
        for (var i = 0; i < RefusedCalls.MostWaiting + 50; i++) refused.Take(Vendor.Value, $"mallory{i}@example.com", Forget, "role-required");
        Assert.Single(_lines.Said, line => line.Id == 343);
        _clock.Now += TimeSpan.FromHours(1);
        refused.Take(Vendor.Value, "another@example.com", Forget, "role-required");
        Assert.Equal("Refused calls come faster than they can be recorded: 52 since the start stand in the log alone", _lines.Said.Last(line => line.Id == 343).Text);
    }

    [Fact]
    public async Task A_halted_trail_is_logged_once_an_hour_however_many_are_refused()
    {
        await _store.Halts.HaltAsync(Vendor, new TrailHalt(Instant.FromUtc(2026, 1, 1, 0, 0), new TrailProblem(TrailProblemKind.Gap, 0, null, "an entry is missing")));
        using (var refused = Calls())
        {
            for (var i = 0; i < 20; i++) refused.Take(Vendor.Value, $"mallory{i}@example.com", Forget, "role-required");
            await refused.StartAsync(CancellationToken.None);
            await refused.StopAsync(CancellationToken.None);
        }
        Assert.Single(_lines.Said, line => line.Id == 342);
    }

    private RefusedCalls Calls() => new(
        new KnownVendors(_store, new VendorFolders([])), new CallJournal(_store, new VendorKeys(new LocalSecretClient(Path.Combine(_folder.Path, "secrets.json"), _clock), _store.Vendors), _clock), _clock, _lines);

    private async Task<int> CountAsync(VendorId vendor)
    {
        var count = 0;
        await foreach (var (_, entry) in _store.Trail.ReadAsync(vendor.Value))
            if (entry.Type == "call refused") count++;
        return count;
    }

    /// <summary>Keeps what is logged.</summary>
    private sealed class Lines : ILogger<RefusedCalls>
    {
        private readonly List<(int Id, string Text)> _said = [];

        public IReadOnlyList<(int Id, string Text)> Said
        {
            get
            {
                lock (_said) return [.. _said];
            }
        }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_said) _said.Add((eventId.Id, formatter(state, exception)));
        }
    }
}
