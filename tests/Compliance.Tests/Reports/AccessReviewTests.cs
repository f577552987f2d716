using System.Text;
using Compliance.Entitlements.Review;
using Compliance.Reports;
using Compliance.Tests.Rules.Entitlements;
using Compliance.Vendors;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Compliance.Tests.Reports;

/// <summary>The certification sheet, written and read back.</summary>
public sealed class AccessReviewTests
{
    private static readonly VendorId Acme = VendorId.Parse("acme-bpo");
    private static readonly Instant Now = Instant.FromUtc(2026, 7, 1, 0, 0);

    [Fact]
    public void The_sheet_has_the_columns_of_Entra_and_a_row_for_each_role()
    {
        var rows = Sheet(EntitlementStory.Crm("role,enabled,last_login", "ana@acme.example,agent,true,2026-06-29T00:00:00Z", "ana@acme.example,lead,true,", "ben@acme.example,agent,false,never"));

        Assert.Equal(["AccessReviewId", "AccessReviewSeriesId", "ReviewType", "ResourceDisplayName"], AccessReviewSheet.Columns.Take(4));
        Assert.Equal(2, rows.Count);
        Assert.Equal(("agent", "p1", "ana@acme.example", "User", "NoInfo", "", "2026-07-15"), Row(rows[0]));
        Assert.Equal(("lead", "p1", "ana@acme.example", "User", "Deny", "excess-entitlement", "2026-07-15"), Row(rows[1]));
        Assert.Equal(EntitlementDigest.Of("crm", "ana@acme.example", "agent"), rows[0]["Entitlement"]);

        static (string, string, string, string, string, string, string) Row(Dictionary<string, string> row) =>
            (row["ResourceDisplayName"], row["PrincipalName"], row["PrincipalUPN"], row["PrincipalType"], row["AccessRecommendation"], row["Reason"], row["Due"]);
    }

    [Fact]
    public void What_reviewers_decide_is_read_back()
    {
        var answers = Hold(Decide(Written(), ("agent", "keep", "boss", "", ""), ("lead", "Revoke", "boss", "not hers", "")));

        Assert.Equal(2, answers.Rows);
        Assert.Equal([("agent", false, (Instant?)null), ("lead", true, Instant.FromUtc(2026, 7, 16, 0, 0))], answers.Decisions.Select(one => (one.Role!, one.Revoke, one.Due)));
        Assert.Equal(("crm", "ana@acme.example", "p1", "boss", "not hers"),
            (answers.Decisions[1].System, answers.Decisions[1].Account, answers.Decisions[1].Principal, answers.Decisions[1].Reviewer, answers.Decisions[1].Justification!));
    }

    [Fact]
    public void What_nobody_decided_is_left_open() => Assert.Empty(Decide(Written(), ("agent", "", "", "", "")).Decisions);

