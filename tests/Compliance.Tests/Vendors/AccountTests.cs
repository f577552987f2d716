using Compliance.Events;
using Compliance.Vendors;

namespace Compliance.Tests.Vendors;

public sealed class AccountTests
{
    [Theory]
    [InlineData("human", AccountKind.Human)]
    [InlineData("Service", AccountKind.Service)]
    [InlineData("BOT", AccountKind.Bot)]
    [InlineData("shared", AccountKind.Shared)]
    [InlineData("", AccountKind.Unknown)]
    public void The_kind_is_read_ignoring_case(string text, AccountKind kind) =>
        Assert.Equal(kind, Assert.Single(Read($"account,kind,person\na,{text},b\n")).Kind);

    [Theory]
    [InlineData("person\nana\n", "1:1: the column `account` is missing")]
    [InlineData("account,person\n,ana\n", "2:1: `account` is empty")]
    [InlineData("account,kind\na,robot\n", "2:3: `robot` is not a kind of account: expected human, service, bot or shared")]
    [InlineData("account,person\na,ana\nA,ben\n", "3:3: `A` is another person's on line 2: keep one row, or tell them apart by `system`")]
    [InlineData("account,person,system\na,ana,crm\na,,CRM\n", "3:3: `a` on `CRM` is another person's on line 2")]
    [InlineData("account,kind\na,human\na,bot\n", "3:3: `a` is of another kind on line 2: keep one row")]
    public void What_cannot_be_read_is_refused_with_its_place(string accounts, string problem) =>
        RefusalTests.AssertRefused(MemoryFolder.With(accounts: accounts), "accounts.csv:" + problem);

    [Fact]
    public void The_same_account_and_person_twice_is_one() =>
        Assert.Equal(2, Assert.Single(Read("account,person\na,ana\nA,ANA\n")).Line);

    [Fact]
    public void An_account_may_be_another_person_s_on_another_system() =>
        Assert.Equal(3, Read("account,person,system\na,ana,crm\na,ben,helpdesk\na,cid,\n").Count);

    [Theory]
    [InlineData("logs/crm/2026.csv", "crm")]
    [InlineData("logs/crm.csv", "crm")]
    [InlineData("logs/crm.2026.csv.gz", "crm")]
    [InlineData("logs/Crm.csv", "cRM")]
    [InlineData("crm", "crm")]
    [InlineData("logs/crm.csv", "logs/crm.csv")]
    [InlineData("logs/crm.csv", "crm.csv")]
    [InlineData("logs/crm-2026.csv", "logs/crm-*")]
    [InlineData("logs/crm-2026.csv", "*CRM*")]
    public void A_system_names_a_source(string path, string system) => Assert.True(Finds(path, system));

    [Theory]
    [InlineData("logs/crm-2026.csv", "crm")]
    [InlineData("logs/crm-2026.csv", "crm*")]
    [InlineData("logs/acrm.csv", "crm")]
    [InlineData("logs/crm/2026.csv", "logs/crm")]
    [InlineData("logs/.csv", "")]
    public void A_system_names_no_other_source(string path, string system) => Assert.False(Finds(path, system));

    [Fact]
    public void A_row_with_a_system_wins_on_that_system_over_one_without_wherever_it_stands()
    {
        var directory = new AccountDirectory([Account("a", "anywhere", null), Account("A", "ana", "crm"), Account("a", "ben", "logs/*")]);

        Assert.Equal("ana", directory.Find("a", "logs/crm.csv")!.Person);
        Assert.Equal("ben", directory.Find("A", "logs/helpdesk.csv")!.Person);
        Assert.Equal("anywhere", directory.Find("a", "elsewhere.csv")!.Person);
        Assert.Null(directory.Find("b", "logs/crm.csv"));
        Assert.Null(directory.Find("", "logs/crm.csv"));
    }

    private static bool Finds(string path, string system) =>
        new AccountDirectory([Account("a", "ana", system)]).Find("a", path) is not null;

    private static Account Account(string name, string person, string? system) => new(name, person, AccountKind.Unknown, system, null, 2);

    private static IReadOnlyList<Account> Read(string accounts) => VendorReader.Read(MemoryFolder.With(accounts: accounts)).Accounts;
}
