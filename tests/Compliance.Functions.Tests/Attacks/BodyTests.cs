using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Compliance.Functions.Tests.Service;
using Microsoft.Azure.Functions.Worker;

namespace Compliance.Functions.Tests.Attacks;

/// <summary>JSON that parsers stumble over, in every body that is JSON.</summary>
public sealed class BodyTests(SharedService shared) : IClassFixture<SharedService>
{
    private const string Vendor = "has-bodies";

    /// <summary>Functions that read JSON, how they are asked, and a member of theirs that is text.</summary>
    private static readonly (string Function, string Method, string Path, string Member)[] Routes =
    [
        (nameof(PutVendor), "PUT", "", "name"),
        (nameof(StartAudit), "POST", "/audits", "from"),
        (nameof(ChangeFinding), "PATCH", "/findings/{finding}", "status"),
        (nameof(DecideFindings), "POST", "/decisions", "status"),
        (nameof(OpenIncident), "POST", "/incidents", "title"),
        (nameof(RecordFact), "POST", "/incidents/{incident}/facts", "name"),
        (nameof(ChangeIncidentStage), "POST", "/incidents/{incident}/stage", "to"),
        (nameof(CompleteStep), "POST", "/incidents/{incident}/steps/contain", "act"),
        (nameof(EnableRule), "POST", "/incidents/{incident}/rules/gdpr.art33", "reason"),
        (nameof(AcknowledgeDelivery), "POST", "/incidents/{incident}/deliveries/x/acknowledge", "by"),
        (nameof(ResumeTrail), "POST", "/trail/resume", "reason"),
    ];

    /// <summary>Functions whose body is a file.</summary>
    private static readonly string[] Files = [nameof(PutEvidence), nameof(PutVendorFile), nameof(ImportReplies)];

    public static TheoryData<string> Functions => [.. Routes.Select(route => route.Function)];

