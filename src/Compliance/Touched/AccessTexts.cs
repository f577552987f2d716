using System.Text;
using Compliance.Judging;

namespace Compliance.Touched;

/// <summary>The texts of accesses, outside memory.</summary>
internal sealed class AccessTexts(string? folder) : IDisposable
{
    private readonly TextSpill _spill = new(folder);

    // Whose access it is was asked for, so that the principal's place is free for the type.
    public long Append(ReadOnlySpan<byte> type, ReadOnlySpan<byte> action, ReadOnlySpan<byte> record) => _spill.Append(type, action, record);

    /// <summary>Type and id of the record, UTF-8; the type is empty where the event says none.</summary>
    public (ReadOnlyMemory<byte> Type, ReadOnlyMemory<byte> Id) Record(long at)
    {
        var text = _spill.Read(at);
        return (text.Principal, text.Resource);
    }

    public string Action(long at) => Encoding.UTF8.GetString(_spill.Read(at).Action.Span);

    public void Dispose() => _spill.Dispose();
}
