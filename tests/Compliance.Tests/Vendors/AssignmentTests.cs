using Compliance.Vendors;

namespace Compliance.Tests.Vendors;

public sealed class AssignmentTests
{
    private const string Jan = "2026-01-01T00:00:00Z", Feb = "2026-02-01T00:00:00Z", Mar = "2026-03-01T00:00:00Z", Apr = "2026-04-01T00:00:00Z";

    [Theory]
    [InlineData("a tier1 " + Jan + " " + Mar, "A tier1 " + Feb + " " + Apr)]
    [InlineData("a tier1 " + Feb + " " + Apr, "a TIER1 " + Jan + " " + Mar)]
    [InlineData("a tier1 " + Jan + " " + Apr, "a tier1 " + Feb + " " + Mar)]
    [InlineData("a tier1 " + Jan, "a tier1 " + Mar)]
    [InlineData("a tier1 " + Jan + " " + Feb, "a tier1 " + Jan + " " + Feb)]
    public void The_same_principal_and_role_overlapping_is_refused(params string[] assignments) =>
        Assert.Matches("^access.yaml:[56]:3: `[aA]` holds `tier1` twice at a time: the assignment on line [56] overlaps", RefusalTests.Refusal(Folder(assignments)));

    [Fact]
    public void An_assignment_inside_a_longer_earlier_one_is_found_past_a_shorter_one()
    {
        var message = RefusalTests.Refusal(Folder("a tier1 " + Jan, "b tier1 " + Jan, "a tier1 " + Feb + " " + Mar, "a tier1 " + Apr));

        Assert.Equal(["access.yaml:7:3:", "access.yaml:8:3:"], message.Split('\n').Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public void One_that_begins_when_the_other_ends_is_accepted() =>
        Assert.Equal(2, VendorReader.Read(Folder("a tier1 " + Feb, "a tier1 " + Jan + " " + Feb)).Access.Assignments.Count);

    [Fact]
    public void Two_roles_may_be_held_at_a_time() =>
        Assert.Equal(2, VendorReader.Read(Folder("a tier1 " + Jan, "a tier2 " + Jan)).Access.Assignments.Count);

    [Fact]
    public void A_role_is_held_from_its_beginning_until_before_its_end()
    {
        var assignment = VendorReader.Read(Folder($"a tier1 {Jan} {Feb}")).Access.Assignments[0];

        Assert.True(assignment.InForce(assignment.From));
        Assert.False(assignment.InForce(assignment.From - NodaTime.Duration.Epsilon));
        Assert.True(assignment.InForce(assignment.Until!.Value - NodaTime.Duration.Epsilon));
        Assert.False(assignment.InForce(assignment.Until.Value));
    }

    private static MemoryFolder Folder(params string[] assignments)
    {
        var lines = assignments.Select(text => text.Split(' ')).Select(parts =>
            $"- {{ principal: {parts[0]}, role: {parts[1]}, from: {parts[2]}{(parts.Length > 3 ? ", until: " + parts[3] : "")} }}\n");
        return MemoryFolder.With(access: "timezone: UTC\nroles:\n  { tier1: {}, tier2: {} }\nassignments:\n" + string.Concat(lines));
    }
}
