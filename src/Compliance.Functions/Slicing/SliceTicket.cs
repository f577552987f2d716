using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Compliance.Functions.Auditing;
using Compliance.Storage;
using Compliance.Vendors;

namespace Compliance.Functions.Slicing;

/// <summary>A message that asks for a slice to be read: <c>vendor/audit/number</c>.</summary>
/// <param name="Number">Which slice of the audit, from 1.</param>
public sealed record SliceTicket(VendorId Vendor, string Audit, int Number)
{
    // Far more than any plan has, and more digits than that are no number of one.
    private const int MaxDigits = 6;

    public static SliceTicket Of(AuditSlice slice) => new(slice.Vendor, slice.Audit, slice.Number);

    public static bool TryParse(string? text, [NotNullWhen(true)] out SliceTicket? ticket)
    {
        ticket = null;
        var separator = (text ?? "").LastIndexOf('/');
        if (separator < 0 || !AuditTicket.TryParse(text![..separator], out var audit) || !IsNumber(text.AsSpan(separator + 1))) return false;
        ticket = new(audit.Vendor, audit.Audit, int.Parse(text.AsSpan(separator + 1), NumberStyles.None, CultureInfo.InvariantCulture));
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Vendor}/{Audit}/{Number}");

    // One text for one number: no zeros before it.
    private static bool IsNumber(ReadOnlySpan<char> text) => text.Length is > 0 and <= MaxDigits && text[0] is >= '1' and <= '9' && !text.ContainsAnyExceptInRange('0', '9');
}
