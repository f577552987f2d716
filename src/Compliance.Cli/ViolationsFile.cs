namespace Compliance.Cli;

/// <summary>The file of <c>--violations</c>. It is made before the audit, so that a path that cannot be written is known
/// at once; of an audit that did not come to its end it holds nothing, so that nobody takes a part for the whole.</summary>
internal sealed class ViolationsFile : IDisposable
{
    private bool _complete;

    private ViolationsFile(Stream stream) => Stream = stream;

    public Stream Stream { get; }

    /// <summary>Null when none is wanted.</summary>
    /// <exception cref="InputException">It cannot be written.</exception>
    public static ViolationsFile? Open(string? path)
    {
        if (path is null) return null;
        try
        {
            return new ViolationsFile(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException($"--violations: {failure.Message}", failure);
        }
    }

    /// <summary>What was written is the whole.</summary>
    public void Complete()
    {
        Stream.Flush();
        _complete = true;
    }

    public void Dispose()
    {
        if (!_complete && Stream.CanSeek) Stream.SetLength(0);
        Stream.Dispose();
    }
}
