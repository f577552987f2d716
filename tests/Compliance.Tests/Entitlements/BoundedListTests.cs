using System.Diagnostics;
using Compliance.Entitlements;
using Compliance.Tests.Vendors;
using NodaTime;

namespace Compliance.Tests.Entitlements;

/// <summary>Lists that have no end, or nothing in them that can be read.</summary>
public sealed class BoundedListTests
{
    [Fact]
    public void A_comment_that_begins_in_every_line_and_ends_nowhere_is_given_up()
    {
        var clock = Stopwatch.StartNew();
        var list = Lists.Read("entitlements/a.json", string.Concat(Enumerable.Repeat("{/*\n", 250_000)));

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"it took {clock.Elapsed}");
        Assert.Equal(501, list.Rejected);
    }

    [Theory]
    [InlineData("entitlements/a.json", "{\n", "")]
    [InlineData("entitlements/a.csv", "ana\n", "account,role\n")]
    public void Behind_hundreds_of_broken_records_nothing_is_read_and_that_is_said(string path, string broken, string header)
    {
        var list = Lists.Read(path, header + string.Concat(Enumerable.Repeat(broken, 10_000)));

        Assert.Equal((501L, 501L), (list.Records, list.Rejected));
    }

    [Fact]
    public void A_list_of_too_many_is_refused_whole_and_says_what_to_do()
    {
        var list = Lists.Read("entitlements/a.csv", "account,role\n" + string.Concat(Enumerable.Range(0, 200_001).Select(i => $"a{i},agent\n")));

        Assert.Empty(list.Entitlements);
        Assert.StartsWith("the list has more than 200000 records", Assert.Single(list.RejectedSamples).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Few_records_with_too_many_members_are_refused_as_well()
    {
        var members = string.Join(',', Enumerable.Range(0, 100_001).Select(i => $$"""{"id":"{{i}}"}"""));
        var role = $$"""{"displayName":"Reader","roleTemplateId":"r","members":[{{members}}]}""";

        var list = Lists.Read("entitlements/a.json", $"[{role},{role}]");

        Assert.Equal((0, 1L), (list.Entitlements.Count, list.Rejected));
    }

    [Fact]
    public void Reading_ends_when_it_is_called_off()
    {
        var folder = new MemoryFolder().Add("entitlements/a.csv", "account,role\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"a{i},agent\n")));

        Assert.Throws<OperationCanceledException>(() => EntitlementReader.Read(folder, folder.List()[0], cancellation: new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData("last_login", "2099-01-01")]
    [InlineData("as_of", "2026-07-05T00:00:00Z")]
    public void A_time_after_the_list_was_made_is_refused(string column, string time)
    {
        var folder = new MemoryFolder().Add("entitlements/a.csv", $"account,role,{column}\nana,agent,{time}\nben,agent,2026-06-30T00:00:00Z\n");

        var list = EntitlementReader.Read(folder, folder.List()[0], entry: null, zone: null, now: Instant.FromUtc(2026, 7, 1, 0, 0));

        Assert.Equal(("ben", Instant.FromUtc(2026, 6, 30, 0, 0)), (Assert.Single(list.Entitlements).Account, list.AsOf));
        Assert.Contains($"`{column}` is `{time}`: that is after the list was made", Assert.Single(list.RejectedSamples).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"displayName":"Global Administrator","roleTemplateId":"r"}]""")]
    [InlineData("""[{"displayName":"Global Administrator","roleTemplateId":"r","members":null}]""")]
    [InlineData("""[{"displayName":"Global Administrator","roleTemplateId":"r","members":[],"members@odata.nextLink":"https://graph.example/next"}]""")]
    public void A_directory_role_without_its_members_is_refused(string text) =>
        Assert.Contains("$expand=members", Assert.Single(Lists.Read("entitlements/roles.json", text).RejectedSamples).Reason, StringComparison.Ordinal);

    [Fact]
    public void A_directory_role_that_nobody_holds_is_one() =>
        Assert.Equal(0, Lists.Read("entitlements/roles.json", """[{"displayName":"Global Administrator","roleTemplateId":"r","members":[]}]""").Rejected);

    [Theory]
    [InlineData("account,role,\"a;b;c;d\"\nana,agent,x\n")]
    [InlineData("sep=;\r\naccount;role\r\nana;agent\r\n")]
    [InlineData("sep=|\naccount|role\nana|agent\n")]
    public void The_separator_is_what_stands_outside_quotes_or_is_announced(string text) => Assert.Equal(("ana", "agent"), (Lists.One("entitlements/crm.csv", text).Account, Lists.One("entitlements/crm.csv", text).Role));

    [Fact]
    public void Ids_of_Salesforce_in_our_own_columns_have_18_characters()
    {
        var list = Lists.Read("entitlements/salesforce.csv", "account,account_id,role\nana,0055g00000AbCdE,agent\n0055g00000abcde,,agent\n");

        Assert.Equal(("0055g00000AbCdE", 18), (list.Entitlements[0].AccountId![..15], list.Entitlements[0].AccountId!.Length));
        Assert.Equal(18, list.Entitlements[1].Account.Length);
        Assert.False(list.Entitlements[0].AccountId!.Equals(list.Entitlements[1].Account, StringComparison.OrdinalIgnoreCase));
    }
}
