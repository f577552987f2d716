using Compliance.Functions.Tests.Service;

namespace Compliance.Functions.Tests.Access;

/// <summary>What the service says of itself before anybody relies on it.</summary>
public sealed class ReadyTests
{
    [SkippableFact]
    public async Task Everything_that_is_missing_is_named_and_nothing_is_made_by_asking()
    {
        using var folder = new ServiceFolder();
        var file = Path.Combine(folder.Path, "file");
        await File.WriteAllTextAsync(file, "in the way");
        var company = Path.Combine(folder.Path, "company.yaml");
        await File.WriteAllTextAsync(company, "name: [unfinished");
        // Port 9 of this machine answers nobody.
        await using var service = await ServiceProcess.StartAsync(
            folder.Path, ("Store", $"Embedded={file}/service.db"), ("EvidenceStore", "AccountName=devstoreaccount1;AccountKey=AAAA;BlobEndpoint=http://127.0.0.1:9/devstoreaccount1"), ("Company", company),
            ("KeyVaultUri", "https://127.0.0.1:9/"), ("CheckpointKey", "https://127.0.0.1:9/keys/checkpoints"), ("CheckpointArchive", "AccountName=devstoreaccount1;AccountKey=AAAA;BlobEndpoint=http://127.0.0.1:9/devstoreaccount1"),
            ("AZURE_TOKEN_CREDENTIALS", "EnvironmentCredential"));
        var ready = await service.GetAsync("health/ready");
        ready.AssertProblem(503, "not-ready");
        Assert.Equal(["Store", "EvidenceStore", "KeyVaultUri", "CheckpointKey", "CheckpointArchive", "Company"], ready.Json["missing"]!.AsArray().Select(name => name!.GetValue<string>()));
    }

    [SkippableFact]
    public async Task However_many_ask_at_once_what_is_needed_is_asked_one_question()
    {
        var asked = 0;
        using var vault = new System.Net.HttpListener();
        var port = FreePort();
        vault.Prefixes.Add($"http://127.0.0.1:{port}/");
        vault.Start();
        var answering = AnswerAsync();
        using var folder = new ServiceFolder();
        await using (var service = await ServiceProcess.StartAsync(
            folder.Path, ("CheckpointArchive", $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=AAAA;BlobEndpoint=http://127.0.0.1:{port}/devstoreaccount1")))
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => service.GetAsync("health/ready")));
            Assert.All(answers, answer => answer.AssertProblem(503, "not-ready"));
            Assert.All(answers, answer => Assert.Equal("5", answer.Headers["Retry-After"]));
        }
        vault.Stop();
        await answering;
        // Of forty; one more where the first came to an end more than five seconds before the last came.
        Assert.InRange(asked, 1, 4);

        async Task AnswerAsync()
        {
            try
            {
                while (true)
                {
                    var context = await vault.GetContextAsync();
                    Interlocked.Increment(ref asked);
                    context.Response.StatusCode = 403;
                    context.Response.Close();
                }
            }
            catch (Exception stopped) when (stopped is System.Net.HttpListenerException or ObjectDisposedException)
            {
            }
        }
    }

    private static int FreePort()
    {
        using var free = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        free.Start();
        return ((System.Net.IPEndPoint)free.LocalEndpoint).Port;
    }

    [SkippableFact]
    public async Task On_a_machine_of_ones_own_it_is_ready_at_once_and_asking_leaves_no_key_behind()
    {
        using var folder = new ServiceFolder();
        await using var service = await ServiceProcess.StartAsync(folder.Path);
        var ready = await service.GetAsync("health/ready");
        Assert.True(ready.Status == 200, ready.Body);
        Assert.DoesNotContain(Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories), path => path.EndsWith(".pem", StringComparison.Ordinal) || path.EndsWith("secrets.json", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task A_service_that_is_to_sign_in_by_no_credential_that_there_is_says_so_and_ends()
    {
        using var folder = new ServiceFolder();
        await using var service = ServiceProcess.Launch(folder.Path, ("AuditSchedule", "0 0 0 1 1 *"), ("AZURE_TOKEN_CREDENTIALS", "SomebodyElsesCredential"));
        var (code, said) = await service.ExitAsync();
        Assert.Equal(1, code);
        Assert.Contains("setting `AZURE_TOKEN_CREDENTIALS`: it names no credential", said, StringComparison.Ordinal);
    }
}
