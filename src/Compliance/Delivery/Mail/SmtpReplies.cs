using System.Text;

namespace Compliance.Delivery.Mail;

/// <param name="Lines">Without the code.</param>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines);

/// <summary>Reads replies (RFC 5321, section 4.2), at most 64 KiB of them in a session.</summary>
internal sealed class SmtpReplies(Stream stream)
{
    private const int Most = 64 << 10;

    private readonly byte[] _buffer = new byte[4 << 10];
    private int _start;
    private int _end;
    private int _read;

    /// <summary>Whether more was sent than has been read.</summary>
    public bool Waiting => _end > _start;

    /// <exception cref="FailedAttemptException">It is no reply, or more than any honest one.</exception>
    /// <exception cref="IOException">The connection was closed.</exception>
    public async Task<SmtpReply> ReadAsync(CancellationToken cancellation)
    {
        var lines = new List<string>();
        while (true)
        {
            var line = await LineAsync(cancellation);
            if (line.Length < 3 || line[0] is < '2' or > '5' || !char.IsAsciiDigit(line[1]) || !char.IsAsciiDigit(line[2])) throw NoReply();
            var more = line.Length > 3 && line[3] == '-';
            if (line.Length > 3 && !more && line[3] != ' ') throw NoReply();
            lines.Add(line.Length > 4 ? line[4..] : "");
            if (!more) return new SmtpReply((line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0'), lines);
        }
    }

    private async Task<string> LineAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                var line = Encoding.ASCII.GetString(_buffer, _start, length).TrimEnd('\r');
                _start += length + 1;
                return line;
            }
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            if (_end == _buffer.Length || _read >= Most) throw NoReply();
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellation);
            if (read == 0) throw new EndOfStreamException();
            _end += read;
            _read += read;
        }
    }

    private static FailedAttemptException NoReply() => FailedAttemptException.Again("what the relay said is no reply of SMTP");
}
