using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.Vendors;

public sealed class ChangesTests
{
    private const string Access = "timezone: Asia/Manila\nroles:\n  Tier1: { allow: [] }\n";

    [Fact]
    public void A_row_names_who_what_when_and_where_it_was_agreed()
    {
        var change = Assert.Single(Read("ana,,customer.*,2026-06-03T20:00,2026-06-04,CHG-1").Changes);

        Assert.Equal(("ana", null, "customer.*", "CHG-1", 2), (change.Person, change.Role, change.Action.Text, change.Ticket, change.Line));
        Assert.Equal((Instant.FromUtc(2026, 6, 3, 12, 0), Instant.FromUtc(2026, 6, 4, 16, 0)), (change.From, change.Until));
    }

    [Fact]
    public void A_role_is_one_of_access_yaml_however_it_is_spelled() =>
        Assert.Equal("Tier1", Assert.Single(Read(",TIER1,*,2026-06-03,2026-06-03,CHG-1").Changes).Role);

    [Theory]
    [InlineData(",,*,2026-06-03,2026-06-03,CHG-1", "changes.csv:2:1: neither `person` nor `role`: write one of them")]
    [InlineData("ana,Tier1,*,2026-06-03,2026-06-03,CHG-1", "changes.csv:2:1: both `person` and `role`: write one of them")]
    [InlineData(",tier9,*,2026-06-03,2026-06-03,CHG-1", "changes.csv:2:2: the role `tier9` does not exist")]
    [InlineData("ana,,,2026-06-03,2026-06-03,CHG-1", "changes.csv:2:6: `action` is empty")]
    [InlineData("ana,,*,2026-06-03,2026-06-03,", "changes.csv:2:30: `ticket` is empty")]
    [InlineData("ana,,*,2026-06-03,,CHG-1", "changes.csv:2:19: `until` is empty")]
    [InlineData("ana,,*,2026-06-04,2026-06-03,CHG-1", "changes.csv:2:19: `until` is not after `from`: correct one of them")]
    public void What_would_excuse_more_than_was_agreed_is_refused(string row, string problem) =>
        Assert.StartsWith(problem, Assert.Throws<InputException>(() => Read(row)).Message, StringComparison.Ordinal);

    [Fact]
    public void Without_the_file_nothing_was_announced() => Assert.Empty(VendorReader.Read(MemoryFolder.With()).Changes);

    private static VendorRecord Read(string row) =>
        VendorReader.Read(MemoryFolder.With(access: Access).Add("changes.csv", "person,role,action,from,until,ticket\n" + row + "\n"));
}
