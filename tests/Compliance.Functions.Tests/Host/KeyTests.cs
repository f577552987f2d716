using System.Net;
using System.Runtime.Versioning;
using System.Text.Json;

namespace Compliance.Functions.Tests.Host;

[UnsupportedOSPlatform("windows")]
public sealed class KeyTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string KeyFile => Path.Combine(_folder.Path, ".compliance", "keys.json");

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Keys_are_asked_for_by_level_when_enabled()
    {
        await using var host = await HostProcess.StartAsync(_folder, ("Host__EnableAuth", "true"));
        var keys = JsonDocument.Parse(await File.ReadAllBytesAsync(KeyFile)).RootElement;
        var function = keys.GetProperty("functionKey").GetString()!;
        var master = keys.GetProperty("masterKey").GetString()!;

        async Task<HttpStatusCode> Get(string path, string? key)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (key is not null)
                request.Headers.Add("x-functions-key", key);
            return (await host.Client.SendAsync(request)).StatusCode;
        }

        Assert.Equal(HttpStatusCode.OK, await Get("api/things/bolt", null));
        Assert.Equal(HttpStatusCode.Unauthorized, await Get("api/function-key", null));
        Assert.Equal(HttpStatusCode.Unauthorized, await Get("api/function-key", "wrong"));
        Assert.Equal(HttpStatusCode.OK, await Get("api/function-key", function));
        Assert.Equal(HttpStatusCode.OK, await Get("api/function-key", master));
        Assert.Equal(HttpStatusCode.Unauthorized, await Get("api/master-key", function));
        Assert.Equal(HttpStatusCode.OK, await Get("api/master-key", master));
        Assert.Equal(HttpStatusCode.OK, await Get($"api/function-key?code={function}", null));
        Assert.Equal(HttpStatusCode.Unauthorized, await Get($"api/function-key?code={function}", "wrong"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Get("admin/functions", function));
        Assert.Equal(HttpStatusCode.OK, await Get("admin/functions", master));
        Assert.Equal(HttpStatusCode.OK, await Get("admin/host/ping", null));
    }

    [SkippableFact]
    public async Task Keys_are_made_once_for_their_owner_only()
    {
        await using (await HostProcess.StartAsync(_folder, ("Host__EnableAuth", "true")))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        var made = await File.ReadAllTextAsync(KeyFile);
        await using (await HostProcess.StartAsync(_folder, ("Host__EnableAuth", "true")))
            Assert.Equal(made, await File.ReadAllTextAsync(KeyFile));
    }

    [SkippableFact]
    public async Task Keys_that_others_can_read_keep_the_host_from_starting()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(KeyFile)!);
        await File.WriteAllTextAsync(KeyFile, """{ "masterKey": "a", "functionKey": "b" }""");
        File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        await using var host = HostProcess.Launch(_folder, ["--port", "0"], ("Host__EnableAuth", "true"));
        Assert.Equal(1, await host.ExitAsync());
        Assert.Equal($"`{KeyFile}` holds keys and can be read by others; `chmod 600 {KeyFile}`", Assert.Single(host.Errors));
    }

    [SkippableFact]
    public async Task Without_the_setting_no_key_is_asked_for_and_none_is_made()
    {
        await using var host = await HostProcess.StartAsync(_folder);
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("api/master-key")).StatusCode);
        Assert.False(File.Exists(KeyFile));
    }
}
