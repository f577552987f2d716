using Compliance.Events;
using NodaTime;

namespace Compliance.Vendors;

/// <summary><c>people.csv</c>. A person has one row for each period of employment.</summary>
public sealed record People
{
    /// <summary>By person; keys are compared ordinally, ignoring case.</summary>
    public required IReadOnlyDictionary<string, Person> ByName { get; init; }

    /// <summary>Whether the file has the column <c>background_check</c>.</summary>
    public bool HasBackgroundCheck { get; init; }

    /// <summary>Whether the file has the column <c>training_expires</c>.</summary>
    public bool HasTraining { get; init; }
}

/// <param name="Name">The column <c>person</c>: what an account or an assignment names.</param>
/// <param name="Employments">Ordered by <see cref="Employment.Begins"/>, then by line.</param>
public sealed record Person(string Name, IReadOnlyList<Employment> Employments)
{
    /// <summary>The row in force for clearance and training: the last that began at or before the instant, else the first.</summary>
    public Employment InForce(Instant at) => LastBegun(at) ?? Employments[0];

    /// <summary>The last row that began at or before the instant; null when none had.</summary>
    public Employment? LastBegun(Instant at)
    {
        Employment? last = null;
        foreach (var row in Employments)
            if (row.Begins is null || row.Begins <= at) last = row;
        return last;
    }
}

/// <summary>One row of people.csv; dates are already instants in the model's timezone.</summary>
public sealed record Employment
{
    public required string Status { get; init; }

    /// <summary>Start of the day <c>hired</c>; null: cell empty, employed since ever.</summary>
    public Instant? Begins { get; init; }

    /// <summary><c>left</c>: an instant, or noon of the day after a date (a night shift ends after midnight); null: open.</summary>
    public Instant? Ends { get; init; }

    /// <summary>Start of the day <c>background_check</c>; null: cell empty or no such column.</summary>
    public Instant? Cleared { get; init; }

    /// <summary>End of the day <c>training_expires</c>; null: cell empty or no such column.</summary>
    public Instant? TrainedUntil { get; init; }
    public string? Site { get; init; }
    public int Line { get; init; }
    public bool OnLeave => Status.Equals("leave", StringComparison.OrdinalIgnoreCase);
    public bool Terminated => Status.Equals("terminated", StringComparison.OrdinalIgnoreCase);
}

/// <summary><c>accounts.csv</c>: which account is whose.</summary>
/// <param name="Person">Null: the account stands for itself.</param>
/// <param name="Kind">Wins over the log's account type; <see cref="AccountKind.Unknown"/>: not said.</param>
/// <param name="System">Narrows the row to one source; null: any.</param>
public sealed record Account(string Name, string? Person, AccountKind Kind, string? System, string? Owner, int Line);
