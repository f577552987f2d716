using Compliance.Transit.Wire;

namespace Compliance.Transit.Probing;

/// <summary>Reads the lines of a protocol in clear, at most so many bytes of them in all.</summary>
internal sealed class LineReader(Stream connection, int most)
{
    private const int LongestShown = 120;

    private readonly byte[] _buffer = new byte[most];
    private int _start;
    private int _end;

    /// <returns>The line without its end, what is not printable as dots, and no more of it than can be shown.</returns>
    /// <exception cref="ProtocolException">The connection was closed, or more was said than is allowed.</exception>
    public async Task<string> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                var line = _buffer.AsSpan(_start, length).TrimEnd((byte)'\r');
                _start += length + 1;
                return Printable.Of(line, LongestShown);
            }
            if (_end == _buffer.Length) throw new ProtocolException($"the server said more than {most} bytes before TLS");
            var read = await connection.ReadAsync(_buffer.AsMemory(_end), cancellation);
            if (read == 0) throw new ProtocolException("the server closed the connection before TLS");
            _end += read;
        }
    }

    /// <summary>What was sent in clear behind the last reply would be taken for what TLS protects: somebody between may have put it there (CVE-2011-0411).</summary>
    /// <exception cref="ProtocolException">Something is there.</exception>
    public void EnsureNothingBehind()
    {
        if (_end > _start) throw new ProtocolException($"the server sent {_end - _start} bytes in clear behind its word to begin TLS");
    }
}
