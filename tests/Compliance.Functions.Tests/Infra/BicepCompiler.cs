using System.Diagnostics;
using System.Text.Json;

namespace Compliance.Functions.Tests.Infra;

/// <summary>The compiler of Bicep, fetched as a package beside the solution. Where the feed does not carry it, <see cref="Unavailable"/> says so.</summary>
public sealed class BicepCompiler : IAsyncLifetime
{
    private string _path = "";

    /// <summary>Why it does not run; null when it does.</summary>
    public string? Unavailable { get; private set; }

    public async Task InitializeAsync()
    {
        var project = Path.Combine(Template.Checks, "bicep.proj");
        var restored = await Outside.RunAsync("dotnet", "msbuild", project, "-t:Restore", "-v:quiet", "-nologo");
        if (restored.Code != 0)
        {
            Unavailable = $"the Bicep compiler could not be fetched: {restored.Output.Trim()}";
            return;
        }
        _path = (await Outside.RunAsync("dotnet", "msbuild", project, "-getProperty:Bicep", "-nologo")).Output.Trim();
        if (!File.Exists(_path)) Unavailable = $"the Bicep compiler is not at `{_path}`";
    }

    public Task DisposeAsync() => Task.CompletedTask;

    internal Task<Ended> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(_path, arguments);
        // It is a program of .NET by itself, and may not have the libraries of all languages here.
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        return Outside.RunAsync(start);
    }

    /// <summary>The resources that would be there after a deployment with these parameters, as far as that can be told without Azure.</summary>
    internal async Task<IReadOnlyList<JsonElement>> PredictAsync(params (string Name, string Value)[] parameters)
    {
        var folder = Directory.CreateTempSubdirectory("bicep-");
        try
        {
            var file = Path.Combine(folder.FullName, "main.bicepparam");
            var lines = parameters.Select(parameter => $"param {parameter.Name} = {parameter.Value}");
            await File.WriteAllLinesAsync(file, lines.Prepend($"using '{Path.GetRelativePath(folder.FullName, Path.Combine(Template.Folder, Template.Main)).Replace('\\', '/')}'"));
            var ended = await RunAsync("snapshot", file, "--mode", "overwrite", "--subscription-id", Guid.Empty.ToString(), "--tenant-id", Guid.Empty.ToString(), "--resource-group", "compliance", "--location", "westeurope");
            Assert.True(ended.Code == 0, ended.Error);
            var snapshot = JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(folder.FullName, "main.snapshot.json")));
            return [.. snapshot.GetProperty("predictedResources").EnumerateArray()];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
