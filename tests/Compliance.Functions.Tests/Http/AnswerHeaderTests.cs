using System.Net.Sockets;
using System.Text;
using Compliance.Functions.Http;
using Compliance.Functions.Tests.Service;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Compliance.Functions.Tests.Http;

/// <summary>What heads every answer, and what heads none.</summary>
public sealed class AnswerHeaderTests(SharedService shared) : IClassFixture<SharedService>
{
    [SkippableTheory]
    [InlineData("GET", "health/live", 200)]
    [InlineData("GET", "health/ready", 200)]
    [InlineData("GET", "openapi.json", 200)]
    [InlineData("GET", "vendors/absent", 404)]
    [InlineData("POST", "vendors/absent/audits", 404)]
    [InlineData("PUT", "vendors/absent", 400)]
    [InlineData("GET", "nothing", 404)]
    [InlineData("DELETE", "vendors/absent", 404)]
    [InlineData("GET", "vendors/absent?severty=high", 400)]
    [InlineData("HEAD", "vendors/absent", 404)]
    [InlineData("HEAD", "vendors/absent?severty=high", 404)]
    [InlineData("TRACE", "vendors/absent", 404)]
    [InlineData("GET", "../admin/host/ping", 200)]
    public async Task Every_answer_has_them_also_one_that_no_function_gave(string method, string path, int status)
    {
        var service = await shared.GetAsync();
        var reply = await service.SendAsync(new HttpMethod(method), path, null, ("Origin", "https://evil.example"));
        Assert.Equal(status, reply.Status);
        AssertHeaded(reply.Headers);
        Assert.Equal("default-src 'none'; frame-ancestors 'none'", reply.Headers["Content-Security-Policy"]);
        Assert.False(reply.Headers.ContainsKey("Strict-Transport-Security"), "it is not https");
    }

    [SkippableTheory]
    [InlineData("vendors/absent")]
    [InlineData("vendors/absent?severty=high")]
    [InlineData("health/live")]
    [InlineData("nothing")]
    public async Task No_other_site_is_let_in_and_no_question_whether_it_might_be_is_answered(string path)
    {
        var service = await shared.GetAsync();
        var reply = await service.SendAsync(HttpMethod.Options, path, null, ("Origin", "https://evil.example"), ("Access-Control-Request-Method", "PUT"), ("Access-Control-Request-Headers", "x-functions-key"));
        Assert.Equal(404, reply.Status);
        AssertHeaded(reply.Headers);
    }

    [SkippableFact]
    public async Task A_report_keeps_its_own_policy()
    {
        var service = await shared.GetAsync();
        await new SmallVendor("reported").UploadAsync(service);
        var audit = await service.AuditAsync("reported");
        var reply = await service.GetAsync($"vendors/reported/audits/{audit["id"]}/report?for=management");
        Assert.Equal((200, "text/html"), (reply.Status, reply.MediaType));
        AssertHeaded(reply.Headers);
        Assert.Contains("style-src 'sha256-", reply.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", reply.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        AssertHeaded((await service.GetAsync("vendors/reported/trail")).Headers);
    }

    [SkippableFact]
    public async Task A_missing_key_and_a_strange_host_are_refused_with_them()
    {
        using var folder = new ServiceFolder();
        await using var service = await ServiceProcess.StartAsync(folder.Path, ("Host__EnableAuth", "true"));
        var refused = await service.GetAsync("vendors/absent");
        Assert.Equal(401, refused.Status);
        AssertHeaded(refused.Headers);
        Assert.Equal(200, (await service.GetAsync("openapi.json")).Status);
        var strange = await service.SendAsync(HttpMethod.Get, "health/live", null, ("Host", "evil.example"));
        Assert.Equal(400, strange.Status);
        AssertHeaded(strange.Headers);
    }

    [Theory]
    [InlineData("https", true)]
    [InlineData("http", false)]
    public async Task Over_https_browsers_are_told_to_stay_there(string scheme, bool told)
    {
        var started = new Starting();
        var http = new DefaultHttpContext();
        http.Features.Set<IHttpResponseFeature>(started);
        http.Request.Scheme = scheme;
        // An answer that is begun anew does not lose them.
        await AnswerHeaders.AddAsync(http, again =>
        {
            again.Response.Headers.CacheControl = "public";
            again.Response.Headers.Clear();
            return Task.CompletedTask;
        });
        await started.StartAsync();
        Assert.Equal(told ? "max-age=31536000; includeSubDomains" : "", http.Response.Headers.StrictTransportSecurity.ToString());
        Assert.Equal("no-store", http.Response.Headers.CacheControl.ToString());
    }

    [SkippableFact]
    public async Task What_is_no_request_gets_no_answer_of_the_service()
    {
        var service = await shared.GetAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(service.Client.BaseAddress!.Host, service.Client.BaseAddress.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\nX:\0\r\n\r\n"));
        using var reader = new StreamReader(stream);
        var said = await reader.ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 400", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Server:", said, StringComparison.OrdinalIgnoreCase);
    }

    private static void AssertHeaded(IReadOnlyDictionary<string, string> headers)
    {
        Assert.Equal(("nosniff", "no-referrer", "no-store", "same-origin"), (headers["X-Content-Type-Options"], headers["Referrer-Policy"], headers["Cache-Control"], headers["Cross-Origin-Resource-Policy"]));
        Assert.DoesNotContain(headers.Keys, name => name.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase) || name.Equals("Server", StringComparison.OrdinalIgnoreCase) || name.StartsWith("X-Powered", StringComparison.OrdinalIgnoreCase));
    }

    private sealed class Starting : HttpResponseFeature
    {
        private readonly List<Func<Task>> _callbacks = [];

        public override void OnStarting(Func<object, Task> callback, object state) => _callbacks.Add(() => callback(state));

        public async Task StartAsync()
        {
            foreach (var callback in _callbacks) await callback();
        }
    }
}
