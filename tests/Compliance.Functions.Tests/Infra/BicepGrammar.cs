using System.Diagnostics;
using System.Text.Json;

namespace Compliance.Functions.Tests.Infra;

/// <summary>The grammar of Bicep (tree-sitter), in a process of Node that answers as long as the tests ask. Where it cannot be had,
/// <see cref="Unavailable"/> says why.</summary>
public sealed class BicepGrammar : IAsyncLifetime
{
    private static readonly string[] Packages = ["tree-sitter-bicep@1.1.0", "web-tree-sitter@0.27.1"];
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1_000 };

    private Process? _node;

    /// <summary>Why it does not run; null when it does.</summary>
    public string? Unavailable { get; private set; }

    public async Task InitializeAsync()
    {
        if (Outside.Missing("npx", "node") is { } missing)
        {
            Unavailable = missing;
            return;
        }
        // npx keeps packages in a cache outside the tree; the first folder that it puts on PATH tells where. Nothing of theirs is run at installation.
        var arguments = Packages.SelectMany(package => new[] { "--package", package }).Prepend("--ignore-scripts").Prepend("--yes");
        var path = await Outside.RunAsync("npx", [.. arguments, "--call", "node -p process.env.PATH"]);
        if (path.Code != 0)
        {
            Unavailable = $"npx could not fetch {string.Join(" and ", Packages)}: {path.Error.Trim()}";
            return;
        }
        var packages = path.Output.Trim().Split(Path.PathSeparator).Select(folder => Path.GetFullPath(Path.Combine(folder, ".."))).First(folder => Directory.Exists(Path.Combine(folder, "tree-sitter-bicep")));
        _node = Process.Start(new ProcessStartInfo("node", [Path.Combine(Template.Checks, "bicep-tree.mjs"), packages]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
    }

    /// <summary>What a text is made of. One after another: the tests that ask are of one collection.</summary>
    /// <exception cref="FormatException">It is no Bicep.</exception>
    internal async Task<Piece> ParseAsync(string path, string text)
    {
        await _node!.StandardInput.WriteLineAsync(JsonSerializer.Serialize(text));
        await _node.StandardInput.FlushAsync();
        var line = await _node.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"the grammar ended at {path}");
        using var answer = JsonDocument.Parse(line, Deep);
        return answer.RootElement.TryGetProperty("tree", out var tree)
            ? Piece.Read(tree)
            : throw new FormatException($"{path}, line {answer.RootElement.GetProperty("line")}: not Bicep");
    }

    public async Task DisposeAsync()
    {
        if (_node is null) return;
        _node.StandardInput.Close();
        await _node.WaitForExitAsync();
        _node.Dispose();
    }
}
