using System.Text;
using Compliance.Evidence;
using Compliance.Onboarding;
using Compliance.Tests.Evidence;
using MemoryFolder = Compliance.Tests.Vendors.MemoryFolder;

namespace Compliance.Tests.Onboarding;

public sealed class FolderSurveyTests
{
    private const string Log = "time,user,action\n2026-06-20T08:00:00Z,ann,ticket.read\n";
    private const string Roster = "Employee ID,Full Name,Email,Job Title,Created At,Hire Date\nE1,Ann Lee,ann@vendor.example,Agent,2025-01-01T00:00:00Z,2025-01-01\n";

    [Theory]
    [InlineData("crm.csv", Log, FileKind.Log, "csv")]
    [InlineData("people of june.csv", Roster, FileKind.Roster, null)]
    [InlineData("users.json", """{"users":[{"id":7,"name":"Ann","email":"ann@vendor.example","role":"agent","suspended":false,"created_at":"2025-01-01T00:00:00Z"}]}""", FileKind.UserList, "zendesk-users")]
    [InlineData("signins.json", """[{"category":"SignInLogs","time":"2026-06-20T08:00:00Z","properties":{"userPrincipalName":"ann@vendor.example"}}]""", FileKind.Log, "entra-signin")]
    [InlineData("wfm.csv", "Agent,Shift Start,Shift End\nann,2026-06-20T08:00:00Z,2026-06-20T16:00:00Z\n", FileKind.Schedule, null)]
    [InlineData("cr.csv", "person,action,from,until,ticket\nann,x,2026-06-20T08:00:00Z,2026-06-20T16:00:00Z,C-1\n", FileKind.Changes, null)]
    [InlineData("annex 4.docx", "PK", FileKind.Document, null)]
    [InlineData("annex 4.txt", "Annex 4, access\nWho may read, and what, is told below.\n", FileKind.Document, null)]
    [InlineData("unicode text.txt", Roster, FileKind.Roster, null)]
    [InlineData("vendor.yaml", "id: acme\n", FileKind.Contract, null)]
    [InlineData("people.csv", "person,status\nann,active\n", FileKind.Contract, null)]
    [InlineData("people.csv", Roster, FileKind.Roster, null)]
    [InlineData("roster.xlsx", "PK", FileKind.Unknown, null)]
    [InlineData("export.zip", "PK", FileKind.Unknown, null)]
    [InlineData("empty.csv", "", FileKind.Unknown, null)]
    [InlineData("sizes.csv", "name,size\na,1\n", FileKind.Unknown, null)]
    [InlineData("logs/sizes.csv", "name,size\na,1\n", FileKind.Unknown, null)]
    public void A_file_is_known_by_what_it_holds(string path, string text, FileKind kind, string? format)
    {
        var file = Look(path, text);

        Assert.Equal((kind, format), (file.Kind, file.Format));
        Assert.NotEmpty(file.Why);
    }

    [Theory]
    [InlineData("Personal-Nr.;Nachname;Vorname;Funktion;Eintritt\r\n1;Lee;Ann;Agent;01.03.2025\r\n2;Müller;Jörg;Agent;01.03.2025\r\n", 3)]
    [InlineData("Personal-Nr.;Nachname;Vorname;Tätigkeit;Eintritt\r\n1;Lee;Ann;Agent;01.03.2025\r\n", 1)]
    public void A_roster_whose_letters_would_be_lost_is_refused_with_what_to_do(string text, int line)
    {
        var survey = FolderSurvey.Of(new MemoryFolder().Add("Personalliste.csv", Encoding.Latin1.GetBytes(text)), null, CancellationToken.None);

        Assert.Equal(FileKind.Unknown, survey.Files[0].Kind);
        Assert.EndsWith($"its text is neither UTF-8 nor UTF-16 (line {line}), so that letters of it would be lost: save it as `CSV UTF-8`", survey.Files[0].Why, StringComparison.Ordinal);
        Assert.Empty(survey.Rosters);
    }

    [Fact]
    public void A_roster_of_german_columns_is_understood()
    {
        var survey = FolderSurvey.Of(
            new MemoryFolder().Add("Personalliste.csv", "Personal-Nr.;Nachname;Vorname;Tätigkeit;Eintrittsdatum;Status\n1;Müller;Jörg;Kundenberater;01.03.2025;Elternzeit\n"), null, CancellationToken.None);

        var row = Assert.Single(Assert.Single(survey.Rosters).Rows);
        Assert.Equal(("1", "Jörg Müller", "Kundenberater", "leave"), (row.Id, row.Name, row.Period.Title, row.Period.Status));
    }

    [Fact]
    public void Sign_ins_of_Entra_as_its_page_prints_them_are_to_be_downloaded_as_JSON()
    {
        var file = Look("InteractiveSignIns.csv", "Date (UTC),Request ID,User,Username,Application,Status,Sign-in error code\n2026-06-20T08:00:00Z,r,Ann,ann@vendor.example,CRM,Success,None\n");

        Assert.Equal((FileKind.Unknown, "sign-ins as the admin centre of Entra prints them to CSV: download them as JSON, which is read"), (file.Kind, file.Why));
    }

    [Fact]
    public void A_gzipped_log_is_a_log()
    {
        var survey = FolderSurvey.Of(new MemoryFolder().Add("crm.csv.gz", LogText.Gzip(Encoding.UTF8.GetBytes(Log))), null, CancellationToken.None);

        Assert.Equal(FileKind.Log, Assert.Single(survey.Files).Kind);
    }

