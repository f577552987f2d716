using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Compliance.Functions.Tests.Service;

namespace Compliance.Functions.Tests.Attacks;

/// <summary>Clients that take their time, go away, or come in great numbers.</summary>
public sealed class SlowClientTests(SharedService shared) : IClassFixture<SharedService>
{
    [SkippableFact]
    public async Task A_body_that_trickles_is_given_up_and_others_are_served_meanwhile()
    {
        var service = await PutAsync("trickles");
        const int Clients = 20;
        var slow = Enumerable.Range(0, Clients).Select(client => TrickleAsync(service, $"/api/vendors/trickles/evidence/logs/{client}.ndjson")).ToList();
        for (var i = 0; i < 20; i++) Assert.Equal(200, (await service.GetAsync("vendors/trickles")).Status);
        var answers = await Task.WhenAll(slow);

        Assert.All(answers, answer => Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 408", StringComparison.Ordinal), answer));
        await ServiceProcess.UntilAsync(() => !shared.Folder.FilesOf("trickles").Any());
        Assert.DoesNotContain(await shared.Folder.TrailAsync("trickles"), entry => entry.Type == "evidence received");
    }

    [SkippableFact]
    public async Task Clients_that_go_away_in_the_midst_of_an_upload_leave_nothing()
    {
        var service = await PutAsync("goes-away");
        await Task.WhenAll(Enumerable.Range(0, 50).Select(async client =>
        {
            using var connection = await Wire.ConnectAsync(service);
            connection.LingerState = new LingerOption(client % 2 == 0, 0);
            await using var stream = connection.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"PUT /api/vendors/goes-away/evidence/logs/{client}.ndjson HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n{new string('x', 1_000 * client)}"));
        }));
        await ServiceProcess.UntilAsync(() => !shared.Folder.FilesOf("goes-away").Any());
        using var body = new StringContent("{}\n");
        Assert.Equal(201, (await service.SendAsync(HttpMethod.Put, "vendors/goes-away/evidence/logs/whole.ndjson", body)).Status);
        Assert.Single(await shared.Folder.TrailAsync("goes-away"), entry => entry.Type == "evidence received");
    }

    [SkippableFact]
    public async Task A_thousand_connections_that_say_nothing_and_a_thousand_that_ask_quickly_are_borne()
    {
        var service = await PutAsync("crowded");
        var silent = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => Wire.ConnectAsync(service)));
        var half = await Task.WhenAll(Enumerable.Range(0, 500).Select(async _ =>
        {
            var connection = await Wire.ConnectAsync(service);
            await connection.GetStream().WriteAsync("GET /api/vendors/crow"u8.ToArray());
            return connection;
        }));
        using var few = new SemaphoreSlim(64);
        var replies = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(async _ =>
        {
            await few.WaitAsync();
            try
            {
                return await Wire.SendAsync(service, "GET", "/api/vendors/crowded");
            }
            finally
            {
                few.Release();
            }
        }));
        foreach (var connection in silent.Concat(half)) connection.Dispose();

        Assert.All(replies, reply => Assert.Equal(200, reply.Status));
        Assert.Equal(200, (await service.GetAsync("health/live")).Status);
    }

    // A byte a second, which is less than Kestrel waits for.
    private static async Task<string> TrickleAsync(ServiceProcess service, string target)
    {
        using var connection = await Wire.ConnectAsync(service);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"PUT {target} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n"));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        var answer = ReadAsync(stream, patience.Token);
        try
        {
            while (!answer.IsCompleted)
            {
                await stream.WriteAsync("x"u8.ToArray(), patience.Token);
                await Task.WhenAny(answer, Task.Delay(TimeSpan.FromSeconds(1), patience.Token));
            }
        }
        catch (IOException)
        {
            // The service wants no more of it.
        }
        return await answer;
    }

    private static async Task<string> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        try
        {
            return await reader.ReadToEndAsync(cancellationToken);
        }
        catch (IOException)
        {
            return "";
        }
    }

    private async Task<ServiceProcess> PutAsync(string vendor)
    {
        var service = await shared.GetAsync();
        using var body = ServiceProcess.Json(new JsonObject { ["name"] = vendor });
        Assert.Equal(201, (await service.SendAsync(HttpMethod.Put, $"vendors/{vendor}", body)).Status);
        return service;
    }
}
