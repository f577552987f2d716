using System.IO.Compression;
using System.Text;
using Compliance.Entitlements;
using Compliance.Tests.Vendors;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.Entitlements;

public sealed class OwnColumnsTests
{
    private const string Header = "system,account,role,enabled,granted_at,granted_by,last_login,mfa_enrolled,as_of\n";

    [Fact]
    public void Every_column_is_read()
    {
        var one = Lists.One("entitlements/crm.csv", Header + "crm,ana@acme.example,agent,true,2026-01-05T08:00:00Z,j.cruz,2026-06-29T10:12:00+08:00,yes,2026-06-30T00:00:00Z\n");

        Assert.Equal(new Entitlement
        {
            System = "crm",
            Account = "ana@acme.example",
            Role = "agent",
            Enabled = true,
            GrantedAt = Instant.FromUtc(2026, 1, 5, 8, 0),
            GrantedBy = "j.cruz",
            LastLogin = Instant.FromUtc(2026, 6, 29, 2, 12),
            MfaEnrolled = true,
            AsOf = Instant.FromUtc(2026, 6, 30, 0, 0),
            Source = "entitlements/crm.csv",
            Record = 1,
        }, one);
    }

    [Fact]
    public void A_list_says_of_when_it_is()
    {
        var list = Lists.Read("entitlements/crm.csv", Header + "crm,ana,agent,,,,,,2026-06-30T00:00:00Z\ncrm,ben,agent,,,,,,2026-06-29T00:00:00Z\n");

        Assert.Equal((Instant.FromUtc(2026, 6, 30, 0, 0), true, "crm", 2L), (list.AsOf, list.AsOfIsStated, list.System, list.Records));
    }

    [Fact]
    public void A_list_that_does_not_say_it_cannot_be_older_than_its_newest_instant()
    {
        var list = Lists.Read("entitlements/crm.csv", "account,role,last_login,granted_at\nana,agent,2026-06-29T10:00:00Z,2026-06-01\nben,agent,2026-06-28T10:00:00Z,\n");

        Assert.Equal((Instant.FromUtc(2026, 6, 29, 10, 0), false), (list.AsOf, list.AsOfIsStated));
    }

    [Fact]
    public void Never_is_known_and_empty_is_not()
    {
        var list = Lists.Read("entitlements/crm.csv", "account,role,last_login\nana,agent,never\nben,agent,\n");

        Assert.Equal([(true, (Instant?)null), (false, null)], list.Entitlements.Select(one => (one.NeverUsed, one.LastLogin)));
    }

    [Fact]
    public void A_system_that_the_rows_do_not_name_is_the_one_given_else_the_files_name()
    {
        const string Text = "account,role\nana,agent\n";

        Assert.Equal("telephony", Lists.Read("entitlements/telephony.june.csv", Text).System);
        Assert.Equal("genesys", Lists.Read("entitlements/telephony.june.csv", Text, system: "genesys").System);
    }

    [Fact]
    public void A_day_is_told_in_the_zone_of_the_contract()
    {
        var list = Lists.Read("entitlements/crm.csv", "account,role,granted_at\nana,agent,2026-01-05\nben,agent,2026-01-05 09:30:00\n", zone: DateTimeZoneProviders.Tzdb["Asia/Manila"]);

        Assert.Equal([Instant.FromUtc(2026, 1, 4, 16, 0), Instant.FromUtc(2026, 1, 5, 1, 30)], list.Entitlements.Select(one => one.GrantedAt!.Value));
    }

