using Compliance.Judging;
using Compliance.Rules.Conduct;

namespace Compliance.Tests.Rules.Conduct;

/// <summary>Where what is kept of a session, or of sessions at once, has an end.</summary>
public sealed class SessionTests
{
    [Fact]
    public void Of_a_session_used_from_many_places_it_cannot_be_told_unless_one_is_in_common()
    {
        var crowded = Used(1, [.. Enumerable.Range(1, 30)]);

        Assert.Null(Used(2, 100).IsApartFrom(crowded));
        Assert.Null(crowded.IsApartFrom(Used(2, 100)));
        Assert.False(Used(2, 3).IsApartFrom(crowded));
        Assert.True(Used(2, 100).IsApartFrom(Used(1, [.. Enumerable.Range(1, 16)])));
    }

    [Fact]
    public void Of_a_session_without_a_place_it_cannot_be_told() => Assert.Null(Used(1).IsApartFrom(Used(2, 1)));

    [Fact]
    public void Beside_more_sessions_than_are_kept_it_is_not_passed()
    {
        var open = new OpenSessions();
        for (var i = 0; i < 257; i++) open.Add(Used(i, 1));

        Assert.False(open.IsAnyApartFrom(Used(300, 1), out var unknown));
        Assert.NotNull(unknown);
        Assert.True(open.IsAnyApartFrom(Used(300, 2), out _));
    }

    [Fact]
    public void Those_that_end_first_are_forgotten_and_when_their_time_is_over_nothing_is_missing()
    {
        var open = new OpenSessions();
        open.Add(Used(0, 2) with { Last = 10 });
        for (var i = 1; i < 257; i++) open.Add(Used(i, 1));
        open.EndBefore(11);

        Assert.False(open.IsAnyApartFrom(Used(300, 1), out var unknown));
        Assert.Null(unknown);
    }

    [Fact]
    public void What_was_forgotten_of_one_principal_is_nothing_to_the_next()
    {
        var open = new OpenSessions();
        for (var i = 0; i < 300; i++) open.Add(Used(i, 1));
        open.Clear();

        Assert.False(open.IsAnyApartFrom(Used(1, 2), out var unknown));
        Assert.Null(unknown);
    }

    private static Session Used(int sequence, params int[] places)
    {
        var session = new Session { Start = new SessionStart { Sequence = new Sequence(0, sequence) }, Last = 1_000 };
        foreach (var place in places)
        {
            var part = new SessionPart { Last = 1_000, PlaceCount = 1 };
            part.Places[0] = AddressText.MapV4((uint)place);
            session.Add(part);
        }
        return session;
    }
}
