using System.Text;
using Compliance.Entitlements;
using Compliance.Events;
using Compliance.Evidence;
using Compliance.Onboarding;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.Onboarding;

public sealed class AccountJoinTests
{
    private const string Roster = """
        Employee ID,Name,Email,Login,Title
        E1,Ann Lee,ann.lee@vendor.example,alee,Agent
        E2,Bob Ray,bob.ray@vendor.example,bray,Agent
        E3,Mia Cruz,mia.cruz@vendor.example,,Agent
        E4,Mia Cruz,mia.cruz2@vendor.example,,Agent
        E5,Kim Contractor,,,Agent
        E6,Old Owner,desk3@vendor.example,,Agent
        E7,New Owner,desk3@vendor.example,,Agent
        """;

    [Theory]
    [InlineData("ANN.LEE@vendor.example", "E1", JoinGround.Email)]
    [InlineData("e1", "E1", JoinGround.Id)]
    [InlineData("ALEE", "E1", JoinGround.Login)]
    [InlineData("ann.lee", "E1", JoinGround.LocalPart)]
    [InlineData("alee@vendor.example", "E1", JoinGround.LocalPart)]
    [InlineData("ann.lee_vendor.example#EXT#@client.onmicrosoft.com", "E1", JoinGround.Guest)]
    [InlineData("arn:aws:sts::111122223333:assumed-role/Support/ann.lee@vendor.example", "E1", JoinGround.Session)]
    [InlineData("arn:aws:iam::111122223333:role/Support/alee", "E1", JoinGround.Session)]
    [InlineData("arn:aws:iam::111122223333:role/Support/ann.lee", "E1", JoinGround.Session)]
    [InlineData("arn:aws:iam::111122223333:user/bray", "E2", JoinGround.Login)]
    [InlineData("Kim Contractor", "E5", JoinGround.DisplayName)]
    [InlineData("mia.cruz2@vendor.example", "E4", JoinGround.Email)]
    public void An_account_is_joined_by_what_only_one_person_has(string account, string person, JoinGround ground)
    {
        var joined = Join(account);

        Assert.Equal((person, ground), (joined.Person?.Key, joined.Ground));
    }

    [Theory]
    [InlineData("Mia Cruz", "E3", "E4")]
    [InlineData("desk3@vendor.example", "E6", "E7")]
    [InlineData("desk3", "E6", "E7")]
    public void What_two_people_have_joins_neither_and_lists_both(string account, params string[] candidates)
    {
        var joined = Join(account);

        Assert.True(joined.IsAmbiguous);
        Assert.Equal(candidates, joined.Candidates.Select(person => person.Key));
    }

