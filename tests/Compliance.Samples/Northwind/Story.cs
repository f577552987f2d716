namespace Compliance.Samples.Northwind;

/// <param name="Number">Place on the page.</param>
/// <param name="Kind">Where it shows: in a join, the roster, the lists of users, events, the evidence; or that it is clean.</param>
/// <param name="Told">What happened, in truth.</param>
/// <param name="Seen">What must be seen of it.</param>
internal sealed record Planted(int Number, string Kind, string Told, string Seen);

/// <summary>What was planted, and how much of each source there is.</summary>
internal sealed class Story
{
    private readonly List<Planted> _planted = [];

    public IEnumerable<Planted> Planted => _planted.OrderBy(one => one.Number);

    public void Tell(int number, string kind, string told, string seen) => _planted.Add(new Planted(number, kind, told, seen));
}
