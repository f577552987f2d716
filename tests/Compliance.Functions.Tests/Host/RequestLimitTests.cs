using System.Net;

namespace Compliance.Functions.Tests.Host;

public sealed class RequestLimitTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData(1000, false, HttpStatusCode.Created)]
    [InlineData(1001, false, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(900, true, HttpStatusCode.Created)] // Kestrel counts the chunks' own lines too
    [InlineData(1001, true, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_over_the_limit_is_refused_whether_or_not_its_length_is_told(int length, bool chunked, HttpStatusCode expected)
    {
        await using var host = await HostProcess.StartAsync(_folder, ("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", "1000"));
        var request = new HttpRequestMessage(HttpMethod.Put, "api/things/bolt") { Content = new ByteArrayContent(new byte[length]) };
        request.Headers.TransferEncodingChunked = chunked;
        var response = await host.Client.SendAsync(request);
        Assert.Equal(expected, response.StatusCode);
    }

    [SkippableFact]
    public async Task A_length_over_the_limit_is_refused_before_the_function_runs()
    {
        await using var host = await HostProcess.StartAsync(_folder);
        var request = new HttpRequestMessage(HttpMethod.Put, "api/things/bolt") { Content = new ByteArrayContent([]) };
        request.Content.Headers.ContentLength = 104_857_601;
        request.Headers.ExpectContinue = true;
        var response = await host.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.DoesNotContain(host.Errors, line => line.Contains("Executing 'Functions.PutThing'", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Requests_beyond_those_that_may_run_or_wait_are_refused()
    {
        await using var host = await HostProcess.StartAsync(
            _folder,
            ("AzureFunctionsJobHost__extensions__http__maxConcurrentRequests", "1"),
            ("AzureFunctionsJobHost__extensions__http__maxOutstandingRequests", "2"));
        var running = host.Client.GetAsync("api/wait/3000");
        await host.SaysAsync("@ Wait began");
        var rest = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => host.Client.GetAsync("api/wait/0")));
        Assert.Equal(HttpStatusCode.OK, (await running).StatusCode);
        Assert.Equal(1, rest.Count(response => response.StatusCode == HttpStatusCode.OK));
        Assert.Equal(2, rest.Count(response => response.StatusCode == HttpStatusCode.TooManyRequests));
    }

    [SkippableFact]
    public async Task A_function_that_runs_too_long_is_cancelled()
    {
        await using var host = await HostProcess.StartAsync(_folder, ("AzureFunctionsJobHost__functionTimeout", "00:00:01"));
        var response = await host.Client.GetAsync("api/wait/20000");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        await host.LogsAsync("the function ran longer than `functionTimeout`");
    }
}