    [Theory]
    [InlineData("2026-13-01", "`granted_at` is `2026-13-01`: expected an instant")]
    [InlineData("jane.doe@example.com", "`granted_at` is `j***@example.com`: expected an instant")]
    [InlineData("4111 1111 1111 1111 123", "`granted_at` is `**** **** **** 1111 123`: expected an instant")]
    [InlineData("soon", "`granted_at` is `soon`: expected an instant")]
    public void What_cannot_be_read_is_counted_and_shown(string granted, string reason)
    {
        var list = Lists.Read("entitlements/crm.csv", $"account,role,granted_at\nana,agent,{granted}\nben,agent,2026-01-05\n");

        Assert.Equal((2L, 1L, 1), (list.Records, list.Rejected, list.Entitlements.Count));
        Assert.Equal(1, list.RejectedSamples[0].Record);
        Assert.StartsWith(reason, list.RejectedSamples[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_without_an_account_or_with_too_few_cells_is_refused_and_the_others_are_read()
    {
        var list = Lists.Read("entitlements/crm.csv", "account,role,enabled\n,agent,true\nana,agent\nben,agent,maybe\ncho,agent,true\n");

        Assert.Equal([1L, 2, 3], list.RejectedSamples.Select(sample => sample.Record));
        Assert.Equal("cho", Assert.Single(list.Entitlements).Account);
    }

    [Fact]
    public void A_roster_of_accounts_is_no_list_of_entitlements()
    {
        Assert.Null(Lists.Form("accounts.csv", "account,person,kind,system,owner\nana,agent1,human,,\n"));
        Assert.Null(Lists.Form("people.csv", "person,name,status\nagent1,Ana,active\n"));
        Assert.Null(Lists.Form("notes.txt", "Call Ana about the role.\n"));
    }

    [Fact]
    public void A_file_of_no_known_form_is_one_rejected_record()
    {
        var list = Lists.Read("entitlements/notes.csv", "who,what\nana,agent\n");

        Assert.Equal(("unknown", 1L, 1L), (list.Format, list.Records, list.Rejected));
    }

    [Fact]
    public void An_empty_file_is_one_rejected_record() => Assert.Equal(1, Lists.Read("entitlements/crm.csv", "").Rejected);

    [Fact]
    public void A_header_without_rows_is_a_list_of_nobody()
    {
        var list = Lists.Read("entitlements/crm.csv", Header);

        Assert.Equal(("entitlements", 0L, 0L, 0), (list.Format, list.Records, list.Rejected, list.Entitlements.Count));
    }

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    public void Spreadsheets_separate_as_their_country_does(char separator)
    {
        var text = "account,role,enabled\nana,\"agent, senior\",TRUE\n".Replace("\"agent, senior\"", "agent", StringComparison.Ordinal).Replace(',', separator);

        Assert.Equal("agent", Lists.One("entitlements/crm.csv", text).Role);
    }

    [Fact]
    public void Utf16_and_gzip_are_read_like_plain_text()
    {
        const string Text = "account,role,enabled\nañá,agent,yes\n";
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes(Text));

        Assert.Equal("añá", Assert.Single(Lists.Read("entitlements/a.csv", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Text)]).Entitlements).Account);
        Assert.Equal("añá", Assert.Single(Lists.Read("entitlements/a.csv", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Text)]).Entitlements).Account);
        Assert.Equal("añá", Assert.Single(Lists.Read("entitlements/a.csv.gz", packed.ToArray()).Entitlements).Account);
    }

    [Fact]
    public void A_file_cut_inside_gzip_is_refused_whole()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes("account,role\n" + string.Concat(Enumerable.Range(0, 1000).Select(i => $"a{i},agent\n"))));

        var list = Lists.Read("entitlements/a.csv.gz", packed.ToArray()[..^20]);

        Assert.Empty(list.Entitlements);
        Assert.Contains("gzip", list.RejectedSamples[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_entry_says_fills_what_the_file_does_not()
    {
        var folder = new MemoryFolder().Add("exports/tier1.csv", "account,role,enabled\nana,,true\nben,lead,true\n");
        var entry = new EntitlementEntry { Path = new Pattern("exports/*"), System = "okta", Role = "tier1-agents", AsOf = Instant.FromUtc(2026, 6, 30, 0, 0) };

        var list = Lists.Read(folder, "exports/tier1.csv", entry);

        Assert.Equal([("okta", "ana", "tier1-agents"), ("okta", "ben", "lead")], list.Entitlements.Select(one => (one.System, one.Account, one.Role!)));
        Assert.All(list.Entitlements, one => Assert.Equal(entry.AsOf, one.AsOf));
    }
}