    [Theory]
    [InlineData("maybe", "boss", "", "", "`Decision` is `maybe`: expected keep, revoke or nothing")]
    [InlineData("keep", "", "x", "", "`Reviewer` is empty")]
    [InlineData("revoke", "boss", "", "soon", "`soon` is not an instant")]
    public void What_is_not_answered_properly_is_refused_with_its_line(string decision, string reviewer, string why, string due, string problem)
    {
        var refused = Assert.Throws<InputException>(() => Decide(Written(), ("lead", decision, reviewer, why, due)));

        Assert.StartsWith("sheet.csv:3:", refused.Message, StringComparison.Ordinal);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("P1", "x", "reviews their own access")]
    [InlineData("ana@acme.example", "x", "reviews their own access")]
    [InlineData("boss", "", "it is kept although something speaks against it: say why")]
    public void What_a_sheet_says_of_itself_is_not_believed(string reviewer, string why, string problem)
    {
        var changed = Written().Replace(",p1,", ",somebody-else,", StringComparison.Ordinal).Replace("Deny", "Approve", StringComparison.Ordinal);

        var refused = Assert.Throws<InputException>(() => Hold(Decide(changed, ("lead", "keep", reviewer, why, ""))));

        Assert.StartsWith("sheet.csv:3:", refused.Message, StringComparison.Ordinal);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_no_list_grants_cannot_be_decided_about()
    {
        var invented = Written(EntitlementStory.Crm("role", "eve@acme.example,agent", "eve@acme.example,lead"));

        Assert.Contains("no list of the folder grants this", Assert.Throws<InputException>(() => Hold(Decide(invented, ("lead", "revoke", "boss", "", "")))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_revocation_without_a_day_is_refused_unless_one_is_given_for_all()
    {
        var sheet = Written().Replace("2026-07-15", "", StringComparison.Ordinal);

        Assert.Contains("`Due` is empty", Assert.Throws<InputException>(() => Decide(sheet, ("lead", "revoke", "boss", "", ""))).Message, StringComparison.Ordinal);
        Assert.Equal(Now, Decide(sheet, Now, ("lead", "revoke", "boss", "", "")).Decisions[0].Due);
    }

    [Theory]
    [InlineData("ana@acme.example", "eve@acme.example")]
    [InlineData(",lead,crm,", ",agent,crm,")]
    public void A_row_that_was_changed_is_not_what_was_reviewed(string was, string now) =>
        Assert.Contains("`Entitlement` is not the digest", Assert.Throws<InputException>(() => Decide(Written().Replace(was, now, StringComparison.Ordinal), ("lead", "revoke", "boss", "", ""), ("agent", "revoke", "boss", "", ""))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_sheet_of_another_vendor_is_refused() =>
        Assert.Contains("expected `acme-bpo`", Assert.Throws<InputException>(() => Decide(Written().Replace("acme-bpo,", "other,", StringComparison.Ordinal), ("lead", "revoke", "boss", "", ""))).Message, StringComparison.Ordinal);

    [Fact]
    public void Names_that_a_spreadsheet_would_run_come_back_as_they_were()
    {
        var sheet = Written(EntitlementStory.Crm("role", "=1+1,@admin"));

        Assert.Contains("'=1+1", sheet, StringComparison.Ordinal);
        Assert.Equal(("=1+1", "@admin"), (Decide(sheet, ("'@admin", "revoke", "boss", "", "")).Decisions[0].Account, Decide(sheet, ("'@admin", "revoke", "boss", "", "")).Decisions[0].Role));
    }

    [Fact]
    public void A_folder_without_lists_has_nothing_to_review() => Assert.Contains("put exports of the systems under entitlements/", Assert.Throws<InputException>(() => Written(new EntitlementStory())).Message, StringComparison.Ordinal);

    [Fact]
    public void Arbitrary_sheets_are_read_or_refused() => Check.One(Tried.Times(500), Prop.ForAll<byte[], NonEmptyString>((bytes, text) =>
        IsReadOrRefused(bytes) && IsReadOrRefused(Encoding.UTF8.GetBytes(string.Join(',', AccessReviewSheet.Columns) + "\r\n" + text.Get))));

    [Fact]
    public void A_register_reads_back_as_it_was_written()
    {
        var register = new RevocationRegister(Now, [new Revocation(EntitlementDigest.Of("crm", "ana", null), "crm", Now + Duration.FromDays(14), Now - Duration.FromTicks(1))]);
        using var file = new MemoryStream();
        RevocationRegister.Write(file, register);
        file.Position = 0;

        var read = RevocationRegister.Read(file, "reviews/a.json");

        Assert.Equal((register.At, register.Revocations[0]), (read.At, Assert.Single(read.Revocations)));
    }

    [Fact]
    public void An_arbitrary_register_is_read_or_refused() => Check.One(Tried.Times(500), Prop.ForAll<byte[]>(bytes =>
    {
        try
        {
            RevocationRegister.Read(new MemoryStream([.. "{\"at\":\"2026-07-01T00:00:00Z\",\"revocations\":["u8, .. bytes]), "a.json");
            return true;
        }
        catch (InputException refused)
        {
            return refused.Message.StartsWith("a.json", StringComparison.Ordinal);
        }
    }));

    private static bool IsReadOrRefused(byte[] sheet)
    {
        try
        {
            using var stream = new MemoryStream(sheet);
            return ReviewAnswers.Read("sheet.csv", stream, Acme, DateTimeZone.Utc, Now).Rows >= 0;
        }
        catch (InputException refused)
        {
            return refused.Message.StartsWith("sheet.csv", StringComparison.Ordinal);
        }
    }

    private static string Written(EntitlementStory? story = null)
    {
        var (review, record) = Review(story ?? Ana);
        using var text = new StringWriter();
        AccessReviewSheet.Write(review, record.Access.Timezone, text);
        return text.ToString();
    }

    private static EntitlementStory Ana => EntitlementStory.Crm("role", "ana@acme.example,agent", "ana@acme.example,lead");

    private static (AccessReview Review, VendorRecord Record) Review(EntitlementStory story)
    {
        var folder = story.Folder();
        var record = VendorReader.Read(folder);
        return (AccessReview.Of("review-1", folder, record, Now, Instant.FromUtc(2026, 7, 16, 0, 0)), record);
    }

    private static ReviewAnswers Hold(ReviewAnswers answers)
    {
        var (review, record) = Review(Ana);
        return review.Listed(record).Hold("sheet.csv", answers);
    }

    private static ReviewAnswers Decide(string sheet, params (string Role, string Decision, string Reviewer, string Why, string Due)[] decisions) => Decide(sheet, null, decisions);

    // No cell of these sheets holds a comma.
    private static ReviewAnswers Decide(string sheet, Instant? due, params (string Role, string Decision, string Reviewer, string Why, string Due)[] decisions)
    {
        var rows = sheet.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split(',')).ToList();
        var columns = AccessReviewSheet.Columns.Index().ToDictionary(column => column.Item, column => column.Index);
        foreach (var row in rows.Skip(1))
        {
            var (_, decision, reviewer, why, day) = decisions.FirstOrDefault(one => one.Role == row[columns["ResourceDisplayName"]]);
            (row[columns["Decision"]], row[columns["Reviewer"]], row[columns["Justification"]]) = (decision ?? "", reviewer ?? "", why ?? "");
            if (day is { Length: > 0 }) row[columns["Due"]] = day;
        }
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(string.Join("\r\n", rows.Select(row => string.Join(',', row)))));
        return ReviewAnswers.Read("sheet.csv", stream, Acme, DateTimeZone.Utc, due);
    }

    private static List<Dictionary<string, string>> Sheet(EntitlementStory story)
    {
        var rows = Written(story).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split(',')).ToList();
        return [.. rows.Skip(1).Select(row => rows[0].Zip(row).ToDictionary(pair => pair.First, pair => pair.Second))];
    }
}
