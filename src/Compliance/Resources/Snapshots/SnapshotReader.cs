using System.Text.Json;
using System.Text.Unicode;
using Compliance.Evidence;
using Compliance.Evidence.Bytes;
using Compliance.Evidence.Json;
using Compliance.Resources.Json;
using Compliance.Resources.Templates;

namespace Compliance.Resources.Snapshots;

/// <summary>Reads the resources of one snapshot, whichever tool wrote it: pages and arrays of rows, one row a line, templates,
/// plans. Rows are read one by one; what is broken is rejected and passed over.</summary>
internal sealed unsafe class SnapshotReader
{
    /// <summary>Templates may carry comments and trailing commas.</summary>
    public static readonly JsonReaderOptions Notation = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowMultipleValues = true,
        MaxDepth = JsonTape.DeepestNesting,
    };

    // A page says what it is in its first lines.
    private const int LongestHead = 1 << 20;

    // A longer row may hold more values than are read.
    private const int LongestOutline = 1 << 20;
    private readonly Window _window;
    private readonly ReadLimits _limits;
    private readonly IResourceSink _sink;
    private readonly Action _onBlock;
    private readonly RowReader _rows;
    private readonly JsonTape _tape = new();
    private readonly string _file;
    private long _line = 1;
    private long _column = 1;
    private long _record;

    /// <param name="file">Its name, for errors.</param>
    /// <param name="onBlock">Called about once for each block read.</param>
    public SnapshotReader(Window window, ReadLimits limits, string file, IResourceSink sink, Action onBlock)
    {
        _window = window;
        _limits = limits;
        _file = file;
        _sink = sink;
        _onBlock = onBlock;
        _rows = new RowReader(sink);
    }

    /// <summary>What the snapshot turned out to be: <c>rows</c>, <c>template</c>, <c>terraform-plan</c>.</summary>
    public string Format { get; private set; } = "rows";

    /// <summary>Reads to the end. Afterwards every row was taken or rejected.</summary>
    /// <exception cref="InputException">It is no JSON, or a template or plan that cannot be read whole.</exception>
    public void Read()
    {
        var any = false;
        while (SkipSpace())
        {
            any = true;
            switch (*_window.Start)
            {
                case (byte)'[':
                    Advance(1);
                    ReadArray();
                    break;
                case (byte)'{' when PageArray() is > 0 and var array:
                    Advance(array);
                    if (ReadArray()) SkipPageEnd();
                    break;
                case (byte)'{':
                    ReadValue(inArray: false);
                    break;
                default:
                    if (_record == 0) throw InputException.At(_file, _line, _column, $"expected JSON, found `{Shown.Text(_window.Text)}`; export with -o json");
                    Reject($"expected a resource, an object, found `{Shown.Text(_window.Text[..Math.Min(_window.Available, 20)])}`");
                    SkipLine();
                    break;
            }
        }
        if (_window.Defect is { } defect) Reject(defect);
        else if (!any) throw new InputException($"{_file}: it is empty; expected resources as JSON");
    }

    private int PageArray()
    {
        while (true)
        {
            var array = SnapshotHead.ArrayOf(_window.Text, _window.Ended);
            if (array >= 0) return array;
            if (_window.Available > LongestHead || !_window.FillDouble()) return SnapshotHead.ArrayOf(_window.Text, complete: true);
        }
    }

    /// <summary>Reads elements up to behind the closing bracket; false when the text ends before it.</summary>
    private bool ReadArray()
    {
        while (SkipSpace())
        {
            switch (*_window.Start)
            {
                case (byte)']':
                    Advance(1);
                    return true;
                case (byte)',':
                    Advance(1);
                    break;
                case (byte)'{':
                    if (!ReadValue(inArray: true)) return false;
                    break;
                default:
                    Reject($"expected a resource, an object, found `{Shown.Text(_window.Text[..Math.Min(_window.Available, 20)])}`");
                    SkipBroken(inArray: true);
                    break;
            }
        }
        if (_window.Defect is null) Reject("the file ends inside an array: its `]` is missing; export it again");
        return false;
    }

    /// <summary>Reads the object at the window's start and moves behind it; false when the text ends inside it.</summary>
    private bool ReadValue(bool inArray)
    {
        while (true)
        {
            var text = _window.Text;
            var reader = new Utf8JsonReader(text, _window.Ended, new JsonReaderState(Notation));
            _tape.Clear();
            string broken;
            (long Line, long Column)? at = null;
            try
            {
                if (ReadOutline(ref reader, inArray) || _tape.Read(ref reader, text))
                {
                    Take(text[..(int)reader.BytesConsumed], inArray);
                    Advance((int)reader.BytesConsumed);
                    return true;
                }
                if (_window.Available <= _limits.Record && FillDouble()) continue;
                broken = _window.Ended ? "it is cut short" : $"it is longer than {_limits.Record} bytes; export fewer resources at a time";
            }
            catch (JsonException wrong)
            {
                broken = Plain(wrong.Message);
                at = wrong is { LineNumber: { } line, BytePositionInLine: { } column } ? (_line + line, line == 0 ? _column + column : column + 1) : null;
            }
            Reject(broken, at);
            SkipBroken(inArray);
            return true;
        }
    }

    /// <summary>Reads no more of a row than its outline, where that suffices.</summary>
    private bool ReadOutline(ref Utf8JsonReader reader, bool inArray)
    {
        if (!_sink.OutlineSuffices([])) return false;
        var whole = reader;
        if (_tape.Read(ref reader, _window.Text, outline: true))
        {
            var text = _window.Text[..(int)reader.BytesConsumed];
            var root = _tape.Root;
            var type = root.Text(Names.Type);
            // INVARIANT: a row is taken by its outline exactly when it would be taken whole. Only escapes can be wrong without being no JSON.
            if (text.Length <= LongestOutline && !text.Contains((byte)'\\') && !type.IsMissing && type.Utf8.Contains((byte)'/')
                && !root.TryMember(Names.Resources, out _) && (inArray || !TerraformPlan.IsOne(root)) && _sink.OutlineSuffices(type.Utf8)) return true;
        }
        reader = whole;
        _tape.Clear();
        return false;
    }

    private void Take(ReadOnlySpan<byte> text, bool inArray)
    {
        _record++;
        var root = _tape.Root;
        if (!Utf8.IsValid(text)) _sink.Reject(_record, "it is not valid UTF-8", (_line, _column));
        else if (!inArray && TerraformPlan.IsOne(root))
        {
            Format = "terraform-plan";
            _record = new TerraformPlan(root, _sink).Read(_record - 1);
        }
        else if (!inArray && ArmTemplate.IsOne(root))
        {
            Format = "template";
            _record = new ArmTemplate(root, _file, _sink).Read(_record - 1);
        }
        else _rows.Take(root, _record);
    }

    private void Reject(string reason, (long Line, long Column)? at = null) => _sink.Reject(++_record, reason, at ?? (_line, _column));

    /// <summary>Passes over a value that is no JSON, by its brackets and quotes. Stops behind it; in an array before the comma or
    /// bracket that follows; else where a line begins with a brace, which begins the next row.</summary>
    private void SkipBroken(bool inArray)
    {
        var nesting = new JsonNesting();
        var afterLine = false;
        do
        {
            var text = _window.Text;
            for (var at = 0; at < text.Length; at++)
            {
                var unit = text[at];
                var isNext = afterLine && !inArray && unit == '{'
                    || inArray && !nesting.InString && nesting.Depth == 0 && unit is ((byte)',' or (byte)']');
                afterLine = unit == '\n';
                if (afterLine) nesting.CloseString();
                var depth = nesting.Depth;
                if (!isNext) nesting.Step(unit);
                if (!isNext && (nesting.Depth >= depth || nesting.Depth > 0)) continue;
                Advance(isNext ? at : at + 1);
                return;
            }
            Advance(text.Length);
        }
        while (Fill());
    }

    /// <summary>Passes over the rest of a page whose array was read.</summary>
    private void SkipPageEnd()
    {
        var nesting = new JsonNesting();
        nesting.Step((byte)'{');
        do
        {
            var text = _window.Text;
            for (var at = 0; at < text.Length; at++)
            {
                nesting.Step(text[at]);
                if (nesting.Depth > 0) continue;
                Advance(at + 1);
                return;
            }
            Advance(text.Length);
        }
        while (Fill());
        if (_window.Defect is null) Reject("the file ends inside the object around the resources: its `}` is missing; export it again");
    }

    private void SkipLine()
    {
        do
        {
            var end = _window.Text.IndexOf((byte)'\n');
            Advance(end < 0 ? _window.Available : end + 1);
            if (end >= 0) return;
        }
        while (Fill());
    }

    private bool SkipSpace()
    {
        do
        {
            var text = _window.Text;
            var at = text.IndexOfAnyExcept(" \t\r\n"u8);
            Advance(at < 0 ? text.Length : at);
            if (at >= 0) return true;
        }
        while (Fill());
        return false;
    }

    private bool Fill()
    {
        _onBlock();
        return _window.Fill();
    }

    private bool FillDouble()
    {
        _onBlock();
        return _window.FillDouble();
    }

    private void Advance(int count)
    {
        var passed = _window.Text[..count];
        var lines = passed.Count((byte)'\n');
        _line += lines;
        _column = lines > 0 ? count - passed.LastIndexOf((byte)'\n') : _column + count;
        _window.Start += count;
    }

    /// <summary>The reader's own message without the place, which counts from zero and from the value.</summary>
    private static string Plain(string message)
    {
        var place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (place < 0 ? message : message[..place]).TrimEnd('.');
    }
}
