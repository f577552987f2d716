namespace Compliance.Functions.Tests.Service;

/// <summary>A service that is killed while it audits, and started again.</summary>
public sealed class KilledServiceTests
{
    // Of the milliseconds that an audit takes: unlike in each run.
    private static readonly int[][] Moments = [[0, 60, 150], [20, 250, 400], [90, 200, 600]];

    [SkippableFact]
    public async Task Killed_at_any_moment_an_audit_comes_to_its_end_once_and_finds_what_it_finds_undisturbed()
    {
        using var folder = new ServiceFolder();
        var vendor = new SmallVendor("killed", agents: 60, days: 120);
        await using (var service = await ServiceProcess.StartAsync(folder.Path)) await vendor.UploadAsync(service);
        using var copy = new ServiceFolder();
        vendor.WriteTo(copy.Path);
        var undisturbed = SmallVendor.FindingsIn(copy.Path);

        var audits = new List<string>();
        foreach (var moments in Moments)
        {
            audits.Add(await OrderAndKillAsync(folder, vendor.Id, moments));
            await using var service = await ServiceProcess.StartAsync(folder.Path);
            var run = await service.EndOfAsync(vendor.Id, audits[^1]);
            Assert.True(run["status"]!.GetValue<string>() == "Succeeded", run.ToJsonString());
            Assert.Equal(undisturbed, SmallVendor.Words(await service.FindingsAsync(vendor.Id)));
        }

        // To read it is to hold every entry to the root: none is missing and none is there twice.
        var trail = await folder.TrailAsync(vendor.Id);
        Assert.Equal(audits, trail.Where(entry => entry.Type == "audit completed").Select(entry => entry.Audit));
        Assert.Equal(audits, trail.Where(entry => entry.Type == "audit started").Select(entry => entry.Audit));
        Assert.Equal(undisturbed.Count, trail.Count(entry => entry.Type == "finding opened"));
        Assert.DoesNotContain(trail, entry => entry.Type is "finding resolved" or "audit failed");
    }

    private static async Task<string> OrderAndKillAsync(ServiceFolder folder, string vendor, int[] moments)
    {
        string? audit = null;
        foreach (var moment in moments)
        {
            await using var service = await ServiceProcess.StartAsync(folder.Path);
            audit ??= (await service.SendAsync(HttpMethod.Post, $"vendors/{vendor}/audits")).Text("id");
            await service.SaysAsync("Executing 'Functions.RunAudit'");
            await Task.Delay(moment);
            await service.KillAsync();
        }
        return audit!;
    }
}
