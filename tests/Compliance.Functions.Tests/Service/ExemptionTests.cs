using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Compliance.Functions.Tests.Service;

/// <summary>Accepting the risk of a finding.</summary>
public sealed class ExemptionTests(SharedService shared) : IClassFixture<SharedService>
{
    internal static readonly string InHalfAYear = TimeProvider.System.GetUtcNow().AddDays(180).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    [SkippableFact]
    public async Task A_risk_is_accepted_by_another_person_under_the_version_that_was_read_and_is_on_record()
    {
        var service = await shared.GetAsync();
        var vendor = new SmallVendor("exempts");
        await vendor.UploadAsync(service);
        await service.AuditAsync(vendor.Id);
        var finding = (await service.FindingsAsync(vendor.Id)).First(one => one["rule"]!.GetValue<string>() == "unauthorized-action");
        var path = $"vendors/{vendor.Id}/findings/{finding["fingerprint"]!.GetValue<string>()}";
        var etag = (await service.GetAsync(path)).Headers["ETag"];

        (await ChangeAsync(service, path, null, Exemption())).AssertProblem(428, "if-match-required");
        (await ChangeAsync(service, path, "\"another\"", Exemption())).AssertProblem(412, "stale");
        (await ChangeAsync(service, path, $"W/{etag}", Exemption())).AssertProblem(412, "stale");
        (await ChangeAsync(service, path, etag, Exemption(requestedBy: "GRACE"))).AssertProblem(422, "approver-is-requester");
        (await ChangeAsync(service, path, etag, Exemption(expires: "2020-01-01T00:00:00Z"))).AssertProblem(422, "exemption-invalid");
        (await ChangeAsync(service, path, etag, new JsonObject())).AssertProblem(400, "body-invalid");

        var accepted = await ChangeAsync(service, path, etag, Exemption());
        Assert.Equal((200, "local"), (accepted.Status, accepted.Json["exemption"]!["requestedBy"]!.GetValue<string>()));
        (await ChangeAsync(service, path, etag, Exemption())).AssertProblem(412, "stale");
        var entry = Assert.Single(await shared.Folder.TrailAsync(vendor.Id), one => one.Type == "exemption decided");
        var leaf = Encoding.UTF8.GetString(entry.Leaf.Span);
        Assert.DoesNotContain("grace", leaf, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("agreed with", leaf, StringComparison.OrdinalIgnoreCase);

        await service.AuditAsync(vendor.Id);
        var after = await service.GetAsync(path);
        Assert.Equal("exempt", after.Text("verdict"));
        var withdrawn = await ChangeAsync(service, path, after.Headers["ETag"], new JsonObject { ["exemption"] = null });
        Assert.Equal(200, withdrawn.Status);
        Assert.Null(withdrawn.Json["exemption"]);
    }

    private static JsonObject Exemption(string? requestedBy = null, string? expires = null) => new()
    {
        ["exemption"] = new JsonObject
        {
            ["owner"] = "o.wner",
            ["approvedBy"] = "grace",
            ["reason"] = "agreed with Grace in annex 7",
            ["expires"] = expires ?? InHalfAYear,
            ["requestedBy"] = requestedBy,
        },
    };

    private static async Task<Reply> ChangeAsync(ServiceProcess service, string path, string? etag, JsonObject change)
    {
        using var body = ServiceProcess.Json(change);
        return await service.SendAsync(HttpMethod.Patch, path, body, etag is null ? [] : [("If-Match", etag)]);
    }
}
