using Compliance.Functions.Auditing;
using Compliance.Functions.Http;
using Compliance.Vendors;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using NodaTime;

namespace Compliance.Functions.Tests.Service;

/// <summary>What is decided before there is a request.</summary>
public sealed class SettingsTests
{
    [Fact]
    public void Settings_that_cannot_be_used_are_named_all_at_once()
    {
        var refused = Assert.Throws<InputException>(() => ServiceOptions.Read(Settings(("Store", "Embedded="), ("EvidenceStore", "nowhere"), ("KeyVaultUri", "vault"), ("VendorLease", "1"))));
        var lines = refused.Message.Split('\n');
        Assert.Equal(5, lines.Length);
        foreach (var name in new[] { "AuditSchedule", "Store", "EvidenceStore", "KeyVaultUri", "VendorLease" })
            Assert.Single(lines, line => line.StartsWith($"setting `{name}`", StringComparison.Ordinal));
    }

    [Fact]
    public void A_store_in_Azure_needs_a_vault_for_the_keys()
    {
        var refused = Assert.Throws<InputException>(() => ServiceOptions.Read(Settings(("AuditSchedule", "0 0 2 * * *"), ("Store", "https://name.table.core.windows.net"))));
        Assert.StartsWith("setting `KeyVaultUri` is missing", refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_service_whose_settings_cannot_be_used_says_which_and_ends()
    {
        using var folder = new ServiceFolder();
        await using var service = ServiceProcess.Launch(folder.Path, ("AuditSchedule", ""), ("VendorLease", "soon"));
        var (code, said) = await service.ExitAsync();
        Assert.Equal(1, code);
        Assert.Contains("setting `AuditSchedule` is missing", said, StringComparison.Ordinal);
        Assert.Contains("setting `VendorLease` is `soon`", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_service_whose_stores_are_out_of_reach_starts_and_says_what_is_missing()
    {
        using var folder = new ServiceFolder();
        var file = Path.Combine(folder.Path, "file");
        await File.WriteAllTextAsync(file, "in the way");
        await using var service = await ServiceProcess.StartAsync(folder.Path, ("Store", $"Embedded={file}/service.db"));
        var ready = await service.GetAsync("health/ready");
        ready.AssertProblem(503, "not-ready");
        Assert.Equal("Store", Assert.Single(ready.Json["missing"]!.AsArray())!.GetValue<string>());
        (await service.GetAsync("vendors/acme-bpo/findings")).AssertProblem(503, "store-unavailable");
        Assert.Equal(200, (await service.GetAsync("health/live")).Status);
    }

    [Theory]
    [InlineData(false, "mallory", "local")]
    [InlineData(true, "ann", "ann")]
    [InlineData(true, null, null)]
    public void The_header_with_a_name_counts_only_behind_the_sign_in_of_the_platform(bool enabled, string? header, string? name)
    {
        var http = new DefaultHttpContext();
        if (header is not null) http.Request.Headers["X-MS-CLIENT-PRINCIPAL-NAME"] = header;
        Assert.Equal(name, new Caller(new ServiceOptions { AuthEnabled = enabled }).NameOf(http.Request));
    }

    [Fact]
    public void A_tick_that_is_run_twice_orders_the_same_audits_and_another_tick_others()
    {
        var (vendor, due) = (VendorId.Parse("acme-bpo"), Instant.FromUtc(2026, 3, 1, 2, 0));
        var next = due.ToDateTimeUtc();
        var timer = new TimerInfo { ScheduleStatus = new ScheduleStatus { Next = next } };
        Assert.Equal(due, Schedule.DueOf(timer, due + Duration.FromSeconds(40)));
        Assert.Equal(due + Duration.FromSeconds(40), Schedule.DueOf(new TimerInfo(), due + Duration.FromMilliseconds(40_700)));
        var order = Schedule.OrderOf("0 0 2 * * *", due, vendor);
        Assert.Equal(order.Id, Schedule.OrderOf("0 0 2 * * *", due, vendor).Id);
        Assert.NotEqual(order.Id, Schedule.OrderOf("0 0 2 * * *", due + Duration.FromDays(1), vendor).Id);
        Assert.NotEqual(order.Id, Schedule.OrderOf("0 0 2 * * *", due, VendorId.Parse("other")).Id);
    }

    private static IConfiguration Settings(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value)).Build();
}
