using Compliance.Onboarding;
using Compliance.Tests.Vendors;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.Onboarding;

public sealed class FolderCheckTests
{
    private const string People = "person,status,hired,left\nann,active,2025-01-01,\nbob,active,2025-01-01,\nold,terminated,2025-01-01,2026-01-31\n";

    [Fact]
    public void People_and_accounts_are_matched()
    {
        var check = Check(Log(("ann", "ticket.read"), ("svc-9", "ticket.read"), ("x@client.example", "ticket.read")), vendor: "id: acme\npopulation: { match: [\"*svc*\"] }\n");

        Assert.Equal(["ann", "bob"], check.Employed);
        Assert.Equal(["bob"], check.WithoutAccount);
        Assert.Equal((1, 1, 1), (check.KnownAccounts, check.UnknownAccounts.Count, check.OutOfScope));
    }

    [Fact]
    public void An_account_of_accounts_csv_is_its_persons()
    {
        var check = Check(Log(("b.ray@vendor.example", "ticket.read")), accounts: "account,person\nb.ray@vendor.example,bob\n");

        Assert.Equal(["ann"], check.WithoutAccount);
    }

    [Fact]
    public void Days_without_a_record_are_counted_whether_or_not_they_are_expected()
    {
        var source = Assert.Single(Check("time,user,action\n2026-06-01T08:00:00Z,ann,ticket.read\n2026-06-03T08:00:00Z,ann,ticket.read\n").Sources);

        Assert.Equal([new LocalDate(2026, 6, 2)], source.Missing);
        Assert.Equal((3, false), (source.Days, source.IsExpected));
    }

    [Fact]
    public void A_weekend_is_not_missed_where_weekdays_are_expected()
    {
        var check = Check("time,user,action\n2026-06-05T08:00:00Z,ann,ticket.read\n2026-06-09T08:00:00Z,ann,ticket.read\n", vendor: "id: acme\nlogs: [{ path: \"logs/*.csv\", expect: weekdays }]\n");

        Assert.Equal([new LocalDate(2026, 6, 8)], Assert.Single(check.Sources).Missing);
    }

    [Fact]
    public void A_log_that_is_named_and_not_there_is_said()
    {
        var check = Check(Log(("ann", "ticket.read")), vendor: "id: acme\nlogs: [{ path: \"crm-*.csv\", expect: daily }]\n");

        Assert.Contains(check.Sources, source => source is { Path: "crm-*.csv", Files: 0, IsExpected: true });
        Assert.Contains(check.Open, open => open.Plain == "a log that vendor.yaml names is not there");
    }

    [Fact]
    public void Actions_that_no_role_covers_are_listed()
    {
        var check = Check(Log(("ann", "ticket.read"), ("ann", "customer.export"), ("bob", "customer.export")));

        Assert.Equal(new UncoveredAction("customer.export", 2, 2), Assert.Single(check.Uncovered));
    }

    [Fact]
    public void A_role_that_nobody_holds_any_more_is_listed()
    {
        var access = Access + "  gone: { allow: [ { actions: [ticket.read] } ] }\nassignments:\n  - { principal: ann, role: tier1, from: 2025-01-01T00:00:00Z }\n  - { principal: bob, role: gone, from: 2025-01-01T00:00:00Z, until: 2025-02-01T00:00:00Z }\n";

        Assert.Equal(["gone"], Check(Log(("ann", "ticket.read")), access: access).WithoutHolder);
    }