    [Fact]
    public void Every_function_with_a_body_is_attacked()
    {
        var functions = typeof(PutVendor).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null)
            .Where(method => method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).Any(trigger => trigger?.Methods?.Any(verb => verb is "put" or "post" or "patch") is true))
            .Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name);
        Assert.Equal(functions.Order(StringComparer.Ordinal), Routes.Select(route => route.Function).Concat(Files).Order(StringComparer.Ordinal));
    }

    [SkippableTheory]
    [MemberData(nameof(Functions))]
    public async Task JSON_that_is_not_what_is_expected_is_refused_with_a_problem(string function)
    {
        var (_, method, path, member) = Routes.Single(route => route.Function == function);
        var service = await shared.GetAsync();
        var target = await FilledAsync(service, path);
        foreach (var (kind, bytes) in Bodies(member))
        {
            using var body = new ByteArrayContent(bytes);
            var reply = await service.SendAsync(new HttpMethod(method), target, body, ("If-Match", "*"));

            Assert.True(reply.Status is 400 or 413 or 422, $"{kind}: {reply.Status} {reply.Body}");
            reply.AssertProblem(reply.Status, reply.Text("code"));
            // What was sent is not sent back at length.
            Assert.True(reply.Body.Length < 2_000, $"{kind}: {reply.Body}");
        }
    }

    [SkippableTheory]
    [InlineData("\"a\\u0000b\"")]
    [InlineData("\"a\\r\\nX-Evil: 1\"")]
    [InlineData("\"\\u001b[31ma\"")]
    [InlineData("\"a\\u202eb\"")]
    [InlineData("\"a\\u2028b\"")]
    [InlineData("\"  \"")]
    public async Task A_name_of_a_vendor_breaks_no_line_and_turns_no_text(string name)
    {
        var service = await shared.GetAsync();
        using var body = new StringContent($$"""{"name":{{name}}}""");
        (await service.SendAsync(HttpMethod.Put, "vendors/named", body)).AssertProblem(422, "vendor-invalid");
    }

    [SkippableTheory]
    [InlineData("\"pilot,live\"")]
    [InlineData("\"pilot, live\"")]
    [InlineData("\"LIVE\"")]
    [InlineData("\" live\"")]
    [InlineData("\"1\"")]
    [InlineData("1")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("[\"live\"]")]
    public async Task A_vendor_goes_live_by_the_word_alone(string mode)
    {
        var service = await shared.GetAsync();
        using var body = new StringContent($$"""{"name":"a","mode":{{mode}}}""");
        (await service.SendAsync(HttpMethod.Put, "vendors/half-live", body)).AssertProblem(400, "body-invalid");
    }

    [SkippableFact]
    public async Task Replies_that_are_no_list_of_ours_are_refused_in_bounded_time()
    {
        var service = await shared.GetAsync();
        await FilledAsync(service, "");
        foreach (var csv in new[] { "\"", new string('"', 1 << 20), new string(',', 1 << 20), $"id\r\n{new string(',', 1 << 20)}", $"\"{new string('\n', 1 << 20)}", "\0\0\0", "id,id,id\r\n1,2,3", $"{new string('a', 1 << 20)}\r\n=cmd|'/c calc'!A1", "" })
        {
            using var body = new StringContent(csv);
            var reply = await service.SendAsync(HttpMethod.Post, $"vendors/{Vendor}/replies", body);
            Assert.True(reply.Status is 400 or 422, $"{reply.Status} {reply.Body}");
            Assert.True(reply.Body.Length < 20_000, reply.Body);
        }
    }

    private static IEnumerable<(string Kind, byte[] Bytes)> Bodies(string member)
    {
        static (string, byte[]) Text(string kind, string json) => (kind, Encoding.UTF8.GetBytes(json));
        yield return Text("deep lists", new string('[', 30_000) + new string(']', 30_000));
        yield return Text("deep objects", string.Concat(Enumerable.Repeat($"{{\"{member}\":", 5_000)) + "1" + new string('}', 5_000));
        yield return Text("never closed", new string('[', 60_000));
        yield return Text("a member twice", $$"""{"{{member}}":"a","{{member}}":"b"}""");
        yield return Text("a member twice in other letters", $$"""{"{{member}}":"a","{{member.ToUpperInvariant()}}":"b"}""");
        yield return Text("a member twice by an escape", $$"""{"{{member}}":"a","\u{{(int)member[0]:x4}}{{member[1..]}}":"b"}""");
        yield return Text("a number for a text", $$"""{"{{member}}":1e99999}""");
        yield return Text("a long number", $$"""{"{{member}}":{{new string('9', 60_000)}}}""");
        yield return Text("a number of many digits", $$"""{"{{member}}":0.{{new string('0', 60_000)}}1}""");
        yield return Text("half a character", $$"""{"{{member}}":"\ud800"}""");
        yield return Text("the other half", $$"""{"{{member}}":"\udc00x"}""");
        yield return Text("half a character as a name", """{"\ud800":1}""");
        yield return Text("a member of nobody's", $$"""{"{{member}}":"a","__proto__":{"admin":true} }""");
        yield return Text("a type", $$"""{"$type":"System.Diagnostics.Process","{{member}}":"a"}""");
        yield return Text("a comment", $$"""{"{{member}}":"a"/**/}""");
        yield return Text("a comma too many", $$"""{"{{member}}":"a",}""");
        yield return Text("two values", $$"""{"{{member}}":"a"}{"{{member}}":"b"}""");
        yield return Text("not a number", $$"""{"{{member}}":NaN}""");
        yield return Text("a list", "[]");
        yield return Text("null", "null");
        yield return Text("space", " \n ");
        yield return Text("longer than is read", $$"""{"{{member}}":"{{new string('a', 70_000)}}"}""");
        yield return ("half a character as bytes", [.. Encoding.ASCII.GetBytes($"{{\"{member}\":\""), 0xED, 0xA0, 0x80, (byte)'"', (byte)'}']);
        yield return ("overlong", [.. Encoding.ASCII.GetBytes($"{{\"{member}\":\""), 0xC0, 0xAF, (byte)'"', (byte)'}']);
        yield return ("UTF-16", Encoding.Unicode.GetBytes($$"""{"{{member}}":"a"}"""));
        yield return ("gzip", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]);
    }

    private static async Task<string> FilledAsync(ServiceProcess service, string path)
    {
        if ((await service.GetAsync($"vendors/{Vendor}")).Status == 404)
        {
            await new SmallVendor(Vendor).UploadAsync(service);
            await service.AuditAsync(Vendor);
        }
        if (path.Contains("{incident}", StringComparison.Ordinal))
        {
            using var asked = ServiceProcess.Json(new JsonObject { ["title"] = "records were looked up", ["playbook"] = "mass-record-access", ["by"] = "d.osei" });
            path = path.Replace("{incident}", (await service.SendAsync(HttpMethod.Post, $"vendors/{Vendor}/incidents", asked)).Text("incident"), StringComparison.Ordinal);
        }
        if (path.Contains("{finding}", StringComparison.Ordinal))
            path = path.Replace("{finding}", (await service.FindingsAsync(Vendor))[0]["fingerprint"]!.GetValue<string>(), StringComparison.Ordinal);
        return $"vendors/{Vendor}{path}";
    }
}
