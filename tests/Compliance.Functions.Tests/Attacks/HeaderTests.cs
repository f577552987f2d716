using System.Text.Json.Nodes;
using Compliance.Functions.Tests.Service;

namespace Compliance.Functions.Tests.Attacks;

/// <summary>Headers that would have the service say or do something else.</summary>
public sealed class HeaderTests(SharedService shared) : IClassFixture<SharedService>
{
    private const string Vendor = "has-headers";
    private const string Target = $"/api/vendors/{Vendor}";

    [SkippableTheory]
    [InlineData("X-Forwarded-Host: evil.example")]
    [InlineData("X-Forwarded-Proto: javascript")]
    [InlineData("X-Forwarded-Prefix: /evil")]
    [InlineData("X-Forwarded-Port: 666")]
    [InlineData("X-Forwarded-For: 169.254.169.254")]
    [InlineData("X-Original-Host: evil.example")]
    [InlineData("X-Original-URL: /api/vendors/evil")]
    [InlineData("X-Rewrite-URL: /api/vendors/evil")]
    [InlineData("X-Host: evil.example")]
    [InlineData("Forwarded: host=evil.example;proto=ftp")]
    [InlineData("X-HTTP-Method-Override: DELETE")]
    [InlineData("X-HTTP-Method: DELETE")]
    [InlineData("X-Method-Override: PUT")]
    [InlineData("Range: bytes=0-3")]
    [InlineData("Range: bytes=0-,0-,0-,0-,0-,0-,0-,0-")]
    [InlineData("If-Range: x")]
    [InlineData("Accept-Encoding: gzip, br, deflate, zstd")]
    [InlineData("Accept-Encoding: identity;q=0")]
    [InlineData("Accept: text/html")]
    [InlineData("Accept-Charset: utf-7")]
    [InlineData("TE: trailers")]
    [InlineData("Expect: 100-continue")]
    [InlineData("Max-Forwards: 0")]
    public async Task The_answer_is_the_same_with_and_without(string header)
    {
        var service = await PutAsync();
        var without = await Wire.SendAsync(service, "GET", Target);

        var with = await Wire.SendAsync(service, "GET", Target, "", header);

        Assert.Equal((200, without.Body), (with.Status, with.Body));
        Assert.DoesNotContain("Content-Encoding", with.Headers.Keys);
        Assert.DoesNotContain("Content-Range", with.Headers.Keys);
    }

