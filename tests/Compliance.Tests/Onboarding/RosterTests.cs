using System.Text;
using Compliance.Onboarding;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Compliance.Tests.Onboarding;

public sealed class RosterTests
{
    [Theory]
    [InlineData("Employee ID,Full Name,Work Email,Job Title,Hire Date")]
    [InlineData("EMP_NO;Name;E-Mail;Position;Date of Joining")]
    [InlineData("Personalnummer\tVollername\tMail\tFunktion\tEintrittsdatum")]
    [InlineData("matrícula|Nombre Completo|Correo Electrónico|Puesto|Fecha de Ingreso")]
    public void Columns_are_known_by_their_names_in_several_spellings_and_any_delimiter(string header)
    {
        var delimiter = header.First(c => c is ',' or ';' or '\t' or '|');

        var roster = Read($"{header}\nE1,Ann Lee,ann@vendor.example,Agent,2025-01-31\n".Replace(',', delimiter));

        var person = Assert.Single(roster.People);
        Assert.Equal(("E1", "Ann Lee", "ann@vendor.example", "Agent", new LocalDate(2025, 1, 31)), (person.Key, person.Name, person.Emails[0], person.Periods[0].Title, person.Periods[0].Hired));
    }

    [Fact]
    public void A_title_above_the_header_is_passed_over()
    {
        var roster = Read("Headcount as of June,,,\n\nEmployee ID,Name,Title,Hire Date\nE1,Ann Lee,Agent,2025-01-31\n");

        Assert.Equal("Ann Lee", Assert.Single(roster.People).Name);
    }

    [Fact]
    public void A_column_whose_content_is_not_what_its_name_says_is_not_taken()
    {
        var sheet = Sheeted("Employee ID,Name,Title,Hire Date\nE1,Ann Lee,Agent,yes\nE2,Bob Ray,Agent,no\n");

        Assert.DoesNotContain(sheet.Columns, column => column.Field == RosterField.Hired);
        Assert.Equal("`Hire Date`: only 0 of 2 cells are dates", Assert.Single(sheet.Refused));
    }

    [Fact]
    public void A_column_of_nothing_but_addresses_is_one_of_addresses_whatever_its_name()
    {
        var sheet = Sheeted("Employee ID,Name,Title,Contact (new)\nE1,Ann Lee,Agent,ann@vendor.example\n");

        Assert.Contains(sheet.Columns, column => column is { Field: RosterField.OtherEmail, Column: "Contact (new)", Ground: MappingGround.ContentAlone });
    }

    [Fact]
    public void Two_columns_for_one_thing_leave_the_surer()
    {
        var sheet = Sheeted("Id,Employee Number,Name,Title\n1,E1,Ann Lee,Agent\n");

        Assert.Equal("Employee Number", Assert.Single(sheet.Columns, column => column.Field == RosterField.Id).Column);
        Assert.Contains("Id", sheet.Ignored);
    }

