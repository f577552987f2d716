namespace Compliance.Functions.Tests.Service;

/// <summary>One process for the tests of a class; each has a vendor of its own. Started by the first, so that it can skip.</summary>
public sealed class SharedService : IAsyncLifetime, IDisposable
{
    private Task<ServiceProcess>? _service;

    public ServiceFolder Folder { get; } = new();

    internal Task<ServiceProcess> GetAsync() => _service ??= ServiceProcess.StartAsync(Folder.Path);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_service is { IsCompletedSuccessfully: true }) await (await _service).DisposeAsync();
    }

    // After the process has gone.
    public void Dispose() => Folder.Dispose();
}