    [SkippableTheory]
    [InlineData("Host: evil.example")]
    [InlineData("Host: localhost@evil.example")]
    [InlineData("Host: localhost:1@evil.example")]
    [InlineData("Host: localhost.evil.example")]
    [InlineData("Host: evil.example/localhost")]
    [InlineData("Host: ")]
    public async Task A_host_of_another_is_refused_and_in_no_link(string host)
    {
        var service = await PutAsync();
        var reply = await Wire.SendAsync(service, "GET", Target, "", host);
        Assert.Equal(400, reply.Status);
        Assert.DoesNotContain("evil", reply.Body, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("http://evil.example", "localhost")]
    [InlineData("http://localhost", "evil.example")]
    [InlineData("gopher://evil.example", "localhost")]
    public async Task An_address_in_the_request_line_is_no_way_to_another_host(string origin, string host)
    {
        var service = await PutAsync();
        var reply = await Wire.SendAsync(service, "GET", origin + Target, "", $"Host: {host}");
        Assert.Equal(400, reply.Status);
        Assert.DoesNotContain("evil", reply.Body, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    [InlineData("DELETE")]
    [InlineData("PROPFIND")]
    [InlineData("DEBUG")]
    public async Task What_is_no_method_of_a_route_is_refused_and_shows_nothing_of_the_request(string method)
    {
        var service = await PutAsync();
        var reply = await Wire.SendAsync(service, method, Target, "", "Origin: https://evil.example", "Access-Control-Request-Method: PUT", "X-Planted: planted-value");
        Assert.True(reply.Status is 404 or 405, $"{reply.Status}");
        Assert.DoesNotContain("planted-value", reply.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(reply.Headers.Keys, name => name.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }

    [SkippableTheory]
    [InlineData("\u001b[31mred")]
    [InlineData("a\u007fb")]
    [InlineData("a\u0001b")]
    [InlineData("a", 256)]
    public async Task A_key_that_is_no_text_is_refused(string key, int times = 1)
    {
        var service = await PutAsync();
        var text = string.Concat(Enumerable.Repeat(key, times));
        foreach (var (path, body) in new[] { ("/audits", ""), ("/incidents", """{"title":"a case","by":"d.osei"}""") })
            (await Wire.SendAsync(service, "POST", Target + path, body, $"Idempotency-Key: {text}")).AssertProblem(400, "idempotency-key-invalid");
    }

    [SkippableTheory]
    [InlineData("../../x")]
    [InlineData("a' or '1' eq '1")]
    [InlineData("#?/\\%2e%2e")]
    [InlineData("~~")]
    [InlineData("same:incidents:x")]
    public async Task A_key_is_a_text_like_any_other_and_names_no_row(string key)
    {
        var service = await PutAsync();
        const string Body = """{"title":"a case of a key","by":"d.osei"}""";
        var first = await Wire.SendAsync(service, "POST", $"{Target}/incidents", Body, $"Idempotency-Key: {key}");
        var again = await Wire.SendAsync(service, "POST", $"{Target}/incidents", Body, $"Idempotency-Key: {key}");
        Assert.Equal((201, 200, first.Text("incident")), (first.Status, again.Status, again.Text("incident")));
        (await Wire.SendAsync(service, "POST", $"{Target}/incidents", """{"title":"another","by":"d.osei"}""", $"Idempotency-Key: {key}")).AssertProblem(422, "idempotency-key-reused");
    }

    [SkippableTheory]
    [InlineData("\"")]
    [InlineData("\"\"")]
    [InlineData("W/\"x\"")]
    [InlineData("\"x\u001b[31m\"")]
    [InlineData("\"' or '1' eq '1\"")]
    [InlineData("W/\"datetime'2026-01-01'\"")]
    public async Task A_version_that_is_none_changes_nothing(string version)
    {
        var service = await PutAsync();
        var before = await service.GetAsync($"vendors/{Vendor}");
        var reply = await Wire.SendAsync(service, "PUT", Target, """{"name":"changed"}""", $"If-Match: {version}");
        reply.AssertProblem(412, "stale");
        Assert.Equal(before.Body, (await service.GetAsync($"vendors/{Vendor}")).Body);
    }

    [SkippableFact]
    public async Task What_is_ambiguous_about_the_length_of_a_body_is_refused()
    {
        var service = await PutAsync();
        var twice = await Wire.SayAsync(service, $"PUT {Target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 12\r\nContent-Length: 5\r\n\r\n{{\"name\":\"q\"}}");
        Assert.Equal(400, twice.Status);
        var chunks = await Wire.SayAsync(service, $"PUT {Target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n{{\"name\":\"q\"}}\r\n0\r\n\r\n");
        Assert.Equal(400, chunks.Status);
        var unknown = await Wire.SayAsync(service, $"PUT {Target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: gzip, identity\r\n\r\n{{\"name\":\"q\"}}");
        Assert.True(unknown.Status is 400 or 501, $"{unknown.Status}");
        Assert.Equal("A vendor with headers", (await service.GetAsync($"vendors/{Vendor}")).Text("name"));
    }

    [SkippableFact]
    public async Task A_header_without_end_and_an_address_without_end_are_cut_off()
    {
        var service = await PutAsync();
        Assert.Equal(431, (await Wire.SendAsync(service, "GET", Target, "", $"X-Long: {new string('a', 40_000)}")).Status);
        Assert.Equal(414, (await Wire.SendAsync(service, "GET", $"{Target}/{new string('a', 9_000)}")).Status);
    }

    [SkippableFact]
    public async Task A_downloads_name_is_made_of_the_vendors_id_alone()
    {
        var service = await PutAsync();
        var reply = await service.GetAsync($"vendors/{Vendor}/trail?format=zip");
        Assert.Equal(200, reply.Status);
        using var response = await service.Client.GetAsync($"vendors/{Vendor}/trail");
        Assert.Matches(@"\Aattachment; filename=[a-z0-9.-]+\.zip\z", response.Content.Headers.ContentDisposition!.ToString().Replace("\"", "", StringComparison.Ordinal));
    }

    private async Task<ServiceProcess> PutAsync()
    {
        var service = await shared.GetAsync();
        if ((await service.GetAsync($"vendors/{Vendor}")).Status == 200) return service;
        using var body = ServiceProcess.Json(new JsonObject { ["name"] = "A vendor with headers" });
        Assert.Equal(201, (await service.SendAsync(HttpMethod.Put, $"vendors/{Vendor}", body)).Status);
        return service;
    }
}
