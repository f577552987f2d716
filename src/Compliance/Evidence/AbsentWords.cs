using System.Runtime.CompilerServices;
using System.Text;

namespace Compliance.Evidence;

/// <summary>Words that sources write where they have no value: <c>null</c> (Okta), <c>&lt;null&gt;</c> (Entra),
/// <c>&lt;Redacted&gt;</c>, <c>ANONYMIZED</c>.</summary>
internal static class AbsentWords
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Is(ReadOnlySpan<byte> text) => text.IsEmpty || text[0] is (byte)'n' or (byte)'<' or (byte)'A' && IsWord(text);

    private static bool IsWord(ReadOnlySpan<byte> text) =>
        text.SequenceEqual("null"u8) || text.SequenceEqual("<null>"u8) || text.StartsWith("<Redacted>"u8) || text.SequenceEqual("ANONYMIZED"u8);

    /// <summary>For fields whose source documents <c>unknown</c> as absent (session ids).</summary>
    public static ReadOnlySpan<byte> UnlessUnknown(ReadOnlySpan<byte> text) =>
        Ascii.EqualsIgnoreCase(text, "unknown"u8) ? default : text;
}