    [Fact]
    public void Two_people_of_one_name_stay_two_and_are_told_of()
    {
        var roster = Read("Employee ID,Name,Title\nE1,Ann Lee,Agent\nE2,Ann  LEE,Lead\n");

        Assert.Equal(["E1", "E2"], roster.People.Select(person => person.Key));
        Assert.Contains("is the name of 2 people (E1, E2)", Assert.Single(roster.Doubts), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_people_of_one_name_without_id_or_address_get_keys_of_their_own()
    {
        var roster = Read("Name,Title,Hire Date\nAnn Lee,Agent,2025-01-01\nAnn Lee,Agent,2025-06-01\n");

        Assert.Equal(["ann-lee", "ann-lee-2"], roster.People.Select(person => person.Key));
    }

    [Fact]
    public void Somebody_who_came_back_under_the_same_id_has_two_periods()
    {
        var roster = Read("Employee ID,Name,Title,Hire Date,Termination Date,Status\nE1,Ann Lee,Agent,2024-01-01,2024-12-31,Terminated\nE1,Ann Lee,Lead,2025-06-01,,Active\n");

        Assert.Equal([("terminated", "Agent"), ("active", "Lead")], Assert.Single(roster.People).Periods.Select(period => (period.Status, period.Title)));
    }

    [Fact]
    public void Somebody_who_came_back_under_another_id_is_one_by_address_and_name()
    {
        var roster = Read("Employee ID,Name,Email,Title,Hire Date,Termination Date\nE1,Ann Lee,ann@vendor.example,Agent,2024-01-01,2024-12-31\nE9,\"Lee, Ann\",ann@vendor.example,Agent,2025-06-01,\n");

        var person = Assert.Single(roster.People);
        Assert.Equal(("E9", 2), (person.Key, person.Periods.Count));
        Assert.Equal(["E1", "E9"], person.Ids);
    }

    [Fact]
    public void A_row_with_a_date_of_return_tells_of_two_periods()
    {
        var roster = Read("Employee ID,Name,Title,Hire Date,Termination Date,Rehire Date\nE1,Ann Lee,Agent,2024-01-01,2024-12-31,2025-06-01\n");

        Assert.Equal([(new LocalDate(2024, 1, 1), new LocalDate(2024, 12, 31)), (new LocalDate(2025, 6, 1), (LocalDate?)null)],
            Assert.Single(roster.People).Periods.Select(period => (period.Hired!.Value, period.Left)));
    }

    [Fact]
    public void An_address_given_to_another_is_two_peoples_and_told_of()
    {
        var roster = Read("Employee ID,Name,Email,Title\nE1,Ann Lee,desk3@vendor.example,Agent\nE2,Bob Ray,desk3@vendor.example,Agent\n");

        Assert.Equal(2, roster.People.Count);
        Assert.Contains("it was given to another", Assert.Single(roster.Doubts), StringComparison.Ordinal);
    }

    [Fact]
    public void One_id_of_two_names_is_told_of()
    {
        var roster = Read("Employee ID,Name,Title\nE1,Ann Lee,Agent\nE1,Bob Ray,Agent\n");

        Assert.Contains("`E1` stands for `Ann Lee` and for `Bob Ray`", Assert.Single(roster.Doubts), StringComparison.Ordinal);
    }

    [Fact]
    public void A_period_in_two_rosters_is_one_and_its_end_is_not_lost()
    {
        var leavers = Sheeted("Employee ID,Name,Title,Hire Date,Last Day\nE1,Ann Lee,Agent,2025-01-01,2026-06-19\n", "a-leavers.csv");
        var roster = Roster.Of([leavers, Sheeted("Employee ID,Name,Title,Hire Date\nE1,Ann Lee,Agent,2025-01-01\n", "b-roster.csv")]);

        Assert.Equal(new LocalDate(2026, 6, 19), Assert.Single(Assert.Single(roster.People).Periods).Left);
    }

    [Theory]
    [InlineData("Active", "active")]
    [InlineData("Active - Production", "active")]
    [InlineData("On Leave", "leave")]
    [InlineData("LOA", "leave")]
    [InlineData("Termed", "terminated")]
    [InlineData("Inactive", "terminated")]
    [InlineData("FALSE", "terminated")]
    [InlineData("Garden visit", "garden-visit")]
    public void A_status_is_one_of_ours_or_its_own_word(string word, string status) =>
        Assert.Equal(status, Read($"Employee ID,Name,Title,Status\nE1,Ann Lee,Agent,{word}\n").People[0].Periods[0].Status);

    [Fact]
    public void Without_a_status_a_date_of_leaving_says_who_has_left() =>
        Assert.Equal(["active", "terminated"], Read("Employee ID,Name,Title,Last Working Day\nE1,Ann Lee,Agent,\nE2,Bob Ray,Agent,2026-01-31\n").People.Select(person => person.Periods[0].Status));

    [Theory]
    [InlineData("José Núñez", "jose nunez")]
    [InlineData("Cruz,  María", "maria cruz")]
    [InlineData("Łukasz Weiß", "lukasz weiss")]
    [InlineData("O'Brien-Smith, J.", "j obrien smith")]
    public void A_name_is_compared_without_accents_order_and_spaces(string name, string plain) => Assert.Equal(plain, NameText.Person(name));

    [Fact]
    public void A_roster_in_utf_16_is_read()
    {
        byte[] bytes = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("Employee ID\tName\tTitle\nE1\tJosé Núñez\tAgent\n")];

        var sheet = Sheet.Read(new MemoryStream(bytes), 10);

        Assert.Equal("José Núñez", Assert.Single(Roster.Of([new RosterSheet("roster.csv", sheet, RosterHeader.Find(sheet)!, null)]).People).Name);
    }

    [Theory]
    [InlineData("a,b\n\"x\n||\",y\n", "a", "b")]
    [InlineData("Staff of May, June, July\na;b\nx;y\n", "a", "b")]
    [InlineData("a;b\nx;1,5\ny;2,5\n", "a", "b")]
    [InlineData("a\tb\n\"x, y; z|\"\t1\n", "a", "b")]
    [InlineData("a|b", "a", "b")]
    public void The_delimiter_is_the_one_that_makes_rows(string text, params string[] header) =>
        Assert.Contains(Sheet.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), 10).Lines, line => line.SequenceEqual(header));

    [Fact]
    public void No_bytes_are_too_odd_to_be_a_sheet() => Check.One(Tried.Times(), Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
    {
        var sheet = Sheet.Read(new MemoryStream(bytes), 100);
        if (RosterHeader.Find(sheet) is { } header) _ = Roster.Of([new RosterSheet("any.csv", sheet, header, null)]);

        Assert.True(sheet.Lines.Count <= 100);
    }));

    [Fact]
    public void A_sheet_of_any_cells_is_read_as_written() => Check.One(Tried.Times(), Prop.ForAll(ArbMap.Default.ArbFor<string[][]>(), rows =>
    {
        string[][] cells = [["a", "b"], .. rows.Where(row => row is not null).Select(row => row.Take(2).Select(Clean).ToArray()).Where(row => row.Length == 2 && row.Any(cell => cell.Length > 0))];
        var text = string.Concat(cells.Select(row => string.Join(',', row.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\n"));

        Assert.Equal(cells, Sheet.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), int.MaxValue).Lines);
    }));

    // Half a character has no UTF-8; white space around a cell is no part of it.
    private static string Clean(string? cell) => new string([.. (cell ?? "").Where(c => !char.IsSurrogate(c) && c is not ('\0' or '\uFEFF'))]).Trim();

    private static Roster Read(string text) => Roster.Of([Sheeted(text)]);

    private static RosterSheet Sheeted(string text, string path = "roster.csv")
    {
        var sheet = Sheet.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), int.MaxValue);
        return new RosterSheet(path, sheet, RosterHeader.Find(sheet)!, null);
    }
}
