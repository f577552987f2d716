using System.Runtime.CompilerServices;

namespace Compliance.Evidence.Formats;

/// <summary>Addresses as sources write them: with a port, in brackets, or the name of a service.</summary>
internal static class Addresses
{
    /// <summary>The address without port and brackets; a name is kept as it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ReadOnlySpan<byte> Bare(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2) return text;
        if (text[0] == '[')
        {
            var close = text.IndexOf((byte)']');
            return close > 1 ? text[1..close] : text;
        }
        var colon = text.IndexOf((byte)':');
        // One colon is a port; an IPv6 address has at least two.
        return colon <= 0 || text[(colon + 1)..].Contains((byte)':') ? text : text[..colon];
    }

    /// <summary>An address on the web without its query and fragment.</summary>
    public static ReadOnlySpan<byte> WithoutQuery(ReadOnlySpan<byte> uri)
    {
        var end = uri.IndexOfAny((byte)'?', (byte)'#');
        return end < 0 ? uri : uri[..end];
    }
}
