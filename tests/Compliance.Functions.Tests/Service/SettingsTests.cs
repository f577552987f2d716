using Compliance.Functions.Auditing;
using Compliance.Vendors;
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

    [Fact]
    public void A_store_in_Azure_needs_a_name_a_key_and_a_place_for_checkpoints()
    {
        (string, string)[] before = [("AuditSchedule", "0 0 2 * * *"), ("Store", "https://name.table.core.windows.net"), ("KeyVaultUri", "https://name.vault.azure.net")];
        var lines = Assert.Throws<InputException>(() => ServiceOptions.Read(Settings(before))).Message.Split('\n');
        Assert.Equal(3, lines.Length);
        foreach (var name in new[] { "TrailOrigin", "CheckpointKey", "CheckpointArchive" })
            Assert.Single(lines, line => line.StartsWith($"setting `{name}` is missing", StringComparison.Ordinal));
        Assert.Equal("compliance.example.com", ServiceOptions.Read(Settings([.. before, ("TrailOrigin", "compliance.example.com"),
            ("CheckpointKey", "https://name.vault.azure.net/keys/checkpoints"), ("CheckpointArchive", "https://name.blob.core.windows.net")])).TrailOrigin);
    }

    [Theory]
    [InlineData("TrailOrigin", "https://compliance.example.com")]
    [InlineData("CheckpointKey", "https://name.vault.azure.net/secrets/checkpoints")]
    [InlineData("CheckpointArchive", "somewhere")]
    [InlineData("TimestampAuthority", "tsa.example.com")]
    public void A_setting_about_checkpoints_that_cannot_be_used_is_named(string name, string value) =>
        Assert.StartsWith($"setting `{name}`: ", Assert.Throws<InputException>(() => ServiceOptions.Read(Settings(("AuditSchedule", "0 0 2 * * *"), (name, value)))).Message, StringComparison.Ordinal);

    [Fact]
    public void Checkpoints_of_an_embedded_store_are_kept_beside_it()
    {
        var options = ServiceOptions.Read(Settings(("AuditSchedule", "0 0 2 * * *"), ("Store", "Embedded=/data/audit/service.db")));
        Assert.Equal(("Directory=/data/audit/checkpoints", "/data/audit/checkpoint-key.pem"), (options.ArchiveConnection, options.CheckpointKeyFile));
        Assert.Null(options.TimestampAuthority);
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

    [Theory]
    [InlineData("Embedded=.compliance/service.db", false)]
    [InlineData("UseDevelopmentStorage=true", false)]
    [InlineData("UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://127.0.0.1", false)]
    [InlineData("DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=AAAA;TableEndpoint=http://127.0.0.1:10002/devstoreaccount1", false)]
    [InlineData("UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://192.0.2.7", true)]
    [InlineData("https://name.table.core.windows.net", true)]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=name;AccountKey=AAAA;EndpointSuffix=core.windows.net", true)]
    [InlineData("AccountName=name;AccountKey=AAAA;TableEndpoint=https://name.table.core.windows.net", true)]
    [InlineData("AccountName=devstoreaccount1;AccountKey=AAAA;TableEndpoint=http://127.0.0.1.example.com/devstoreaccount1", true)]
    [InlineData("AccountName=name;AccountKey=AAAA;TableEndpoint=https://name.table.core.windows.net;BlobEndpoint=http://127.0.0.1:10000", true)]
    [InlineData("TableEndpoint=https://name.table.core.windows.net;SharedAccessSignature=sv=1", true)]
    [InlineData("UseDevelopmentStorage=true;TableEndpoint=https://name.table.core.windows.net", true)]
    [InlineData("something else", true)]
    public void Whatever_is_not_known_to_be_a_machine_of_ones_own_counts_as_Azure(string store, bool azure)
    {
        Assert.Equal(azure, new ServiceOptions { Store = store }.IsInAzure);
        Assert.True(new ServiceOptions { Store = store, SignIn = new() { IsInstance = true } }.IsInAzure);
    }

    private static IConfiguration Settings(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value)).Build();
}
