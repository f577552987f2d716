using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Compliance.Tests.Delivery;
using Compliance.Vendors;

namespace Compliance.Functions.Tests.Service;

/// <summary>A case over HTTP from its opening to the timeline, with real receivers at the other end.</summary>
public sealed class IncidentTests
{
    private static readonly string Taken = HttpReceiver.Status(204);

    [SkippableFact]
    public async Task A_case_goes_from_opening_over_facts_clocks_and_a_signed_message_to_its_timeline()
    {
        await using var receiver = HttpReceiver.Answering(Taken);
        await using var service = await IncidentService.StartAsync(VendorMode.Live, receiver);
        var incident = await service.OpenAsync();
        Assert.Equal(201, (await service.FactAsync(incident, "awareness", "2026-11-22T10:00:00+01:00")).Status);
        (await service.FactAsync(incident, "awareness", "2026-11-22T10:00:00")).AssertProblem(400, "instant-invalid");
        (await service.FactAsync(incident, "discovery", "2026-11-22T10:00:00+01:00", by: "system:audit")).AssertProblem(422, "act-refused");

        await service.AdvanceAsync();

        var request = receiver.Requests.First(one => one.Text.Contains("compliance.incident.opened", StringComparison.Ordinal));
        Assert.Equal(Signature(request), request.Headers["webhook-signature"]);
        Assert.DoesNotContain("without a case", request.Text, StringComparison.Ordinal);
        var shown = await service.GetAsync(incident);
        var clock = Assert.Single(Array(shown, "clocks"), one => one["regime"]!.GetValue<string>() == "eu-gdpr.art33-1");
        Assert.Equal(("yes", "due"), (clock["applies"]!.GetValue<string>(), clock["status"]!.GetValue<string>()));
        Assert.DoesNotContain("latest_arguable_at", shown.ToJsonString(), StringComparison.Ordinal);
        var message = Array(shown, "deliveries").First(one => one["purpose"]!.GetValue<string>() == "opened");
        Assert.Equal("accepted", message["outcome"]!.GetValue<string>());

        var acknowledged = await service.PostAsync($"{incident}/deliveries/{message["delivery"]}/acknowledge", new JsonObject { ["by"] = "o.wner" });
        Assert.True(acknowledged.Status == 201, acknowledged.Body);
        var timeline = await service.Service.GetAsync($"{incident}/timeline?format=markdown");
        Assert.Contains("awareness", timeline.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("arguable", timeline.Body, StringComparison.Ordinal);
        var trail = await service.Folder.TrailAsync(service.Vendor.Id);
        Assert.Single(trail, entry => entry.Type == "delivery acknowledged");
        Assert.Equal(Array(await service.GetAsync(incident), "trail").Count, trail.Count(entry => Encoding.UTF8.GetString(entry.Leaf.Span).Contains("\"incident\":", StringComparison.Ordinal)));
    }

    [SkippableFact]
    public async Task A_request_that_is_repeated_is_one_record_and_an_approval_is_by_another_person()
    {
        await using var receiver = HttpReceiver.Answering(Taken);
        await using var service = await IncidentService.StartAsync(VendorMode.Pilot, receiver);
        var incident = await service.OpenAsync();
        Assert.Equal(incident, await RepeatedAsync(service));
        var first = await service.FactAsync(incident, "awareness", "2026-11-22T10:00:00+01:00");
        var again = await service.FactAsync(incident, "awareness", "2026-11-22T10:00:00+01:00");
        Assert.Equal((201, 200), (first.Status, again.Status));
        Assert.Equal(first.Json["records"]!.ToJsonString(), again.Json["records"]!.ToJsonString());
        var fact = new JsonObject { ["name"] = "contained", ["at"] = "2026-11-22T11:00:00Z", ["by"] = "d.osei" };
        Assert.Equal(201, (await service.PostAsync($"{incident}/facts", fact, "k1")).Status);
        fact["note"] = "another";
        (await service.PostAsync($"{incident}/facts", fact, "k1")).AssertProblem(422, "idempotency-key-reused");
        (await service.PostAsync($"{incident}x/facts", fact)).AssertProblem(404, "incident-not-found");
        (await service.PostAsync($"{incident}/steps/nothing", new JsonObject { ["act"] = "complete", ["by"] = "d.osei" })).AssertProblem(422, "act-refused");
        (await service.PostAsync($"{incident}/stage", new JsonObject { ["to"] = "closed", ["reason"] = "a drill", ["by"] = "d.osei" })).AssertProblem(422, "act-refused");
    }

    [SkippableFact]
    public async Task In_pilot_nothing_is_sent_and_what_would_have_been_is_shown()
    {
        await using var receiver = HttpReceiver.Answering(Taken);
        await using var service = await IncidentService.StartAsync(VendorMode.Pilot, receiver);
        var incident = await service.OpenAsync();
        await service.AdvanceAsync();
        await service.AdvanceAsync();
        var deliveries = Array(await service.GetAsync(incident), "deliveries");
        Assert.NotEmpty(deliveries);
        Assert.All(deliveries, delivery => Assert.True(delivery["withheld"]!.GetValue<bool>()));
        Assert.Equal(0, receiver.Connections);
    }

    [SkippableTheory]
    [InlineData("500")]
    [InlineData("redirect")]
    [InlineData("hang")]
    public async Task A_receiver_that_fails_is_tried_again_and_the_next_contact_is_told(string failing)
    {
        await using var broken = failing switch
        {
            "500" => HttpReceiver.Answering(HttpReceiver.Status(500)),
            "redirect" => HttpReceiver.Answering(HttpReceiver.Status(302, "", "Location: http://127.0.0.1:1/")),
            _ => HttpReceiver.Doing((_, _, stop) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop)),
        };
        await using var next = HttpReceiver.Answering(Taken);
        await using var service = await IncidentService.StartAsync(VendorMode.Live, broken, next);
        var incident = await service.OpenAsync();
        var delivery = await UntilAsync(service, incident, "opened");
        var attempts = delivery["attempts"]!.AsArray().Select(attempt => $"{attempt!["channel"]} {attempt["outcome"]}");
        Assert.Equal(failing == "redirect" ? ["hook-1 refused", "hook-2 accepted"] : ["hook-1 again", "hook-1 again", "hook-2 accepted"], attempts);
        Assert.Contains(next.Requests, request => request.Text.Contains("compliance.incident.opened", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Killed_between_sending_and_recording_it_sends_again_under_the_same_id_and_records_it_once()
    {
        using var arrived = new SemaphoreSlim(0);
        using var answers = new SemaphoreSlim(0);
        await using var receiver = HttpReceiver.Doing(async (stream, number, stop) =>
        {
            if (number == 1)
            {
                // The receiver has it, and the sender does not know.
                arrived.Release();
                await answers.WaitAsync(stop);
            }
            await stream.WriteAsync(Encoding.Latin1.GetBytes(Taken), stop);
        });
        await using var service = await IncidentService.StartAsync(VendorMode.Live, receiver);
        var incident = await service.OpenAsync();
        await service.Service.FireAsync("AdvancePlaybooks");
        Assert.True(await arrived.WaitAsync(TimeSpan.FromSeconds(90)));
        await service.KillAndRestartAsync();
        answers.Release();
        var shown = await UntilAsync(service, incident, "opened");
        var first = receiver.Requests[0];
        Assert.Contains(receiver.Requests.Skip(1), request => request.Headers["webhook-id"] == first.Headers["webhook-id"]);
        Assert.Single(shown["attempts"]!.AsArray());
    }

    [SkippableFact]
    public async Task The_register_lists_cases_and_what_is_not_there_is_not_found()
    {
        await using var receiver = HttpReceiver.Answering(Taken);
        await using var service = await IncidentService.StartAsync(VendorMode.Pilot, receiver);
        foreach (var title in new[] { "one", "two", "three" }) await service.OpenAsync(title);
        var titles = new List<string>();
        for (var page = $"vendors/{service.Vendor.Id}/incidents?maxpagesize=2"; page is not null;)
        {
            var reply = await service.Service.GetAsync(page);
            titles.AddRange(reply.Json["value"]!.AsArray().Select(line => line!["title"]!.GetValue<string>()));
            page = reply.Json["nextLink"]?.GetValue<string>();
        }
        Assert.Equal(["one", "three", "two"], titles.Order(StringComparer.Ordinal));
        (await service.Service.GetAsync($"vendors/{service.Vendor.Id}/incidents/none")).AssertProblem(404, "incident-not-found");
        (await service.Service.GetAsync("vendors/none/incidents")).AssertProblem(404, "vendor-not-found");
    }

    [SkippableFact]
    public async Task What_an_audit_makes_suspect_is_opened_once_a_day_with_a_detection_and_nothing_else()
    {
        await using var receiver = HttpReceiver.Answering(Taken);
        await using var service = await IncidentService.StartAsync(VendorMode.Live, receiver);
        using var people = new StringContent("person,name,status,hired,left\nagent01,Ann,terminated,2025-01-01,2026-01-05\n");
        Assert.Equal(201, (await service.Service.SendAsync(HttpMethod.Put, $"vendors/{service.Vendor.Id}/files/people.csv", people)).Status);
        await service.Service.AuditAsync(service.Vendor.Id);
        Assert.Contains($"of `{service.Vendor.Id}`; all that was found is more than 30 days old", await service.Service.SaysAsync("A draft was opened: incident `"), StringComparison.Ordinal);
        await service.Service.AuditAsync(service.Vendor.Id);
        var register = (await service.Service.GetAsync($"vendors/{service.Vendor.Id}/incidents")).Json["value"]!.AsArray();
        var line = Assert.Single(register, one => one!["rule"]?.GetValue<string>() == "access-after-termination")!;
        // What happened in January alarms nobody at night.
        Assert.Equal(("draft", "system:audit"), (line["stage"]!.GetValue<string>(), line["openedBy"]!.GetValue<string>()));
        var shown = await service.GetAsync($"vendors/{service.Vendor.Id}/incidents/{line["id"]}");
        Assert.Equal("detection", Assert.Single(Array(shown, "facts"))["name"]!.GetValue<string>());
        Assert.Equal("agent01", Assert.Single(Array(shown, "principals")).GetValue<string>());
        await service.AdvanceAsync();
        Assert.Equal(0, receiver.Connections);
    }

    private static async Task<string> RepeatedAsync(IncidentService service)
    {
        var again = await service.PostAsync($"vendors/{service.Vendor.Id}/incidents", new JsonObject
        {
            ["title"] = "records were looked up without a case",
            ["playbook"] = "mass-record-access",
            ["principals"] = new JsonArray("agent01"),
            ["by"] = "a.nyman",
        });
        Assert.Equal((200, true), (again.Status, again.Json["repeated"]!.GetValue<bool>()));
        return $"vendors/{service.Vendor.Id}/incidents/{again.Json["incident"]!.GetValue<string>()}";
    }

    // What the killed process held is free again after a while; and while the timer's own round waits for a receiver that hangs, twice
    // 20 s, no other round touches the incident.
    private static async Task<JsonNode> UntilAsync(IncidentService service, string incident, string purpose)
    {
        for (var attempt = 0; attempt < 240; attempt++)
        {
            await service.AdvanceAsync();
            var delivery = Array(await service.GetAsync(incident), "deliveries").FirstOrDefault(one => one["purpose"]!.GetValue<string>() == purpose);
            if (delivery?["outcome"]?.GetValue<string>() == "accepted") return delivery;
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
        }
        throw new TimeoutException($"the message `{purpose}` was not delivered");
    }

    private static List<JsonNode> Array(JsonObject shown, string name) => [.. shown[name]!.AsArray().Select(item => item!)];

    private static string Signature(ReceivedRequest request)
    {
        var signed = Encoding.UTF8.GetBytes($"{request.Headers["webhook-id"]}.{request.Headers["webhook-timestamp"]}.").Concat(request.Body).ToArray();
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(IncidentService.Secret["whsec_".Length..]), signed));
    }
}
