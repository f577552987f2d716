using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;

namespace Compliance.Functions.Tests.Http;

/// <summary>Scripts of this folder, run by Node with packages that npm fetches into a folder that is gone with this process.</summary>
internal static class NodeScript
{
    // What .ci/run fills npm's cache with.
    private static readonly string[] Packages = ["ajv@8.20.0", "ajv-formats@3.0.1", "@seriousme/openapi-schema-validator@2.11.0"];

    // The first use downloads the packages.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly Lazy<Task<string>> Folder = new(InstallAsync);

    /// <summary>Runs a script and gives what it writes. Skips where Node or the packages cannot be had.</summary>
    public static async Task<string> RunAsync(string name, params string[] arguments)
    {
        var folder = "";
        try
        {
            folder = await Folder.Value;
        }
        catch (Exception missing) when (missing is Win32Exception or NodeException)
        {
            Skip.If(true, $"Node with {string.Join(", ", Packages)} is not to be had: {missing.Message}");
        }
        var script = Path.Combine(folder, $"{Guid.NewGuid():N}-{name}");
        await using (var source = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!)
        await using (var file = File.Create(script)) await source.CopyToAsync(file);
        try
        {
            return await StartAsync("node", folder, [script, .. arguments]);
        }
        finally
        {
            File.Delete(script);
        }
    }

    private static async Task<string> InstallAsync()
    {
        var folder = Directory.CreateTempSubdirectory("compliance-node-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        await StartAsync("npm", folder, ["install", "--prefix", folder, "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", .. Packages]);
        return folder;
    }

    private static async Task<string> StartAsync(string program, string folder, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new NodeException($"{program} took longer than {Patience}");
        }
        return process.ExitCode == 0 ? await output : throw new NodeException($"{program} {string.Join(' ', arguments)}: {await error}");
    }
}

internal sealed class NodeException(string message) : Exception(message);
