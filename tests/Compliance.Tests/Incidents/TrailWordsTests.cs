using System.Security.Cryptography;
using Compliance.Incidents;
using Compliance.Trail;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Incidents;

public class TrailWordsTests
{
    private static readonly Pseudonyms Names = new(new byte[Pseudonyms.KeySize]);

    [Fact]
    public void Every_record_is_an_entry_that_the_trail_takes() =>
        Prop.ForAll(Cases.Records.ListOf().ToArbitrary(), records =>
        {
            var incident = Cases.Of(records);
            return Enumerable.Range(1, records.Count).All(number => Entry(incident, number).Leaf.Length > 0);
        }).Check(Tried.Times());

    [Fact]
    public void What_the_trail_says_of_a_record_does_not_change_with_those_that_follow() =>
        Prop.ForAll(Cases.Records.ListOf().ToArbitrary(), records =>
            records.Count == 0 || Entry(Cases.Of(records), 1).Leaf.Span.SequenceEqual(Entry(Cases.Of(records.Take(1)), 1).Leaf.Span)).Check(Tried.Times());

    [Fact]
    public void Neither_names_nor_free_text_stand_in_the_trail()
    {
        var incident = Cases.Opened().WithFact(Cases.Fact("awareness", "2026-11-20T09:00:00Z") with { Note = "secret note", Evidence = ["secret path"] })
            .Then(now => now.Close(true, "secret rationale", "secret risk", "secret reason", Cases.Ann, Cases.Start));
        var said = string.Concat(Enumerable.Range(1, incident.Records.Count).Select(number => System.Text.Encoding.UTF8.GetString(Entry(incident, number).Leaf.Span)));

        Assert.DoesNotContain("secret", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Ott", said, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("mass record access", said, StringComparison.Ordinal);
        Assert.Contains("2026-11-20T09:00:00Z", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_privileged_fact_neither_name_nor_time_stand_in_the_trail_nor_the_limits_that_follow_from_it()
    {
        var incident = Cases.Opened().WithFact(Cases.Fact("discovery", "2026-11-20T09:00:00Z") with { Privileged = true })
            .Add(new Overdue { At = Cases.Start, By = "system:clocks", Clock = "eu-gdpr.art33-1", Due = NodaTime.Instant.FromUtc(2026, 11, 23, 9, 0) });

        Assert.Equal(["incident", "privileged", "record", "sha256"], TrailWords.Of(incident, 2, Names.OfPerson, Names.OfFinding, Names.SaltOf).Data.Select(member => member.Key).Order());
        Assert.Equal(["clock", "incident", "record", "sha256"], TrailWords.Of(incident, 3, Names.OfPerson, Names.OfFinding, Names.SaltOf).Data.Select(member => member.Key).Order());
    }

    [Fact]
    public void Nobody_without_the_key_confirms_a_guess_of_a_record_or_of_a_text()
    {
        var incident = Cases.Opened().WithFact(Cases.Fact("awareness", "2026-11-20T09:00:00Z") with { Note = "yes" });
        var said = TrailWords.Of(incident, 2, Names.OfPerson, Names.OfFinding, Names.SaltOf).Data;
        var other = TrailWords.Of(incident, 2, Names.OfPerson, Names.OfFinding, new Pseudonyms([.. Enumerable.Repeat((byte)7, Pseudonyms.KeySize)]).SaltOf).Data;

        foreach (var (member, bytes) in new[] { ("sha256", IncidentJson.Write(incident.Records[1])), ("note", "yes"u8.ToArray()) })
        {
            Assert.NotEqual("sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes)), said[member]!.GetValue<string>());
            Assert.NotEqual(other[member]!.GetValue<string>(), said[member]!.GetValue<string>());
            Assert.Equal("sha256:" + Convert.ToHexStringLower(SHA256.HashData([.. Names.SaltOf(bytes), .. bytes])), said[member]!.GetValue<string>());
        }
    }

    private static TrailEntry Entry(Incident incident, int number)
    {
        var words = TrailWords.Of(incident, number, Names.OfPerson, Names.OfFinding, Names.SaltOf);
        return TrailEntry.Create(incident.Vendor.Value, incident.Records[number - 1].At, words.Type, words.Actor, null, words.Data);
    }
}
