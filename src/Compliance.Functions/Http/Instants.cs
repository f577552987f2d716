using NodaTime;
using NodaTime.Text;

namespace Compliance.Functions.Http;

/// <summary>Instants in requests: ISO 8601 with an offset or <c>Z</c>.</summary>
public static class Instants
{
    /// <summary>False: the text is no instant. Null gives null.</summary>
    public static bool TryParse(string? text, out Instant? instant)
    {
        instant = null;
        if (text is null) return true;
        var parsed = OffsetDateTimePattern.ExtendedIso.Parse(text);
        if (parsed.Success) instant = parsed.Value.ToInstant();
        return parsed.Success;
    }
}
