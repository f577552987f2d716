using Compliance.Local.FunctionsWorker.Hosting;
using Compliance.Local.FunctionsWorker.Queues;
using Microsoft.Data.Sqlite;

namespace Compliance.Local.FunctionsWorker.Timers;

/// <summary>
/// When each timer last ran and is due next. INVARIANT: a due run belongs to the one process whose UPDATE found the row unclaimed; a claim is a lease,
/// so the run of a process that was killed is done again by the next.
/// </summary>
internal sealed class TimerStore(EmbeddedFile file, HostSettings settings, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>The timer's row; made, due at <paramref name="next"/>, when there is none or when the schedule has changed.</summary>
    public TimerRow Open(string name, string schedule, DateTime next)
    {
        using var connection = file.Open();
        EmbeddedFile.Execute(
            connection,
            """
            INSERT INTO timers (name, schedule, next, updated) VALUES ($name, $schedule, $next, $now)
            ON CONFLICT (name) DO UPDATE SET schedule = $schedule, next = $next, updated = $now WHERE schedule <> $schedule
            """,
            ("$name", name),
            ("$schedule", schedule),
            ("$next", next.Ticks),
            ("$now", Now.Ticks));
        return Read(connection, name);
    }

    public TimerRow Read(string name)
    {
        using var connection = file.Open();
        return Read(connection, name);
    }

    /// <returns>The claim's receipt; null when another process has the run, or has done it.</returns>
    public string? Claim(string name, DateTime due)
    {
        var receipt = Guid.NewGuid().ToString("N");
        return Change("receipt = $receipt, leased = $until", "next = $due AND (leased IS NULL OR leased <= $now)", name, receipt, ("$due", due.Ticks))
            ? receipt
            : null;
    }

    /// <returns>False when the claim was lost.</returns>
    public bool Renew(string name, string receipt) => Change("leased = $until", "receipt = $receipt", name, receipt);

    /// <summary>The run is done; the next is due at <paramref name="next"/>.</summary>
    public void Complete(string name, string receipt, DateTime last, DateTime next) =>
        Change(
            "last = $last, next = $next, updated = $now, receipt = NULL, leased = NULL",
            "receipt = $receipt",
            name,
            receipt,
            ("$last", last.Ticks),
            ("$next", next.Ticks));

    /// <summary>The run was not done; it stays due.</summary>
    public void Abandon(string name, string receipt) => Change("receipt = NULL, leased = NULL", "receipt = $receipt", name, receipt);

    private bool Change(string set, string where, string name, string receipt, params (string Name, object? Value)[] more)
    {
        using var connection = file.Open();
        return EmbeddedFile.Execute(
            connection,
            $"UPDATE timers SET {set} WHERE name = $name AND {where}",
            [("$name", name), ("$receipt", receipt), ("$now", Now.Ticks), ("$until", (Now + settings.Lease).Ticks), .. more]) == 1;
    }

    private static TimerRow Read(SqliteConnection connection, string name)
    {
        using var command = EmbeddedFile.Command(connection, "SELECT last, next, updated, leased FROM timers WHERE name = $name", ("$name", name));
        using var reader = command.ExecuteReader();
        reader.Read();
        return new TimerRow(Moment(reader, 0), Moment(reader, 1)!.Value, Moment(reader, 2)!.Value, Moment(reader, 3));
    }

    private static DateTime? Moment(SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : new DateTime(reader.GetInt64(column), DateTimeKind.Utc);
}
