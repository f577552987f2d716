using Compliance.Trail.Export;

namespace Compliance.Cli;

/// <summary>Where <c>--out</c> says that an export goes: a directory, or a file that ends in <c>.zip</c>. It is made before anything
/// is recorded, so that a path that cannot be written is known at once.</summary>
internal sealed class ExportFolder : IAsyncDisposable
{
    private readonly FileStream? _file;
    private bool _begun;
    private bool _complete;

    private ExportFolder(string path, IExportTarget target, FileStream? file) => (Path, Target, _file) = (path, target, file);

    public string Path { get; }

    public IExportTarget Target { get; }

    public static bool IsZip(string path) => path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="InputException">Something is there, or it cannot be made.</exception>
    public static async Task<ExportFolder> CreateAsync(string path, CancellationToken cancellation)
    {
        if (!IsZip(path)) return new(path, DirectoryTarget.Create(path), file: null);
        try
        {
            var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1 << 16);
            return new(path, await ZipTarget.CreateAsync(file, cancellation), file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"--out: `{path}` cannot be made as a new file: {e.Message}", e);
        }
    }

    /// <summary>From here on there is something of an export.</summary>
    public void Begin() => _begun = true;

    public void Complete() => _complete = true;

    /// <summary>Says of what broke off that it did; of a zip, nothing is left that could be taken for one.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_file is not null)
        {
            await _file.DisposeAsync();
            if (!_complete) File.Delete(_file.Name);
        }
        else if (_begun && !_complete)
        {
            Terminal.Complain($"the export in `{Path}` broke off: it has no `{ExportPaths.Manifest}` and proves nothing; delete it and export again");
        }
    }
}
