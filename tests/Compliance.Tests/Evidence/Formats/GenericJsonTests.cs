using Compliance.Events;
using NodaTime;

namespace Compliance.Tests.Evidence.Formats;

public class GenericJsonTests
{
    [Fact]
    public void Usual_names_need_no_mapping()
    {
        var copy = LogText.Read("""
            {"id":"e","timestamp":"2026-03-01T00:00:00Z","user":{"email":"ann@x"},"user_type":"bot","event":{"action":"read"},"resource":{"id":"r","type":"ticket"},"outcome":"FORBIDDEN","client_ip":"1.2.3.4:5","case_id":"C","rows":7,"mfa":"no","tenant":"t"}
            """, "ndjson").Event;
        Assert.Equal(("e", "ann@x", AccountKind.Bot, "read"), (copy.Id, copy.Account, copy.AccountKind, copy.Action));
        Assert.Equal(("r", "ticket", Outcome.Denied, "1.2.3.4"), (copy.Resource, copy.ResourceType, copy.Outcome, copy.Ip));
        Assert.Equal(("C", 7L, Answer.No, "t"), (copy.Case, copy.Records, copy.Mfa, copy.Tenant));
    }

    [Theory]
    [InlineData("1772323200")]
    [InlineData("1772323200000")]
    [InlineData("\"1772323200000\"")]
    [InlineData("1772323200000000")]
    [InlineData("\"2026-03-01T08:00:00+08:00\"")]
    public void Times_may_be_numbers_or_carry_an_offset(string time) =>
        Assert.Equal(Instant.FromUtc(2026, 3, 1, 0, 0), LogText.Read($$"""{"ts":{{time}},"action":"x"}""", "ndjson").Event.Time);

    [Fact]
    public void Fields_may_name_nested_properties_array_elements_and_words_of_outcome()
    {
        var entry = LogText.Entry("ndjson", ("time", "meta.at"), ("account", "who.0.login"), ("action", "what"), ("outcome", "code")) with
        {
            Zone = DateTimeZoneProviders.Tzdb["Asia/Manila"],
            OutcomeValues = new Dictionary<string, Outcome> { ["7"] = Outcome.Denied },
        };
        var copy = LogText.Read("""{"meta":{"at":"2026-03-01 08:00:00"},"who":[{"login":"ann"}],"what":"x","code":7}""", "ndjson", entry).Event;
        Assert.Equal(("ann", Outcome.Denied, Instant.FromUtc(2026, 3, 1, 0, 0)), (copy.Account, copy.Outcome, copy.Time));
    }
}
