namespace Compliance.Cli;

/// <summary>A file that an option names. It is made before the work, so that a path that cannot be written is known at
/// once; of work that did not come to its end it holds nothing, so that nobody takes a part for the whole.</summary>
internal sealed class OutputFile : IDisposable
{
    private bool _complete;

    private OutputFile(Stream stream) => Stream = stream;

    public Stream Stream { get; }

    /// <summary>Null when none is wanted.</summary>
    /// <param name="option">The option that names it: <c>--violations</c>.</param>
    /// <exception cref="InputException">It cannot be written.</exception>
    public static OutputFile? Open(string? path, string option)
    {
        if (path is null) return null;
        try
        {
            return new OutputFile(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException($"{option}: {failure.Message}", failure);
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
