using System.Text;
using Compliance.Incidents;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Incidents;

public class IncidentJsonTests
{
    [Fact]
    public void Every_record_is_read_back_as_it_was_written() =>
        Prop.ForAll(Cases.Records.ToArbitrary(), record =>
        {
            var read = IncidentJson.Read(IncidentJson.Write(record));
            Assert.Equivalent(record, read, strict: true);
            return read.GetType() == record.GetType() && IncidentJson.Write(read).AsSpan().SequenceEqual(IncidentJson.Write(record));
        }).Check(Tried.Times());

    [Fact]
    public void Any_bytes_are_a_record_or_refused() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), ArbMap.Default.ArbFor<int>(), Cases.Records.ToArbitrary(), (bytes, place, record) =>
        {
            var spoiled = IncidentJson.Write(record);
            for (var i = 0; i < bytes.Length; i++) spoiled[(int)(Math.Abs(place + (i * 31L)) % spoiled.Length)] = bytes[i];
            return IsReadOrRefused(bytes) && IsReadOrRefused(spoiled);
        }).Check(Tried.Times());

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"at":"2026-11-20T08:00:00Z","by":"a","delivery":"d"}""")]
    [InlineData("""{"kind":"other","at":"2026-11-20T08:00:00Z","by":"a"}""")]
    [InlineData("""{"kind":"delivery-acknowledged","at":"2026-11-20T08:00:00Z","by":"a"}""")]
    [InlineData("""{"kind":"delivery-acknowledged","at":"2026-11-20T08:00:00Z","by":null,"delivery":"d"}""")]
    [InlineData("""{"kind":"delivery-acknowledged","at":"2026-11-20T08:00:00","by":"a","delivery":"d"}""")]
    [InlineData("""{"kind":"delivery-acknowledged","at":"2026-11-20T08:00:00Z","by":"a","delivery":"d","banana":1}""")]
    [InlineData("""{"kind":"delivery-acknowledged","at":"2026-11-20T08:00:00Z","by":"a","delivery":"d","delivery":"e"}""")]
    [InlineData("""{"kind":"step-completed","at":"2026-11-20T08:00:00Z","by":"a","step":"s","evidence":[null]}""")]
    [InlineData("""{"kind":"stage","at":"2026-11-20T08:00:00Z","by":"a","to":3,"reason":"r"}""")]
    [InlineData("""{"kind":"fact","at":"2026-11-20T08:00:00Z","by":"a","fact":{"name":"awareness","at":"2026-11-20T08:00:00"}}""")]
    public void What_is_no_record_is_refused(string json) => Assert.Throws<InputException>(() => IncidentJson.Read(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void A_record_is_written_with_its_kind_first_and_times_as_they_were_given() => Assert.Equal(
        """{"kind":"fact","fact":{"name":"awareness","at":"2026-11-20T09:00:00+01:00","evidence":[],"privileged":false,"dataClasses":[]},"at":"2026-11-20T08:00:00Z","by":"Ann Ott"}""",
        Encoding.UTF8.GetString(IncidentJson.Write(new FactRecorded { At = Cases.Start, By = Cases.Ann, Fact = Cases.Fact("awareness", "2026-11-20T09:00:00+01:00") })));

    [Fact]
    public void The_directorys_id_of_a_person_comes_last_and_not_at_all_where_it_is_not_known()
    {
        const string Before = """{"kind":"step-approved","step":"contain","at":"2026-11-20T08:00:00Z","by":"Ann Ott"}""";
        var record = IncidentJson.Read(Encoding.UTF8.GetBytes(Before));

        Assert.Null(record.ById);
        // The digest in the trail is of these bytes.
        Assert.Equal(Before, Encoding.UTF8.GetString(IncidentJson.Write(record)));
        Assert.Equal(Before[..^1] + $",\"byId\":\"{Cases.AnnsId}\"}}", Encoding.UTF8.GetString(IncidentJson.Write(record with { ById = Cases.AnnsId })));
    }

    [Fact]
    public void A_record_that_fits_no_row_is_neither_written_nor_read()
    {
        var large = new StageChanged { At = Cases.Start, By = Cases.Ann, To = Stage.Incident, Reason = new string('x', IncidentJson.MostBytes) };
        Assert.Throws<InputException>(() => IncidentJson.Write(large));
        Assert.Throws<InputException>(() => IncidentJson.Read(new byte[IncidentJson.MostBytes + 1]));
    }

    private static bool IsReadOrRefused(byte[] bytes)
    {
        try
        {
            return IncidentJson.Read(bytes) is not null;
        }
        catch (InputException)
        {
            return true;
        }
    }
}
