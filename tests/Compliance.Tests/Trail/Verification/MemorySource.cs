using Compliance.Trail.Verification;

namespace Compliance.Tests.Trail.Verification;

internal sealed class MemorySource(Dictionary<string, byte[]> files) : IExportSource
{
    public string Location => "memory";

    public IEnumerable<string> Paths() => files.Keys;

    public bool Exists(string path) => files.ContainsKey(path);

    public Stream? Open(string path) => files.TryGetValue(path, out var bytes) ? new MemoryStream(bytes, writable: false) : null;
}
