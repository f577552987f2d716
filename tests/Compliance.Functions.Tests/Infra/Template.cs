using System.Text.Json;
using Compliance.Functions.Tests.Service;

namespace Compliance.Functions.Tests.Infra;

/// <summary>The files of the folder infra, or of a copy with something changed.</summary>
internal sealed class Template
{
    public const string Main = "main.bicep";

    private readonly IReadOnlyDictionary<string, BicepFile> _files;
    private readonly IReadOnlyDictionary<string, string> _data;

    private Template(IEnumerable<BicepFile> files, IReadOnlyDictionary<string, string> data) =>
        (_files, _data) = (files.ToDictionary(file => file.Path, StringComparer.Ordinal), data);

    /// <summary>The checkout.</summary>
    public static string Repository { get; } = Path.GetFullPath(Path.Combine(ServiceProcess.ProjectFolder, "../.."));

    public static string Folder { get; } = Path.Combine(Repository, "infra");

    /// <summary>Where the checks themselves lie.</summary>
    public static string Checks { get; } = Path.Combine(Repository, "tests/Compliance.Functions.Tests/Infra");

    public IEnumerable<BicepFile> Files => _files.Values;

    public BicepFile this[string path] => _files[path];

    public bool Has(string path) => _files.ContainsKey(path);

    public JsonElement Json(string path) => JsonElement.Parse(_data[path]);

    public static async Task<Template> ReadAsync(BicepGrammar grammar)
    {
        var files = new List<BicepFile>();
        foreach (var path in Paths("*.bicep")) files.Add(await FileAsync(grammar, path, await File.ReadAllTextAsync(Path.Combine(Folder, path))));
        return new(files, Paths("*.json").ToDictionary(path => path, path => File.ReadAllText(Path.Combine(Folder, path)), StringComparer.Ordinal));
    }

    /// <summary>A copy in which a text of one file, which must be in it, is another; all occurrences.</summary>
    public async Task<Template> WithAsync(BicepGrammar grammar, string path, string text, string instead)
    {
        var before = _files.TryGetValue(path, out var file) ? file.Text : _data[path];
        Assert.Contains(text, before, StringComparison.Ordinal);
        return await WithAsync(grammar, path, before.Replace(text, instead, StringComparison.Ordinal));
    }

    /// <summary>A copy in which one file has another text.</summary>
    public async Task<Template> WithAsync(BicepGrammar grammar, string path, string text)
    {
        if (!Has(path)) return new(Files, new Dictionary<string, string>(_data, StringComparer.Ordinal) { [path] = text });
        var changed = await FileAsync(grammar, path, text);
        return new(Files.Select(one => one.Path == path ? changed : one), _data);
    }

    private static async Task<BicepFile> FileAsync(BicepGrammar grammar, string path, string text) => new(path, text, await grammar.ParseAsync(path, text));

    private static IEnumerable<string> Paths(string pattern) =>
        Directory.EnumerateFiles(Folder, pattern, SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal);
}
