using Compliance.Incidents;
using static Compliance.Tests.Incidents.OverdueRegisters;

namespace Compliance.Tests.Incidents;

public sealed class OverdueRegisterJsonTests
{
    [Fact]
    public void What_was_written_reads_back_equal()
    {
        var register = Register(
            Clock(), Clock(Contract, submission: SubmissionState.Late), Clock(incident: "other", submission: SubmissionState.InTime),
            Clock(Contract, "other", SubmissionState.Late) with { Due = null, SubmittedAt = null }) with
        { Cut = true };

        var back = Read(File(register));

        Assert.Equal(register.Clocks, back.Clocks);
        Assert.Equal((register.At, register.Seen, register.Cut), (back.At, back.Seen, back.Cut));
    }

    [Theory]
    [InlineData("""{"at":"2026-11-24T08:00:00Z","seen":1,"cut":false}""", "`clocks`: expected an array")]
    [InlineData("""{"seen":1,"cut":false,"clocks":[]}""", "`at`: is missing")]
    [InlineData("""{"at":"2026-11-24T08:00:00","seen":1,"cut":false,"clocks":[]}""", "`at`: expected an instant in UTC")]
    [InlineData("""{"at":"2026-11-24T08:00:00Z","seen":-1,"cut":false,"clocks":[]}""", "`seen`: expected a number")]
    [InlineData("""{"at":"2026-11-24T08:00:00Z","seen":1,"clocks":[]}""", "`cut`: expected true or false")]
    [InlineData("""{"at":"2026-11-24T08:00:00Z","seen":1,"cut":false,"clocks":[],"title":"x"}""", "the document: has a key that is none of at, seen, cut, clocks")]
    [InlineData("""{"at":"2026-11-24T08:00:00Z","seen":1,"seen":2,"cut":false,"clocks":[]}""", "has the key `seen` twice")]
    [InlineData("""{"at":"2026-11-24T08:00:00Z","seen":0,"cut":false,"clocks":[{"incident":"ab","clock":"a.b","submission":"none"}]}""", "`clocks`: speaks of 1 incidents")]
    [InlineData("[]", "the document: expected an object")]
    [InlineData("{", "incidents/overdue.json:1:")]
    public void A_document_that_is_none_is_refused_with_its_place(string file, string said) =>
        Assert.Contains(said, Assert.Throws<InputException>(() => Read(file)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"incident":"Ann Ott","clock":"eu-gdpr.art33-1","submission":"none"}""", "`clocks[0].incident`")]
    [InlineData("""{"incident":"ab","clock":"Ann Ott","submission":"none"}""", "`clocks[0].clock`")]
    [InlineData("""{"incident":"ab","clock":"a.b","submission":"soon"}""", "`clocks[0].submission`: expected one of `none`, `in time`, `late`")]
    [InlineData("""{"incident":"ab","clock":"a.b"}""", "`clocks[0].submission`")]
    [InlineData("""{"incident":"ab","clock":"a.b","due":"2026-11-24T08:00:00Z","submission":"in time"}""", "does not follow")]
    [InlineData("""{"incident":"ab","clock":"a.b","due":"2026-11-24T08:00:00Z","submission":"in time","submittedAt":"2026-11-24T08:00:01Z"}""", "does not follow")]
    [InlineData("""{"incident":"ab","clock":"a.b","submission":"late","submittedAt":"2026-11-24T08:00:01Z"}""", "does not follow")]
    [InlineData("""{"incident":"ab","clock":"a.b","submission":"none","by":"Ann Ott"}""", "`clocks[0]`: has a key")]
    public void A_clock_that_is_none_is_refused_and_its_words_are_not_repeated(string clock, string said)
    {
        var refused = Assert.Throws<InputException>(() => Read($$"""{"at":"2026-11-24T08:00:00Z","seen":1,"cut":false,"clocks":[{{clock}}]}"""));

        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Ann", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clock_stands_there_once() => Assert.Throws<InputException>(() => Read(File(Register(Clock(), Clock(submission: SubmissionState.Late)))));
}
