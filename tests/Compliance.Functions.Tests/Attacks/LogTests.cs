using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Compliance.Functions.Tests.Service;

namespace Compliance.Functions.Tests.Attacks;

/// <summary>Values that would make a line of the log that nobody wrote, or drive the screen that shows it.</summary>
public sealed class LogTests
{
    private const string Forged = "00:00:00.000Z info: Forged[1] nothing happened here";
    private const string Hostile = $"x\r\n{Forged}\u001b[2J\u001b]0;owned\u0007\u0085{Forged}\u2028{Forged}\u202e";

    [SkippableFact]
    public async Task Whatever_is_sent_no_line_of_the_log_is_of_anybody_elses_making()
    {
        using var folder = new ServiceFolder();
        await using var service = await ServiceProcess.StartAsync(folder.Path);
        var vendor = new SmallVendor("logged", more: $"contacts: {{ security: \"{Escaped(Hostile)}\" }}\n\"{Escaped(Hostile)}\": 1");
        await vendor.UploadAsync(service);
        await PutAsync(service, "evidence/logs/garbage.ndjson", $"{Hostile}\n{{\"time\":\"{Escaped(Hostile)}\"}}\n");
        await PutAsync(service, "evidence/resources/garbage.json", $"[{{\"type\":\"{Escaped(Hostile)}\"}}]");
        await PutAsync(service, "evidence/probes/garbage.json", $"{{\"endpoints\":[{{\"host\":\"{Escaped(Hostile)}\"}}]}}");
        // With keys that are not known, then without.
        Assert.Equal("Failed", (await service.AuditAsync(vendor.Id))["status"]!.GetValue<string>());
        await PutAsync(service, "files/vendor.yaml", Encoding.UTF8.GetString(new SmallVendor("logged").Files["vendor.yaml"]));
        await service.AuditAsync(vendor.Id);

        foreach (var member in new[] { "name", "title", "reason", "status", "to", "act" })
        {
            foreach (var path in new[] { "incidents", "decisions", "audits", "trail/resume" })
            {
                using var body = ServiceProcess.Json(new JsonObject { [member] = Hostile, ["by"] = Hostile });
                await service.SendAsync(HttpMethod.Post, $"vendors/logged/{path}", body);
            }
        }
        using (var opened = ServiceProcess.Json(new JsonObject { ["title"] = Hostile, ["playbook"] = "mass-record-access", ["by"] = "d.osei" }))
            await service.SendAsync(HttpMethod.Post, "vendors/logged/incidents", opened);
        await service.SendAsync(HttpMethod.Get, $"vendors/{Uri.EscapeDataString(Hostile)}");
        await service.SendAsync(HttpMethod.Get, $"vendors/logged/findings?rule={Uri.EscapeDataString(Hostile)}");
        foreach (var header in new[] { "User-Agent", "Referer", "X-Request-Id", "traceparent", "baggage", "Idempotency-Key", "If-Match" })
            await Wire.SendAsync(service, "POST", "/api/vendors/logged/audits", "", $"{header}: \u001b[31mx\u0007");
        foreach (var function in new[] { "AdvancePlaybooks", "VerifyTrail", "SignCheckpoints" }) await service.RunAsync(function);
        // A message that is none.
        await service.FireAsync("RunAudit", Hostile);
        await service.FireAsync("FailAudit", $"logged/{Hostile}");
        await service.SaysAsync("Executed 'Functions.FailAudit'");
        await service.KillAsync();

        var (_, said) = await service.ExitAsync();
        Assert.DoesNotContain(said.Split('\n'), line => line.StartsWith("00:00:00", StringComparison.Ordinal));
        var odd = Regex.Match(said, @"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}-[\n\r\t]]");
        Assert.False(odd.Success, odd.Success ? $"U+{(int)odd.Value[0]:X4} in: {said[Math.Max(0, odd.Index - 300)..Math.Min(said.Length, odd.Index + 100)]}" : "");
    }

    private static async Task PutAsync(ServiceProcess service, string path, string text)
    {
        using var body = new StringContent(text);
        Assert.Equal(201, (await service.SendAsync(HttpMethod.Put, $"vendors/logged/{path}", body)).Status);
    }

    private static string Escaped(string text) => JsonValue.Create(text).ToJsonString()[1..^1];
}
