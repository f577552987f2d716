using System.Net;
using Compliance.Functions.Describing;
using Compliance.Functions.Tests.Service;

namespace Compliance.Functions.Tests.Http;

/// <summary>Every function that reads a body stops at its limit, whether or not its length is told.</summary>
public sealed class BodyLimitTests(SharedService shared) : IClassFixture<SharedService>
{
    public static TheoryData<string, bool> Readers
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var (_, operation) in Operations.All.Where(one => one.Operation.Body is not null))
            {
                data.Add(operation.Function, true);
                // To send that much through the tests would only take long: its length is told, or the reader counts.
                if (operation.Body!.MostBytes <= 4 << 20) data.Add(operation.Function, false);
            }
            return data;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Readers))]
    public async Task A_body_beyond_the_limit_is_refused(string function, bool told)
    {
        var service = await shared.GetAsync();
        await PrepareAsync(service);
        var http = HttpFunction.Of(typeof(OpenApi).Assembly).Single(one => one.Name == function);
        var most = Operations.All.Single(one => one.Operation.Function == function).Operation.Body!.MostBytes;
        var route = http.Route.Replace("{vendor}", "full", StringComparison.Ordinal).Replace("{path}", function == nameof(PutEvidence) ? "logs/a.ndjson" : "people.csv", StringComparison.Ordinal)
            .Replace("{fingerprint}", await FingerprintAsync(service), StringComparison.Ordinal);
        var path = string.Join('/', route.Split('/').Select(part => part.StartsWith('{') ? "any" : part));
        using var request = new HttpRequestMessage(new HttpMethod(http.Method.ToUpperInvariant()), path);
        request.Content = told && most > 4 << 20 ? new ByteArrayContent([]) : new ByteArrayContent(new byte[most + 1]);
        if (told) request.Content.Headers.ContentLength = most + 1;
        else request.Headers.TransferEncodingChunked = true;
        request.Headers.ExpectContinue = told;
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        using var response = await service.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        if (most <= 4 << 20) (await Reply.OfAsync(response)).AssertProblem(413, "body-too-large");
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }

    [SkippableFact]
    public async Task Deep_json_is_refused_and_kills_nothing()
    {
        var service = await shared.GetAsync();
        await PrepareAsync(service);
        using var deep = new StringContent(string.Concat(Enumerable.Repeat("{\"name\":", 7000)));
        (await service.SendAsync(HttpMethod.Put, "vendors/full", deep)).AssertProblem(400, "body-invalid");
        using var twice = new StringContent("""{"name":"a","name":"b"}""");
        (await service.SendAsync(HttpMethod.Put, "vendors/full", twice)).AssertProblem(400, "body-invalid");
        Assert.Equal(200, (await service.GetAsync("health/live")).Status);
    }

    private static async Task PrepareAsync(ServiceProcess service)
    {
        if ((await service.GetAsync("vendors/full")).Status == 200) return;
        await new SmallVendor("full").UploadAsync(service);
        await service.AuditAsync("full");
    }

    private static async Task<string> FingerprintAsync(ServiceProcess service) => (await service.FindingsAsync("full"))[0]["fingerprint"]!.GetValue<string>();
}
