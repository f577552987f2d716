namespace Compliance.Functions.Tests.Service;

/// <summary>A fresh clone that is started audits the sample at once.</summary>
public sealed class FirstAuditTests
{
    [SkippableFact]
    public async Task At_its_start_the_service_finds_in_the_sample_what_the_auditor_finds_and_the_next_audit_finds_the_same()
    {
        using var folder = new ServiceFolder();
        var samples = Path.Combine(ServiceProcess.ProjectFolder, "samples");
        await using var service = await ServiceProcess.StartAsync(folder.Path, ("VendorFolders", samples), ("RunAtStart", "RunScheduledAudits"));
        Assert.StartsWith("Audit of acme-bpo: fail; open findings: ", await service.SaysAsync("Audit of"), StringComparison.Ordinal);
        var direct = SmallVendor.FindingsIn(Path.Combine(samples, "acme-bpo"));
        Assert.NotEmpty(direct);

        var first = await service.FindingsAsync("acme-bpo", pageSize: 20);
        Assert.Equal(direct, SmallVendor.Words(first));
        Assert.All(first, finding => Assert.Equal("new", finding["state"]!.GetValue<string>()));

        var audit = await service.AuditAsync("acme-bpo");
        Assert.Equal("Succeeded", audit["status"]!.GetValue<string>());
        Assert.Equal("fail", audit["result"]!["audit"]!["verdict"]!.GetValue<string>());
        var second = await service.FindingsAsync("acme-bpo");
        Assert.Equal(direct, SmallVendor.Words(second));
        Assert.All(second, finding => Assert.Equal("persisting", finding["state"]!.GetValue<string>()));
        Assert.Equal(2, (await folder.TrailAsync("acme-bpo")).Count(entry => entry.Type == "audit completed"));
        Assert.False(Directory.Exists(Path.Combine(samples, "acme-bpo", ".digests")), "the folder of a vendor is only read");
    }

    [SkippableFact]
    public async Task A_vendor_in_a_folder_takes_no_uploads()
    {
        using var folder = new ServiceFolder();
        new SmallVendor("in-folder").WriteTo(Path.Combine(folder.Path, "vendors", "in-folder"));
        await using var service = await ServiceProcess.StartAsync(folder.Path, ("VendorFolders", "vendors"));
        using var body = new ByteArrayContent([1]);
        (await service.SendAsync(HttpMethod.Put, "vendors/in-folder/evidence/logs/a.json", body)).AssertProblem(400, "input-refused");
        Assert.Equal("pilot", (await service.GetAsync("vendors/in-folder")).Text("mode"));
    }
}
