using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Compliance.Trail.Export;

/// <summary><c>entries.csv</c>: a row for each entry, for spreadsheets. It follows from the leaves, and proves nothing by itself.</summary>
internal sealed class TableFile(IExportTarget target, NamesFound? names) : IExportPart
{
    private const string Header = "log_index,leaf_sha256,time,type,actor,audit,principal,rule,severity,data";
    private const string NamesHeader = ",actor_name,principal_name";

    private readonly ExportFile _file = new(target);

    public ValueTask AddAsync(TrailLeaf leaf, CancellationToken cancellationToken) =>
        _file.IsOpen && names is null ? AddPlainAsync(leaf, cancellationToken) : AddNamedAsync(leaf, cancellationToken);

    public ValueTask EndAsync(CancellationToken cancellationToken) => _file.CloseAsync(cancellationToken);

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private ValueTask AddPlainAsync(TrailLeaf leaf, CancellationToken cancellationToken)
    {
        WriteColumns(leaf);
        _file.Append("\r\n"u8);
        return _file.PassOnAsync(cancellationToken);
    }

    private async ValueTask AddNamedAsync(TrailLeaf leaf, CancellationToken cancellationToken)
    {
        if (!_file.IsOpen) await BeginAsync(cancellationToken);
        var columns = WriteColumns(leaf);
        if (names is not null)
        {
            names.Note(leaf.Bytes.Span);
            await AppendNameAsync(names, leaf.Bytes[columns.Actor], cancellationToken);
            await AppendNameAsync(names, leaf.Bytes[columns.Principal], cancellationToken);
        }
        _file.Append("\r\n"u8);
        await _file.PassOnAsync(cancellationToken);
    }

    private async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        await _file.OpenAsync(ExportPaths.Table, cancellationToken);
        _file.Append(Encoding.ASCII.GetBytes(names is null ? $"{Header}\r\n" : $"{Header}{NamesHeader}\r\n"));
    }

    private async ValueTask AppendNameAsync(NamesFound found, ReadOnlyMemory<byte> pseudonym, CancellationToken cancellationToken)
    {
        var cell = await found.CellOfAsync(pseudonym, cancellationToken);
        _file.Append(","u8);
        _file.Append(cell);
    }

    private LeafColumns WriteColumns(TrailLeaf leaf)
    {
        var columns = ColumnsOf(leaf);
        var bytes = leaf.Bytes.Span;
        WriteNumber(leaf.Index);
        _file.Append(","u8);
        WriteHex(leaf.Hash.Bytes);
        WriteText(bytes[columns.Time]);
        WriteText(bytes[columns.Type]);
        WriteText(bytes[columns.Actor]);
        WriteText(bytes[columns.Audit]);
        WriteText(bytes[columns.Principal]);
        WriteText(bytes[columns.Rule]);
        WriteText(bytes[columns.Severity]);
        _file.Append(","u8);
        CsvCell.Write(_file, bytes[columns.Data]);
        return columns;
    }

    private static LeafColumns ColumnsOf(TrailLeaf leaf)
    {
        try
        {
            return LeafColumns.Of(leaf.Bytes.Span);
        }
        catch (FormatException e)
        {
            throw new FormatException($"entry {leaf.Index} cannot be put into columns: {e.Message}", e);
        }
    }

    private void WriteText(ReadOnlySpan<byte> value)
    {
        _file.Append(","u8);
        LeafColumns.WriteText(_file, value);
    }

    private void WriteNumber(long number)
    {
        const int MostDigits = 20;
        Utf8Formatter.TryFormat(number, _file.GetSpan(MostDigits), out var written);
        _file.Advance(written);
    }

    private void WriteHex(ReadOnlySpan<byte> bytes)
    {
        Convert.TryToHexStringLower(bytes, _file.GetSpan(2 * bytes.Length), out var written);
        _file.Advance(written);
    }
}
