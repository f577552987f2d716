using System.Text;
using Compliance.Regimes;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Regimes.Calendars;

public sealed class CalendarReadingTests
{
    private const string Days = """[{ "date": "2026-01-01", "name": "A" }, { "date": "2026-12-25", "name": "B", "closure": true }]""";

    [Fact]
    public void A_calendar_is_read()
    {
        var calendar = Read(Calendar(Days));

        Assert.Equal(("XX", "Nowhere", "a law", "a note", true), (calendar.Id, calendar.Name, calendar.Source, calendar.Note, calendar.Confirmed));
        Assert.Equal([("A", false), ("B", true)], calendar.Days.Select(day => (day.Name, day.Closure)));
    }

    [Theory]
    [InlineData("""[{ "date": "2026-01-01", "name": "A" }, { "date": "2027-01-01", "name": "B" }]""", "pack.json: `years.2026[1]` is a day of 2027: move it there")]
    [InlineData("""[{ "date": "2026-01-01", "name": "A" }, { "date": "2026-01-01", "name": "B" }]""", "pack.json: `years.2026[1]` is the day before it once more")]
    [InlineData("""[{ "date": "2026-12-25", "name": "A" }, { "date": "2026-01-01", "name": "B" }]""", "pack.json: `years.2026[1]` is earlier than the day before it: sort them")]
    [InlineData("""[{ "date": "2026-02-29", "name": "A" }]""", "pack.json: `years.2026[0]` has no date such as 2026-01-31")]
    [InlineData("""[{ "date": "2026-01-01", "name": " " }]""", "pack.json: `years.2026[0]` has no name")]
    [InlineData("[null]", "pack.json: `years.2026[0]` has no date")]
    [InlineData("[]", "pack.json: `years.2026` is empty, which would say that it has no holidays")]
    [InlineData("null", "pack.json: `years.2026` is empty")]
    [InlineData("""[{ "date": "2026-01-01" }]""", "pack.json:1:162: not a holiday calendar at `$.years.2026[0]`")]
    [InlineData("""[{ "date": "2026-01-01", "name": "A", "half": true }]""", "pack.json:1:182: not a holiday calendar at `$.years.2026[0].half`")]
    [InlineData("""[{ "date": "2026-01-01", "name": "A", "name": "B" }]""", "not a holiday calendar at `$.years.2026[0]")]
    [InlineData("7", "pack.json:1:138: not a holiday calendar at `$.years.2026`")]
    public void A_year_that_is_no_list_of_its_days_in_order_is_refused(string days, string problem) => AssertRefused(Calendar(days), problem);

    [Theory]
    [InlineData("\"26\"", "`years` has a key that is no year")]
    [InlineData("\"+2026\"", "`years` has a key that is no year")]
    [InlineData("\"two\"", "`years` has a key that is no year")]
    public void A_key_that_is_no_year_is_refused(string key, string problem) => AssertRefused(Calendar(Days).Replace("\"2026\":", key + ":", StringComparison.Ordinal), problem);

    [Theory]
    [InlineData("\"name\"", "\"nom\"", "not a holiday calendar at `$.nom`")]
    [InlineData("\"note\":", "\"id\":", "not a holiday calendar at `$")]
    [InlineData("\"a law\"", "\"\"", "`source` is empty")]
    [InlineData("\"a law\"", "null", "not a holiday calendar at `$.source`")]
    [InlineData("Europe/Berlin", "Europe/Bonn", "`zones` has an id that is no time zone")]
    [InlineData("\"Europe/Berlin\"", "null", "`zones` has an id that is no time zone")]
    [InlineData("true,", "\"yes\",", "not a holiday calendar at `$.confirmed`")]
    public void What_is_not_understood_is_refused(string written, string instead, string problem) =>
        AssertRefused(Calendar(Days).Replace(written, instead, StringComparison.Ordinal), problem);

    [Fact]
    public void A_calendar_without_years_is_refused() =>
        AssertRefused(Calendar(Days).Split("\"years\"")[0] + "\"years\": {}}", "`years` is empty");

    [Fact]
    public void Whatever_the_bytes_nothing_but_a_calendar_or_a_refusal_comes_out()
    {
        var valid = Encoding.UTF8.GetBytes(Calendar(Days));
        var pieces = Gen.OneOf(
            Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(),
            Gen.Elements("{", "}", "[", "]", "null", "\"\\ud800\"", "1e999", ",", ":", "\"2026\"", "true").Select(Encoding.UTF8.GetBytes));
        var files =
            from at in Gen.Choose(0, valid.Length)
            from length in Gen.Choose(0, 12)
            from inserted in pieces
            select (byte[])[.. valid[..at], .. inserted, .. valid[Math.Min(valid.Length, at + length)..]];

        Check.One(Tried.Times(2_000), Prop.ForAll(Arb.From(Gen.OneOf(files, pieces)), bytes =>
        {
            try
            {
                return HolidayCalendarReader.Read(new MemoryStream(bytes), "pack.json").Days.Count > 0;
            }
            catch (InputException refusal)
            {
                return refusal.Message.StartsWith("pack.json", StringComparison.Ordinal) && refusal.Message.Length < 600;
            }
        }));
    }

    private static string Calendar(string days) =>
        $$"""{ "id": "XX", "name": "Nowhere", "zones": ["Europe/Berlin"], "source": "a law", "note": "a note", "confirmed": true, "years": { "2026": {{days}} } }""";

    private static HolidayCalendar Read(string json) => HolidayCalendarReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)), "pack.json");

    private static void AssertRefused(string json, string problem) =>
        Assert.Contains(problem, Assert.Throws<InputException>(() => Read(json)).Message, StringComparison.Ordinal);
}
