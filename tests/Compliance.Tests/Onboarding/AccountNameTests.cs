using Compliance.Onboarding;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Onboarding;

public sealed class AccountNameTests
{
    [Theory]
    [InlineData("0055g00000AbCdE", "0055g00000AbCdEAAV")]
    [InlineData("0055g00000AbCdEAAV", "0055g00000AbCdEAAV")]
    [InlineData("0055g00000AbCdEaav", "0055g00000AbCdEAAV")]
    public void Both_forms_of_a_salesforce_id_are_one(string account, string id) => Assert.Equal(id, AccountName.SalesforceUser(account));

    [Fact]
    public void Salesforce_ids_that_differ_in_case_alone_stay_two_where_case_is_ignored() =>
        Assert.NotEqual(AccountName.SalesforceUser("0055g00000AbCdE"), AccountName.SalesforceUser("0055g00000abCdE"), StringComparer.OrdinalIgnoreCase);

    [Theory]
    [InlineData("0055g00000AbCdEZZZ")]
    [InlineData("0015g00000AbCdE")]
    [InlineData("0055g00000AbC")]
    [InlineData("0055g00000Ab-dE")]
    [InlineData("")]
    public void Other_text_is_no_salesforce_user(string account) => Assert.Null(AccountName.SalesforceUser(account));

    [Theory]
    [InlineData("ann.lee_vendor.example#EXT#@client.onmicrosoft.com", "ann.lee@vendor.example")]
    [InlineData("ann_lee_vendor.example#ext#@client.onmicrosoft.com", "ann_lee@vendor.example")]
    [InlineData("ann.lee@vendor.example", null)]
    [InlineData("#EXT#@client.onmicrosoft.com", null)]
    [InlineData("_#EXT#@client.onmicrosoft.com", null)]
    public void A_guest_has_the_address_that_was_invited(string account, string? address) => Assert.Equal(address, AccountName.Guest(account));

    [Theory]
    [InlineData("arn:aws:sts::111122223333:assumed-role/Support/ann.lee@vendor.example", "ann.lee@vendor.example")]
    [InlineData("arn:aws:iam::111122223333:role/Support/ann.lee", "ann.lee")]
    [InlineData("arn:aws:iam::111122223333:role/Support", null)]
    [InlineData("arn:aws:iam::111122223333:user/ann.lee", null)]
    [InlineData("ann.lee", null)]
    public void A_session_of_an_assumed_role_has_a_name(string account, string? session) => Assert.Equal(session, AccountName.Session(account));

    [Fact]
    public void An_aws_user_has_a_name() => Assert.Equal("ann.lee", AccountName.AwsUser("arn:aws:iam::111122223333:user/agents/ann.lee"));

    [Theory]
    [InlineData("ann.lee@vendor.example", true)]
    [InlineData("ann.lee", false)]
    [InlineData("@vendor.example", false)]
    [InlineData("ann@lee@vendor.example", false)]
    [InlineData("Ann Lee <ann@vendor.example>", false)]
    public void A_mail_address_is_known(string text, bool expected) => Assert.Equal(expected, AccountName.IsMail(text));

    [Fact]
    public void No_text_is_too_odd() => Check.One(Tried.Times(), Prop.ForAll(ArbMap.Default.ArbFor<string?>(), text =>
    {
        var account = text ?? "";
        _ = AccountName.Guest(account);
        _ = AccountName.Session(account);
        _ = AccountName.SalesforceUser(account);
        Assert.StartsWith(AccountName.LocalPart(account), account, StringComparison.Ordinal);
    }));
}