    [Fact]
    public void A_long_log_is_known_by_its_beginning()
    {
        var file = Look("crm.csv", "time,user,action\n" + string.Concat(Enumerable.Repeat("2026-06-20T08:00:00Z,ann,ticket.read\n", 100_000)));

        Assert.Equal(FileKind.Log, file.Kind);
    }

    [Fact]
    public void A_log_with_columns_of_other_names_shows_how_they_were_understood()
    {
        var file = Look("crm.csv", "Event Time,Performed By,Activity Type,Customer ID,Ticket No\n2026-06-20T08:00:00Z,ann,ticket.read,C1,T1\n");

        Assert.Equal((FileKind.Log, "csv", false), (file.Kind, file.Format, file.NeedsZone));
        Assert.Equal(
            ["account: Performed By", "action: Activity Type", "case: Ticket No", "resource: Customer ID", "time: Event Time"],
            file.Fields.Select(field => $"{field.Key}: {field.Value}").Order());
    }

    [Fact]
    public void A_log_whose_times_have_no_offset_needs_a_zone() => Assert.True(Look("crm.csv", "time,user,action\n2026-06-20 08:00:00,ann,ticket.read\n").NeedsZone);

    [Theory]
    [InlineData("crm.csv", "time,user,action\n2026-06-20T08:00:00Z,ann,ticket.read\n2026-06-20T08:00:01Z,Zoë,ticket.read\n2026-06-20T08:00:02Z,Jörg,ticket.read\n", 2)]
    [InlineData("logs/crm.csv", "time,user,action\n2026-06-20T08:00:00Z,Zoë,ticket.read\n", 1)]
    [InlineData("crm.json", "{\"entities\":[{\"time\":\"2026-06-20T08:00:00Z\",\"user\":\"Zoë\",\"action\":\"ticket.read\"}]}", 1)]
    [InlineData("crm.csv", "Zeitpunkt;Benutzer;Aktivität\n2026-06-20T08:00:00Z;ann;prüfen\n", 1)]
    [InlineData("crm.csv", "time,user,action,prüfer\n2026-06-20T08:00:00Z,ann,ticket.read,\n", 1)]
    public void A_log_that_is_no_UTF8_is_taken_for_Windows_1252_and_that_is_said(string path, string text, int lines)
    {
        var file = Assert.Single(FolderSurvey.Of(new MemoryFolder().Add(path, Encoding.Latin1.GetBytes(text)), null, CancellationToken.None).Files);

        Assert.Equal((FileKind.Log, TextEncoding.Windows1252, lines), (file.Kind, file.Encoding, file.Foreign));
        Assert.EndsWith(", no UTF-8: taken for Windows-1252", file.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a record that is UTF-8 after all", "2026-06-20T08:00:02Z,J\u00c3\u00b6rg,ticket.read\n")]
    [InlineData("a byte that the code page leaves open", "2026-06-20T08:00:02Z,\u0081,ticket.read\n")]
    public void What_speaks_against_Windows_1252_keeps_a_log_from_being_taken_for_it(string why, string row)
    {
        var bytes = Encoding.Latin1.GetBytes($"time,user,action\n2026-06-20T08:00:01Z,Zoë,ticket.read\n{row}2026-06-20T08:00:03Z,ann,ticket.read\n");

        var file = Assert.Single(FolderSurvey.Of(new MemoryFolder().Add("crm.csv", bytes), null, CancellationToken.None).Files);

        Assert.Equal((why, FileKind.Log, TextEncoding.Utf8, 0L), (why, file.Kind, file.Encoding, file.Foreign));
    }

    [Fact]
    public void A_letter_that_the_end_of_the_beginning_cuts_is_no_other_encoding()
    {
        // What is looked into ends inside the `ö`.
        var text = "time,user,action,note\n";
        while (text.Length < (1 << 20) - 200) text += string.Concat(Enumerable.Repeat("2026-06-20T08:00:00Z,ann,ticket.read,\n", Math.Max(1, ((1 << 20) - 200 - text.Length) / 38)));
        text += "2026-06-20T08:00:00Z,ann,ticket.read,";
        text += new string('x', (1 << 20) - 1 - text.Length) + "ö\n";

        Assert.Equal((FileKind.Log, TextEncoding.Utf8), (Look("crm.csv", text).Kind, Look("crm.csv", text).Encoding));
    }

    [Theory]
    [InlineData("zendesk-access.csv", "csv", "zendesk")]
    [InlineData("logs/crm/2026.csv", "csv", "crm")]
    [InlineData("anything.json", "okta", "okta")]
    [InlineData("anything.json", "azure-activity", "azure")]
    [InlineData("2026.csv", "csv", null)]
    public void The_system_of_a_log_is_told_by_its_format_else_its_place(string path, string format, string? system) => Assert.Equal(system, SystemNames.OfLog(format, path));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_file_is_too_odd(int seed)
    {
        var random = new Random(seed);
        var folder = new MemoryFolder();
        foreach (var start in new[] { "", "{", "[{\"a\":", "a,b\n", "\"", "\u001f\u008b", Roster, Log })
        {
            var noise = new byte[random.Next(4096)];
            random.NextBytes(noise);
            folder.Add($"f{start.Length}.csv", [.. Encoding.UTF8.GetBytes(start), .. noise]);
        }

        Assert.Equal(folder.List().Count, FolderSurvey.Of(folder, null, CancellationToken.None).Files.Count);
    }

    private static SurveyedFile Look(string path, string text) => Assert.Single(FolderSurvey.Of(new MemoryFolder().Add(path, text), null, CancellationToken.None).Files);
}
