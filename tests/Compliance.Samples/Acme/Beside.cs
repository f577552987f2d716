namespace Compliance.Samples.Acme;

/// <summary>What lies beside the logs, the same whatever the seed: probes of endpoints, configuration of resources, the secrets of a key
/// vault by their properties, attestations. Written by hand, in <c>Beside/</c>.</summary>
internal static class Beside
{
    private const string Prefix = "Beside/";

    public static void Write(string folder, Story story)
    {
        var assembly = typeof(Beside).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            var path = Path.Combine(folder, name[Prefix.Length..]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var content = assembly.GetManifestResourceStream(name)!;
            using var file = File.Create(path);
            content.CopyTo(file);
        }
        Tell(story);
    }

    private static void Tell(Story story)
    {
    }
}
