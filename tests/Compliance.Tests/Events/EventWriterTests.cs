using System.Text;
using Compliance.Events;
using Compliance.Evidence;

namespace Compliance.Tests.Events;

public sealed class EventWriterTests
{
    [Fact]
    public void An_event_says_where_its_address_is()
    {
        var line = Written("Germany", "52.52", "-13.405");

        Assert.Contains("\"ip\":\"198.51.100.1\",\"country\":\"Germany\",\"latitude\":52.52,\"longitude\":-13.405,", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("91", "181")]
    [InlineData("north", "NaN")]
    [InlineData("1e999", "1,5")]
    public void What_is_no_coordinate_is_left_out(string latitude, string longitude) =>
        Assert.DoesNotContain("itude", Written("", latitude, longitude), StringComparison.Ordinal);

    private static string Written(string country, string latitude, string longitude)
    {
        using var output = new MemoryStream();
        using (var writer = new EventWriter(output))
        {
            writer.Begin(new LogSource(0, "logs/a.ndjson", "ndjson", null, MapsCase: false));
            writer.Accept(new AccessEvent
            {
                Record = 1,
                Account = "ana"u8,
                Action = "signin"u8,
                Ip = "198.51.100.1"u8,
                Country = Encoding.UTF8.GetBytes(country),
                Latitude = Encoding.UTF8.GetBytes(latitude),
                Longitude = Encoding.UTF8.GetBytes(longitude),
                Records = -1,
            });
        }
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
