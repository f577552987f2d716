using System.Text;
using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Onboarding;
using Compliance.Tests.Vendors;
using Compliance.Vendors;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Compliance.Tests.Onboarding;

public sealed class FirstDraftTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 6, 30, 0, 0);

    [Fact]
    public void What_is_drafted_reads_and_can_be_audited()
    {
        var (record, result) = Audited(Received());

        Assert.Equal(["E1", "E2", "E3"], record.People!.ByName.Keys.Order());
        Assert.Null(record.Access.Approved);
        Assert.Equal(["everyone", "support-agent", "team-lead"], record.Access.Roles.Select(role => role.Name));
        Assert.Equal(["E1", "E2", "E3"], record.Access.Assignments.Select(held => held.Principal).Order());
        Assert.All(result.Evidence.Where(source => source.Kind == "log"), source => Assert.Equal(0, source.Rejected));
        Assert.DoesNotContain(result.Checks, check => check.Rule == "unknown-account" && check.Verdict == Verdict.Fail);
    }

    [Fact]
    public void An_action_is_allowed_to_those_whose_work_it_seems_and_what_few_did_is_a_comment()
    {
        var access = Draft(Received()).Files["access.yaml"];

        Assert.Contains("- actions: [ticket.read]   # observed, not approved: 2 of 2\n", access, StringComparison.Ordinal);
        Assert.Contains("- actions: [signin, signout]   # observed, not approved: 3 of 3 people", access, StringComparison.Ordinal);
        Assert.Contains("approved:   #", access, StringComparison.Ordinal);
    }

    [Fact]
    public void What_one_of_many_did_is_left_out()
    {
        var folder = new MemoryFolder().Add("roster.csv", Roster([.. Enumerable.Range(1, 9).Select(n => $"E{n},Agent {(char)('A' + n)},a{n}@vendor.example,Agent,Manila,2025-01-01,")]));
        folder.Add("crm.csv", Log([.. Enumerable.Range(1, 9).Select(n => ($"a{n}@vendor.example", "ticket.read")), ("a3@vendor.example", "customer.export")]));

        var access = Draft(folder).Files["access.yaml"];

        Assert.Contains("      - actions: [ticket.read]   # observed, not approved: 9 of 9\n", access, StringComparison.Ordinal);
        Assert.Contains("      # - actions: [customer.export]   # left out: 1 of 9\n", access, StringComparison.Ordinal);
    }

    [Fact]
    public void Use_of_more_than_thirty_days_before_the_end_is_no_use()
    {
        var folder = Received().Add("old.csv", "time,user,action\n2026-01-01T00:00:00Z,ann.lee@vendor.example,case.merge\n2026-01-01T00:00:00Z,bob.ray@vendor.example,case.merge\n");

        Assert.DoesNotContain("case.merge", Draft(folder).Files["access.yaml"], StringComparison.Ordinal);
    }

    [Fact]
    public void Somebody_who_came_back_holds_the_role_for_each_period_and_never_twice_at_once()
    {
        var folder = new MemoryFolder().Add("roster.csv", Roster(["E1,Ann Lee,ann@vendor.example,Agent,Manila,2024-01-01,2025-05-31", "E1,Ann Lee,ann@vendor.example,Agent,Manila,2025-06-01,"]));

        var record = Read(folder, Draft(folder));

        Assert.Equal(
            [("2023-12-31T16:00:00Z", "2025-05-31T16:00:00Z"), ("2025-05-31T16:00:00Z", "")],
            record.Access.Assignments.Select(held => (held.From.ToString(), held.Until?.ToString() ?? "")));
        Assert.Equal(2, record.People!.ByName["E1"].Employments.Count);
    }

    [Fact]
    public void Grants_are_what_a_system_gives_to_most()
    {
        var folder = Received().Add("entitlements/crm.csv",
            "system,account,role\ncrm,ann.lee@vendor.example,agent\ncrm,bob.ray@vendor.example,agent\ncrm,mia.cruz@vendor.example,admin\n");

        var access = Draft(folder).Files["access.yaml"];

        Assert.Contains("      - { system: crm, roles: [agent] }   # has, not approved: 2 of 2\n", access, StringComparison.Ordinal);
        Assert.Contains("      - { system: crm, roles: [admin] }   # has, not approved: 1 of 1\n", access, StringComparison.Ordinal);
        _ = Read(folder, Draft(folder));
    }

    [Fact]
    public void A_roster_without_titles_takes_roles_from_teams_or_from_groups_of_a_system()
    {
        var folder = new MemoryFolder().Add("roster.csv", "Employee ID,Name,Email,Hire Date\nE1,Ann Lee,ann.lee@vendor.example,2025-01-01\nE2,Bob Ray,bob.ray@vendor.example,2025-01-01\n")
            .Add("entitlements/crm.csv", "system,account,role\ncrm,ann.lee@vendor.example,Tier 1\n");

        var draft = Draft(folder);

        Assert.Equal(("tier-1", "group"), (Assert.Single(draft.Roles).Name, draft.Roles[0].SourceKind));
        Assert.Equal("E2", Assert.Single(draft.WithoutRole).Key);
    }

    [Fact]
    public void Logs_of_one_form_whose_names_differ_in_numbers_are_one_entry_and_tell_what_to_expect()
    {
        var folder = new MemoryFolder()
            .Add("crm-2026-05.csv", Days(new LocalDate(2026, 5, 1), 31)).Add("crm-2026-06.csv", Days(new LocalDate(2026, 6, 1), 20))
            .Add("crm-notes.txt", "-");

        var entry = Assert.Single(Read(folder, Draft(folder)).Vendor.Logs);

        Assert.Equal(("crm-*.csv", "csv", Expectation.Daily), (entry.Path.Text, entry.Format, entry.Expect));
    }

    [Fact]
    public void A_pattern_that_would_match_another_file_is_not_used()
    {
        var folder = new MemoryFolder().Add("crm-1.csv", Days(new LocalDate(2026, 6, 1), 2)).Add("crm-2.csv", Days(new LocalDate(2026, 6, 3), 2)).Add("crm-users.csv", "name,team,title,hired\nx,y,z,2025-01-01\n");

        Assert.Equal(["crm-1.csv", "crm-2.csv"], Read(folder, Draft(folder)).Vendor.Logs.Select(entry => entry.Path.Text));
    }

    [Theory]
    [InlineData("Omaha, NE", "", "UTC")]
    [InlineData("Wilmington, DE", "", "UTC")]
    [InlineData("Athens, GA", "", "UTC")]
    [InlineData("Atlanta, Georgia", "", "UTC")]
    [InlineData("Chicago, IL", "", "America/Chicago")]
    [InlineData("Contact Center", "", "UTC")]
    [InlineData("Contact Center", "PH", "Asia/Manila")]
    [InlineData("Cordoba", "Spain", "UTC")]
    [InlineData("Berlin, DE", "", "Europe/Berlin")]
    [InlineData("Cebu, PH", "", "Asia/Manila")]
    [InlineData("Cebu", "Philippines", "Asia/Manila")]
    public void The_zone_is_that_of_the_sites_where_they_tell_it(string site, string country, string zone)
    {
        var folder = new MemoryFolder().Add("roster.csv", $"Employee ID,Name,Job Title,Site,Country,Hire Date\nE1,Ann Lee,Agent,\"{site}\",{country},2025-01-01\n");

        Assert.Equal(zone, Draft(folder).Timezone.Zone.Id);
    }

    [Fact]
    public void An_encoding_that_was_assumed_is_drafted_with_what_it_rests_on()
    {
        var rows = string.Concat(Enumerable.Range(1, 3).Select(i => $"2026-06-2{i}T08:00:00Z,zoë@vendor.example,ticket.read\n"));
        var folder = new MemoryFolder().Add("roster.csv", Roster(["E1,Zoë Lee,zoë@vendor.example,Agent,Manila,2024-01-01,"]))
            .Add("crm.csv", Encoding.Latin1.GetBytes($"time,user,action\n{rows}2026-06-25T08:00:00Z,ann@vendor.example,ticket.read\n"));

        var draft = Draft(folder);

        Assert.Contains("    encoding: windows-1252   # assumed: 3 lines at its beginning are no UTF-8, and Windows-1252 knows their bytes; see whether accents come out right\n", draft.Files["vendor.yaml"], StringComparison.Ordinal);
        Assert.Equal(TextEncoding.Windows1252, Assert.Single(Read(folder, draft).Vendor.Logs).Encoding);
        Assert.Contains(draft.Accounts, account => account.Account == "zoë@vendor.example" && account.Person is not null);
    }

    [Fact]
    public void Times_are_UTC_where_their_column_says_so()
    {
        var folder = new MemoryFolder().Add("roster.csv", Roster(["E1,Ann Lee,ann@vendor.example,Agent,Manila,2024-01-01,"]))
            .Add("crm.csv", "Timestamp (UTC),User,Action\n2026-06-20 08:00:00,ann@vendor.example,ticket.read\n");

        var draft = Draft(folder);

        Assert.Contains("    zone: UTC   # as its column Timestamp (UTC) says\n", draft.Files["vendor.yaml"], StringComparison.Ordinal);
        Assert.Equal("UTC", Assert.Single(Read(folder, draft).Vendor.Logs).Zone!.Id);
    }

    [Fact]
    public void Times_without_an_offset_are_read_by_the_clock_of_the_sites()
    {
        var folder = Received().Add("local.csv", "Event Time,Agent Login,Operation Name\n2026-06-20 09:00:00,ann.lee,kb.read\n");

        var record = Read(folder, Draft(folder));

        Assert.Equal("Asia/Manila", record.Access.Timezone.Id);
        var entry = Assert.Single(record.Vendor.Logs, entry => entry.Path.Text == "local.csv");
        Assert.Equal(("Asia/Manila", "Agent Login"), (entry.Zone?.Id, entry.Fields["account"]));
    }

    [Fact]
    public void Accounts_of_others_are_out_of_scope_and_bare_names_stay_in_it()
    {
        var folder = Received().Add("more.csv", Log([("someone@client.example", "ticket.read"), ("desk3", "ticket.read")]));

        var population = Read(folder, Draft(folder)).Vendor.Population!;

        Assert.DoesNotContain(population, pattern => pattern.Matches("someone@client.example"));
        Assert.Contains(population, pattern => pattern.Matches("desk3"));
        Assert.Contains(population, pattern => pattern.Matches("anybody@vendor.example"));
    }

    [Fact]
    public void One_name_that_means_another_person_elsewhere_speaks_for_its_own_log_alone()
    {
        var folder = Received().Add("entitlements/a.csv", "system,account,role\nzz,nobody,x\n");
        folder.Add("zendesk-users.json", """{"users":[{"id":7,"name":"Ann Lee","email":"ann.lee@vendor.example","role":"agent","created_at":"2025-01-01T00:00:00Z","suspended":false}]}""");
        folder.Add("zendesk.ndjson", """{"time":"2026-06-20T00:00:00Z","user":"7","action":"ticket.read"}""" + "\n");
        folder.Add("other.ndjson", """{"time":"2026-06-20T00:00:00Z","user":"7","action":"ticket.read"}""" + "\n");

        var draft = Draft(folder);
        var record = Read(folder, draft);

        var row = Assert.Single(record.Accounts, account => account.Name == "7");
        Assert.Equal(("E1", "zendesk.ndjson"), (row.Person, row.System));
        Assert.Contains("\n7,other,,1,", draft.Files["unjoined.csv"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_of_checks_is_there_only_where_a_roster_has_it()
    {
        var plain = Draft(Received()).Files["people.csv"];
        var with = Draft(new MemoryFolder().Add("r.csv", "Employee ID,Name,Title,BGV Date\nE1,Ann Lee,Agent,2025-01-01\n")).Files["people.csv"];

        Assert.StartsWith("person,name,status,hired,left,site,email,title,team\n", plain, StringComparison.Ordinal);
        Assert.StartsWith("person,name,status,hired,left,site,background_check,email", with, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_anything_known_there_is_still_a_folder_that_reads()
    {
        var folder = new MemoryFolder().Add("notes.txt", "hello");

        var record = Read(folder, Draft(folder));

        Assert.Null(record.People);
        Assert.Empty(record.Vendor.Logs);
        Assert.Equal("UTC", record.Access.Timezone.Id);
    }

    [Fact]
    public void The_same_folder_gives_the_same_draft() => Assert.Equal(Draft(Received()).Files, Draft(Received()).Files);

    [Fact]
    public void Whatever_a_roster_and_a_log_hold_what_is_drafted_reads() => FsCheck.Check.One(Tried.Times(), Prop.ForAll(ArbMap.Default.ArbFor<string?[]>(), texts =>
    {
        var cells = texts.Select(Cell).Append("\"x\"").ToArray();
        string Of(int index) => cells[index % cells.Length];
        var folder = new MemoryFolder()
            .Add("roster.csv", "Employee ID,Name,Email,Title,Team,Site,Status,Hire Date,Last Day\n" + string.Concat(Enumerable.Range(0, cells.Length)
                .Select(n => $"{Of(n)},{Of(n + 1)},{Of(n + 2)},{Of(n + 3)},{Of(n + 4)},{Of(n + 5)},{Of(n + 6)},2025-01-0{n % 9 + 1},{(n % 3 == 0 ? "2024-12-31" : "")}\n")))
            .Add("crm.csv", "time,user,action\n" + string.Concat(Enumerable.Range(0, cells.Length).Select(n => $"2026-06-20T00:00:0{n % 10}Z,{Of(n)},{Of(n + 1)}\n")));

        _ = Read(folder, Draft(folder));
    }));

    private static string Cell(string? text) => $"\"{new string([.. (text ?? "").Where(c => !char.IsSurrogate(c))]).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static MemoryFolder Received() => new MemoryFolder()
        .Add("hr export.csv", Roster(["E1,Ann Lee,ann.lee@vendor.example,Support Agent,Manila,2025-01-01,", "E2,Bob Ray,bob.ray@vendor.example,Support Agent,Manila,2025-02-01,", "E3,Mia Cruz,mia.cruz@vendor.example,Team Lead,Cebu,2024-01-01,"]))
        .Add("helpdesk.csv", Log([("ann.lee@vendor.example", "signin"), ("ann.lee@vendor.example", "ticket.read"), ("bob.ray", "signin"), ("bob.ray", "ticket.read"), ("mia.cruz@vendor.example", "signin"), ("mia.cruz@vendor.example", "ticket.assign")]));

    private static string Roster(string[] rows) => $"Employee ID,Full Name,Work Email,Job Title,Site,Hire Date,Termination Date\n{string.Concat(rows.Select(row => $"{row}\n"))}";

    private static string Log(IEnumerable<(string Account, string Action)> events) =>
        "time,user,action\n" + string.Concat(events.Select((one, index) => $"2026-06-20T08:{index:D2}:00Z,{one.Account},{one.Action}\n"));

    private static string Days(LocalDate first, int count) =>
        "time,user,action\n" + string.Concat(Enumerable.Range(0, count).Select(day => $"{first.PlusDays(day):yyyy'-'MM'-'dd}T08:00:00Z,ann,ticket.read\n"));

    private static FirstDraft Draft(IVendorFolder folder) => FirstDraft.Of(folder, new DraftOptions { Now = Now }, null, CancellationToken.None);

    private static VendorRecord Read(MemoryFolder folder, FirstDraft draft)
    {
        foreach (var (name, text) in draft.Files) folder.Add(name, DraftMemory.Sealed(name, text));
        return VendorReader.Read(folder);
    }

    private static (VendorRecord, AuditResult) Audited(MemoryFolder folder)
    {
        var record = Read(folder, Draft(folder));
        var request = new AuditRequest { Id = "1", Record = record, Folder = folder, StartedBy = "test" };
        return (record, Auditor.Audit(request, progress: null, CancellationToken.None));
    }
}
