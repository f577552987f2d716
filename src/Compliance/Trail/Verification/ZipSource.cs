using System.IO.Compression;

namespace Compliance.Trail.Verification;

/// <summary>An export as a .zip of its folder, read where it lies: nothing is unpacked.</summary>
public sealed class ZipSource : IExportSource, IDisposable
{
    /// <summary>Files an archive may have: enough for 100 million entries.</summary>
    private const int MostFiles = 1_000_000;

    // Text of a log packs ten- to thirtyfold; a file that grows a thousandfold was made to fill a disk.
    private const long MostGrowth = 400;
    private const long SmallBytes = 1 << 22;

    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _files = new(StringComparer.Ordinal);

    /// <exception cref="InputException">It is not a .zip, or one that is not safe to read.</exception>
    public ZipSource(string path) : this(File.OpenRead(path), path)
    {
    }

    /// <param name="stream">Can seek; disposed with this.</param>
    /// <param name="location">For messages.</param>
    /// <exception cref="InputException">It is not a .zip, or one that is not safe to read.</exception>
    public ZipSource(Stream stream, string location)
    {
        Location = location;
        try
        {
            _archive = new ZipArchive(stream, ZipArchiveMode.Read);
            Collect(stream.Length);
        }
        catch (InvalidDataException e)
        {
            stream.Dispose();
            throw new InputException($"`{location}` is neither a .zip that can be read nor a proof: {e.Message} An export is a folder or a .zip of one; a proof begins with the line `{Proofs.TlogProof.FirstLine}` or `old <size>`", e);
        }
        catch (InputException)
        {
            stream.Dispose();
            throw;
        }
    }

    public string Location { get; }

    public IEnumerable<string> Paths() => _files.Keys;

    public bool Exists(string path) => _files.ContainsKey(path);

    public Stream? Open(string path) => _files.TryGetValue(path, out var file) ? file.Open() : null;

    public void Dispose() => _archive.Dispose();

    private void Collect(long archiveBytes)
    {
        if (_archive.Entries.Count > MostFiles) throw new InputException($"`{Location}` has {_archive.Entries.Count} files; an export of that many is given as a folder");
        var packed = 0L;
        foreach (var file in _archive.Entries)
        {
            var name = file.FullName;
            if (name.EndsWith('/') && file.Length == 0) continue;
            if (name.Contains('\\') || name.Contains(':') || name.Split('/').Any(part => part is "" or "." or ".."))
                throw new InputException($"`{Location}` holds a file `{name}`, whose path leads out of it; an export has none");
            if (!_files.TryAdd(name, file)) throw new InputException($"`{Location}` holds two files `{name}`");
            packed += Math.Min(file.CompressedLength, archiveBytes);
            if (file.Length > SmallBytes && file.Length / MostGrowth > file.CompressedLength)
                throw new InputException($"`{Location}`: `{name}` unpacks to more than {MostGrowth} times its size; unpack it yourself if you trust it, and verify the folder");
        }
        if (_files.Count > 0 && _files.Keys.First().Split('/') is [var top, _, ..] && _files.ContainsKey($"{top}/checkpoint") && _files.Keys.All(name => name.StartsWith($"{top}/", StringComparison.Ordinal)))
            throw new InputException($"`{Location}` holds the folder `{top}`, and the export in that: pack what the folder holds, or unpack it and verify the folder");
        // Files that share their packed bytes are a way to unpack to more than anybody can read.
        if (packed > archiveBytes) throw new InputException($"`{Location}`: its files overlap");
    }
}
