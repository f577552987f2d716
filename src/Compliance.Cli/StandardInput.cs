using Compliance.Resources;

namespace Compliance.Cli;

/// <summary>What comes on stdin, kept in a temporary file since it is read twice.</summary>
internal sealed class StandardInput : IDisposable
{
    public const string Name = "-";
    private string? _file;

    /// <summary>Reads stdin to its end.</summary>
    public SnapshotFile Take(CancellationToken cancellation)
    {
        // CreateTempSubdirectory gives a folder that only its owner may enter.
        var file = Path.Combine(Directory.CreateTempSubdirectory("compliance-").FullName, "stdin");
        _file = file;
        using (var input = Console.OpenStandardInput())
        using (var copy = File.Create(file))
            input.CopyToAsync(copy, cancellation).GetAwaiter().GetResult();
        return new SnapshotFile(Name, "upload", null, () => File.OpenRead(file));
    }

    public void Dispose()
    {
        if (_file is not null) Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);
    }
}
