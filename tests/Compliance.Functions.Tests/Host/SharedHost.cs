namespace Compliance.Functions.Tests.Host;

/// <summary>One process for the tests of a class that leave nothing behind; started by the first, so that it can skip.</summary>
public sealed class SharedHost : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private Task<HostProcess>? _host;

    internal Task<HostProcess> GetAsync() => _host ??= HostProcess.StartAsync(_folder);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_host is { IsCompletedSuccessfully: true })
            await (await _host).DisposeAsync();
    }

    // After the process has gone.
    public void Dispose() => _folder.Dispose();
}
