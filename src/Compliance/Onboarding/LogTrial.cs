using System.Text;
using Compliance.Events;
using Compliance.Evidence;
using Compliance.Evidence.Bytes;
using Compliance.Vendors;

namespace Compliance.Onboarding;

/// <summary>The beginning of a file read as a log, to see whether it is one.</summary>
internal sealed class LogTrial : IEventSink
{
    private const int Beginning = 1 << 20;

    private string _notText = "";

    public string Format { get; private set; } = "";
    public long Accepted { get; private set; }

    /// <summary>Why the first record is no event; null: all are.</summary>
    public string? Reason { get; private set; }

    /// <summary>There are events but for their times, which carry no offset.</summary>
    public bool NeedsZone { get; private set; }

    public bool IsLog => Accepted > 0 || NeedsZone;

    /// <summary>As which it was read.</summary>
    public TextEncoding Encoding { get; private set; }

    /// <summary>Records, and the first line of a file, that are no text in UTF-8, where it was read in another encoding for them.</summary>
    public long Foreign { get; private set; }

    /// <summary>Of those, the ones that are no text in <see cref="Encoding"/>.</summary>
    private long NotText { get; set; }

    /// <summary>Records of more than ASCII that are text in <see cref="Encoding"/>.</summary>
    private long Lettered { get; set; }

    /// <summary>Reads a file as UTF-8, or UTF-16 with a byte order mark; as Windows-1252 where that fails, all of its bytes are known there and
    /// no record shows by its letters that it is UTF-8 after all.</summary>
    /// <param name="fields">Event field → column of a CSV; null: the format is sniffed.</param>
    public static LogTrial Of(IVendorFolder folder, VendorFile file, IReadOnlyDictionary<string, string>? fields = null)
    {
        var trial = Of(folder, file, fields, TextEncoding.Utf8);
        if (trial.NotText == 0 || trial.Lettered > 0) return trial;
        var other = Of(folder, file, fields, TextEncoding.Windows1252);
        if (!other.IsLog || other.NotText > 0) return trial;
        other.Foreign = trial.NotText;
        return other;
    }

    private static LogTrial Of(IVendorFolder folder, VendorFile file, IReadOnlyDictionary<string, string>? fields, TextEncoding encoding)
    {
        var trial = new LogTrial { Encoding = encoding, _notText = TextEncodings.Problem(encoding) };
        var head = new Head(folder, file);
        LogEntry[] entries = fields is null ? [] : [new LogEntry { Path = new Pattern("*"), Format = "csv", Fields = fields, Encoding = encoding }];
        new LogReader(head, entries, ReadLimits.Default, encoding).Read(trial, null, CancellationToken.None);
        return trial;
    }

    public void Begin(LogSource source) => Format = source.Format;

    public void Accept(in AccessEvent accessEvent)
    {
        Accepted++;
        if (!Ascii.IsValid(accessEvent.Bytes)) Lettered++;
    }

    public void Reject(in RejectedRecord record)
    {
        Reason ??= record.Reason;
        if (record.Reason.EndsWith(_notText, StringComparison.Ordinal)) NotText++;
        NeedsZone |= record.Reason.Contains(Timestamps.NoOffset, StringComparison.Ordinal);
    }

    /// <summary>The file alone, cut short, where logs lie.</summary>
    private sealed class Head(IVendorFolder folder, VendorFile file) : IVendorFolder
    {
        public string Location => folder.Location;

        public string Method => folder.Method;

        public IReadOnlyList<VendorFile> List() => [file with { Path = $"logs/{file.Path}", Length = Math.Min(file.Length, Beginning) }];

        public Stream Open(VendorFile listed) => new FirstBytes(folder.Open(file), Beginning);
    }

    private sealed class FirstBytes(Stream inner, int most) : ForwardStream
    {
        private int _left = most;

        public override int Read(Span<byte> buffer)
        {
            var read = _left == 0 ? 0 : inner.Read(buffer[..Math.Min(buffer.Length, _left)]);
            _left -= read;
            // A character that the end cuts in two would look like another encoding.
            while (_left == 0 && read > 0 && buffer[read - 1] >= 0x80) read--;
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
