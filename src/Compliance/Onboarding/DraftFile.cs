namespace Compliance.Onboarding;

/// <summary>A file of a folder on disk that is put there whole or not at all. INVARIANT: it takes the place of nothing but what its caller has
/// seen, and nothing is read or written through a link.</summary>
internal sealed class DraftFile(string root, string name)
{
    private readonly string _path = Path.Combine(root, name);

    /// <summary>What is there; null: nothing.</summary>
    /// <exception cref="InputException">It is a link, also one that leads nowhere, or a folder.</exception>
    public byte[]? Read()
    {
        var file = new FileInfo(_path);
        if (file.LinkTarget is not null || file.Exists && file.Attributes.HasFlag(FileAttributes.ReparsePoint))
            throw new InputException($"`{name}` is a symbolic link; replace it by the file itself, or move it out of the folder");
        if (Directory.Exists(_path)) throw new InputException($"`{name}` is a folder, expected a file or nothing; move it out of the way");
        return file.Exists ? File.ReadAllBytes(_path) : null;
    }

    /// <summary>Puts bytes there.</summary>
    /// <param name="seen">What was there when the caller decided; null: nothing.</param>
    /// <returns>False when something else is there by now, which stays.</returns>
    public bool TryPut(ReadOnlySpan<byte> bytes, byte[]? seen)
    {
        // A name that nobody can have taken: a file of a fixed name might be a person's, or a link.
        var whole = $"{_path}.{Path.GetRandomFileName()}.part";
        using (var stream = new FileStream(whole, FileMode.CreateNew, FileAccess.Write)) Write(stream, bytes, whole);
        try
        {
            return seen is null ? TryCreate(whole) : TryReplace(whole, seen);
        }
        finally
        {
            File.Delete(whole);
        }
    }

    /// <summary>Deletes what was seen.</summary>
    public void Delete(byte[] seen)
    {
        if (Is(seen)) File.Delete(_path);
    }

    private static void Write(FileStream stream, ReadOnlySpan<byte> bytes, string whole)
    {
        try
        {
            stream.Write(bytes);
            stream.Flush();
        }
        catch (IOException)
        {
            File.Delete(whole);
            throw;
        }
    }

    private bool TryCreate(string whole)
    {
        try
        {
            File.Move(whole, _path, overwrite: false);
            return true;
        }
        catch (IOException)
        {
            if (Read() is null) throw;
            return false;
        }
    }

    private bool TryReplace(string whole, byte[] seen)
    {
        // As late as can be: whoever saves the file while it is drafted keeps what was saved.
        if (!Is(seen)) return false;
        File.Move(whole, _path, overwrite: true);
        return true;
    }

    private bool Is(byte[] seen) => Read() is { } there && there.AsSpan().SequenceEqual(seen);
}