    [Theory]
    [InlineData("mfa: required", "neither the records nor any sign-in say whether there was a second factor")]
    [InlineData("networks: [203.0.113.0/24]", "none of the records of its actions carries an address")]
    [InlineData("hours: [{ days: \"mon-sun\", from: \"00:00\", to: \"24:00\" }]", "it spans every hour of every day")]
    [InlineData("case: required", "none of the records of its actions names a resource")]
    [InlineData("volume: [{ of: customer, per: 1h, max: 5 }]", "none of the records of its actions names a resource or a number of records")]
    public void A_condition_that_no_record_can_break_is_told(string condition, string why)
    {
        var check = Check(Log(("ann", "ticket.read")), access: $"timezone: UTC\nroles:\n  tier1:\n    allow: [ {{ actions: [ticket.*] }} ]\n    when: {{ {condition} }}\n");

        var unbound = Assert.Single(check.Unbound);
        Assert.Equal(("tier1", condition.Split(':')[0], 4), (unbound.Role, unbound.Condition, unbound.Line));
        Assert.StartsWith(why, unbound.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_condition_beside_an_entry_that_allows_the_same_without_it_never_binds()
    {
        var check = Check(Log(("ann", "ticket.read")), access: "timezone: UTC\nroles:\n  tier1:\n    allow:\n      - actions: [ticket.read]\n        when: { mfa: required }\n      - actions: [\"ticket.*\"]\n");

        Assert.StartsWith("line 7 allows the same without it", Assert.Single(check.Unbound).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_condition_of_a_role_binds_when_it_does_for_one_of_its_entries()
    {
        const string log = "time,user,action,resource,resource_type\n2026-06-01T08:00:00Z,ann,ticket.read,T1,ticket\n2026-06-01T08:01:00Z,ann,customer.read,C1,customer\n";

        var check = Check(log, access: "timezone: UTC\nroles:\n  tier1:\n    allow: [ { actions: [ticket.read] }, { actions: [customer.read] } ]\n    when: { volume: [{ of: customer, per: 1h, max: 5 }] }\n");

        Assert.Empty(check.Unbound);
    }

    [Fact]
    public void An_action_that_no_log_can_show_is_told_from_one_that_merely_was_not_seen()
    {
        var folder = Folder("", "id: acme\n", "timezone: UTC\nroles:\n  ops: { allow: [ { actions: [\"s3:GetObject\", \"s3:PutObject\", refund.issue] } ] }\n", null).Remove("logs/crm.csv");
        folder.Add("logs/aws.json", """{"Records":[{"eventTime":"2026-06-01T08:00:00Z","eventID":"1","eventSource":"s3.amazonaws.com","eventName":"GetObject","userIdentity":{"type":"IAMUser","userName":"ann"}}]}""");

        var check = Check(folder);

        Assert.Equal([("refund.issue", false), ("s3:PutObject", (bool?)true)], check.Unseen.Select(action => (action.Action, action.CanBeShown)).OrderBy(action => action.Action));
    }

    [Fact]
    public void What_could_not_be_evaluated_is_said_in_plain_words_with_what_to_do()
    {
        var open = Check(Log(("ann", "ticket.read"))).Open;

        var approval = Assert.Single(open, reason => reason.Reason == "policy not approved");
        Assert.StartsWith("nobody has approved access.yaml", approval.Plain, StringComparison.Ordinal);
        Assert.NotNull(approval.Remedy);
        Assert.Contains("unauthorized-action", approval.Rules);
    }

    private const string Access = "timezone: UTC\nroles:\n  tier1: { allow: [ { actions: [ticket.read] } ] }\n";

    private static string Log(params (string Account, string Action)[] events) =>
        "time,user,action\n" + string.Concat(events.Select((one, index) => $"2026-06-01T08:{index:D2}:00Z,{one.Account},{one.Action}\n"));

    private static FolderCheck Check(string log, string vendor = "id: acme\n", string access = Access, string? accounts = null) => Check(Folder(log, vendor, access, accounts));

    private static MemoryFolder Folder(string log, string vendor, string access, string? accounts) => MemoryFolder.With(vendor, access, People, accounts).Add("logs/crm.csv", log);

    private static FolderCheck Check(MemoryFolder folder) =>
        FolderCheck.Of(new AuditRequest { Id = "1", Record = VendorReader.Read(folder), Folder = folder, StartedBy = "test" }, null, CancellationToken.None);
}