    [Fact]
    public void What_stands_before_the_at_of_another_companys_domain_joins_nobody_and_is_listed()
    {
        var joined = Join("ann.lee@client.example");

        Assert.Null(joined.Person);
        Assert.Equal("E1", Assert.Single(joined.Candidates).Key);
        Assert.Contains("the domain `client.example` is not the vendor's", joined.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void It_joins_where_a_list_of_users_tells_the_same_name()
    {
        var joined = Join("ann.lee@client.example", User("ann.lee@client.example") with { DisplayName = "LEE, Ann" });

        Assert.Equal(("E1", JoinGround.LocalPart), (joined.Person?.Key, joined.Ground));
    }

    [Theory]
    [InlineData("desk-shared", "shared by several people")]
    [InlineData("svc-crm-sync", "a program's")]
    [InlineData("zz.top", "no person of the roster")]
    public void Who_is_nobody_is_said_to_be_with_a_hint(string account, string hint)
    {
        var joined = Join(account);

        Assert.Equal((null, false), (joined.Person, joined.IsAmbiguous));
        Assert.Contains(hint, joined.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_in_the_logs_is_whom_the_list_of_users_says()
    {
        var joined = Join("9001", User("bob.ray@vendor.example") with { AccountId = "9001" });

        Assert.Equal(("E2", JoinGround.Email), (joined.Person?.Key, joined.Ground));
        Assert.Equal("9001", joined.Account);
    }

    [Fact]
    public void A_systems_number_that_looks_like_an_employees_is_not_taken_for_one()
    {
        var roster = "Employee ID,Name,Email,Title\n42,Ann Lee,ann.lee@vendor.example,Agent\n43,Bob Ray,bob.ray@vendor.example,Agent\n";

        var joined = Join("42", [User("bob.ray@vendor.example") with { AccountId = "42" }], roster: roster);

        Assert.Equal("43", joined.Person?.Key);
    }

    [Fact]
    public void A_salesforce_id_of_15_characters_is_found_under_the_one_of_18()
    {
        var joined = Join("0055g00000AbCdE", [User("ann.lee@vendor.example", "salesforce") with { AccountId = "0055g00000AbCdEAAV" }], "salesforce");

        Assert.Equal("E1", joined.Person?.Key);
    }

    [Fact]
    public void Salesforce_ids_that_differ_in_case_alone_are_two_people()
    {
        Entitlement[] users =
        [
            User("ann.lee@vendor.example", "salesforce") with { AccountId = "0055g00000AbCdE" },
            User("bob.ray@vendor.example", "salesforce") with { AccountId = "0055g00000abCdE" },
        ];

        Assert.Equal("E2", Join("0055g00000abCdE", users, "salesforce").Person?.Key);
    }

    [Fact]
    public void An_account_whose_display_name_is_anothers_was_given_to_another_and_joins_nobody()
    {
        var joined = Join("bob.ray@vendor.example", User("bob.ray@vendor.example") with { DisplayName = "Ann Lee" });

        Assert.Equal(["E2", "E1"], joined.Candidates.Select(person => person.Key));
        Assert.Contains("may have been given to another", joined.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_contractor_without_an_address_is_joined_by_a_name_that_one_user_and_one_person_have()
    {
        var joined = Join("ext-0815", User("ext-0815") with { DisplayName = "Kim Contractor" });

        Assert.Equal(("E5", JoinGround.DisplayName), (joined.Person?.Key, joined.Ground));
    }

    [Fact]
    public void A_name_that_two_users_of_a_system_have_joins_neither()
    {
        var joined = Join("ext-0815", [User("ext-0815") with { DisplayName = "Kim Contractor" }, User("ext-0816") with { DisplayName = "Kim Contractor" }]);

        Assert.True(joined.IsAmbiguous);
        Assert.Contains("several users of its system", joined.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_person_wrote_into_accounts_csv_wins_and_is_no_part_of_the_draft()
    {
        var joined = Join("desk-shared", given: [new Account("desk-shared", "E2", AccountKind.Shared, null, null, 2)]);

        Assert.Equal(("E2", JoinGround.Given, (RosterPerson?)null), (joined.Person?.Key, joined.Ground, joined.Drafted));
    }

    [Fact]
    public void An_account_that_its_system_calls_a_services_is_no_persons()
    {
        var joined = Join("ann.lee@vendor.example", User("ann.lee@vendor.example") with { Kind = AccountKind.Service });

        Assert.Null(joined.Person);
    }

    [Fact]
    public void A_user_whom_no_log_names_is_joined_too()
    {
        var joined = AccountJoin.Of(People(Roster), Users([User("bray")]), new ObservedUse(_ => null, DateTimeZone.Utc), []);

        Assert.Equal(("bray", "E2"), (Assert.Single(joined).Account, joined[0].Person?.Key));
    }

    private static Entitlement User(string account, string system = "zendesk") => new() { System = system, Account = account, Source = "users.json", Record = 1, Role = "agent" };

    private static JoinedAccount Join(string account, Entitlement user) => Join(account, [user]);

    private static JoinedAccount Join(string account, IReadOnlyList<Entitlement>? users = null, string system = "zendesk", IReadOnlyList<Account>? given = null, string roster = Roster)
    {
        var use = new ObservedUse(_ => system, DateTimeZone.Utc);
        use.Begin(new LogSource(0, "logs/any.json", "ndjson", null, MapsCase: false));
        use.Accept(new AccessEvent { Account = Encoding.UTF8.GetBytes(account), Action = "ticket.read"u8, Outcome = Outcome.Success });
        return AccountJoin.Of(People(roster), Users(users ?? []), use, given ?? []).Single(joined => joined.Use is not null);
    }

    private static ListedUsers Users(IReadOnlyList<Entitlement> users) =>
        new([new EntitlementList { Source = "users.json", Format = "any", Method = "folder", Sha256 = "", Bytes = 0, Entitlements = users }]);

    private static Roster People(string text)
    {
        var sheet = Sheet.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), int.MaxValue);
        return Compliance.Onboarding.Roster.Of([new RosterSheet("roster.csv", sheet, RosterHeader.Find(sheet)!, null)]);
    }
}
