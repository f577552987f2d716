using NodaTime;
using NodaTime.Text;

namespace Compliance.Regimes.Counting;

/// <summary>Instants as people and programs read them here: local time with its offset, <c>+00:00</c> and never <c>Z</c>.</summary>
public static class Instants
{
    private static readonly OffsetDateTimePattern Pattern = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss;FFFFFFFFFo<+HH:mm>");

    public static string Text(ZonedDateTime at) => Pattern.Format(at.ToOffsetDateTime());
}
