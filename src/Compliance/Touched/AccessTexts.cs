using Compliance.Judging;

namespace Compliance.Touched;

/// <summary>The texts of accesses, outside memory.</summary>
internal sealed class AccessTexts(string? folder) : IDisposable
{
    private readonly TextSpill _spill = new(folder);

    // Whose access it is was asked for, so that the principal's place is free for the type.
    public long Append(ReadOnlySpan<byte> type, ReadOnlySpan<byte> action, ReadOnlySpan<byte> record) => _spill.Append(type, action, record);

    /// <summary>UTF-8; the type is empty where the event says none.</summary>
    public AccessText Read(long at)
    {
        var text = _spill.Read(at);
        return new AccessText(text.Principal, text.Action, text.Resource);
    }

    public void Dispose() => _spill.Dispose();
}

/// <param name="Type">Of the record.</param>
/// <param name="Id">Of the record.</param>
internal readonly record struct AccessText(ReadOnlyMemory<byte> Type, ReadOnlyMemory<byte> Action, ReadOnlyMemory<byte> Id);
