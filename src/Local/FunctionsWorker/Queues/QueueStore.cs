using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Compliance.Local.FunctionsWorker.Hosting;
using Microsoft.Data.Sqlite;

namespace Compliance.Local.FunctionsWorker.Queues;

/// <summary>
/// Queues with the semantics of Storage queues: a received message is invisible for the length of its lease and comes back unless it is deleted.
/// INVARIANT: a delivery is one UPDATE that sets a fresh receipt, and every later step names that receipt; so a message has one owner, in whatever process.
/// </summary>
internal sealed partial class QueueStore(EmbeddedFile file, HostSettings settings, HostJson hostJson, TimeProvider time)
{
    private const int MaxStoredBytes = 64 * 1024;

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _arrivals = new();

    private long Now => time.GetUtcNow().UtcTicks;

    public static bool IsQueueName(string name) => name.Length is >= 3 and <= 63 && QueueName().IsMatch(name);

    /// <exception cref="InvalidOperationException">A message is larger than Storage queues take.</exception>
    public void Send(string queue, IReadOnlyList<BinaryData> bodies)
    {
        foreach (var body in bodies)
            RequireSize(queue, body.ToMemory().Length);
        using var connection = file.Open();
        using var transaction = connection.BeginTransaction();
        foreach (var body in bodies)
            Insert(connection, queue, body.ToArray());
        transaction.Commit();
        Signal(queue);
    }

    /// <summary>At most <paramref name="count"/> visible messages, oldest first, each now invisible to others for the length of a lease.</summary>
    public IReadOnlyList<QueueMessage> Receive(string queue, int count)
    {
        using var connection = file.Open();
        using var command = EmbeddedFile.Command(
            connection,
            """
            UPDATE messages SET visible = $until, dequeued = dequeued + 1, receipt = $receipt || id
            WHERE id IN (SELECT id FROM messages WHERE queue = $queue AND visible <= $now ORDER BY id LIMIT $count)
            RETURNING id, body, dequeued, inserted, receipt
            """,
            ("$until", Now + settings.Lease.Ticks),
            ("$receipt", $"{Guid.NewGuid():N}-"),
            ("$queue", queue),
            ("$now", Now),
            ("$count", count));
        using var reader = command.ExecuteReader();
        var received = new List<QueueMessage>();
        while (reader.Read())
        {
            var inserted = new DateTimeOffset(reader.GetInt64(3), TimeSpan.Zero);
            received.Add(new QueueMessage(reader.GetInt64(0), queue, BinaryData.FromBytes(reader.GetFieldValue<byte[]>(1)), reader.GetInt32(2), inserted, reader.GetString(4)));
        }

        // RETURNING gives rows in no promised order.
        return [.. received.OrderBy(message => message.Id)];
    }

    /// <returns>False when the lease was lost: the message may be running elsewhere.</returns>
    public bool Renew(QueueMessage message) => SetVisible(message, Now + settings.Lease.Ticks);

    /// <summary>Gives the message back, visible after <paramref name="rest"/>.</summary>
    public void Release(QueueMessage message, TimeSpan rest)
    {
        SetVisible(message, Now + rest.Ticks);
        Signal(message.Queue);
    }

    /// <returns>False when the lease was lost: the message will be, or was, delivered again.</returns>
    public bool Delete(QueueMessage message)
    {
        using var connection = file.Open();
        return Delete(connection, message);
    }

    /// <summary>Moves the message to <c>&lt;queue&gt;-poison</c>.</summary>
    public void Poison(QueueMessage message)
    {
        var poison = message.Queue + "-poison";
        using var connection = file.Open();
        using var transaction = connection.BeginTransaction();
        if (Delete(connection, message))
            Insert(connection, poison, message.Body.ToArray());
        transaction.Commit();
        Signal(poison);
    }

    /// <summary>How long until something in the queue becomes visible; null when the queue is empty.</summary>
    public TimeSpan? NextVisible(string queue)
    {
        using var connection = file.Open();
        using var command = EmbeddedFile.Command(connection, "SELECT MIN(visible) FROM messages WHERE queue = $queue", ("$queue", queue));
        return command.ExecuteScalar() is long visible ? TimeSpan.FromTicks(Math.Max(0, visible - Now)) : null;
    }

    /// <summary>Waits until this process sends or gives back a message, at most <paramref name="longest"/>.</summary>
    public Task ArrivalAsync(string queue, TimeSpan longest, CancellationToken cancel) => Arrivals(queue).WaitAsync(longest, cancel);

    private void Signal(string queue)
    {
        var arrivals = Arrivals(queue);
        if (arrivals.CurrentCount == 0)
            arrivals.Release();
    }

    private SemaphoreSlim Arrivals(string queue) => _arrivals.GetOrAdd(queue, _ => new SemaphoreSlim(0));

    private bool SetVisible(QueueMessage message, long visible)
    {
        using var connection = file.Open();
        return EmbeddedFile.Execute(
            connection,
            "UPDATE messages SET visible = $visible WHERE id = $id AND receipt = $receipt",
            ("$visible", visible),
            ("$id", message.Id),
            ("$receipt", message.Receipt)) == 1;
    }

    private static bool Delete(SqliteConnection connection, QueueMessage message) =>
        EmbeddedFile.Execute(connection, "DELETE FROM messages WHERE id = $id AND receipt = $receipt", ("$id", message.Id), ("$receipt", message.Receipt)) == 1;

    private void Insert(SqliteConnection connection, string queue, byte[] body) =>
        EmbeddedFile.Execute(
            connection,
            "INSERT INTO messages (queue, body, inserted, visible) VALUES ($queue, $body, $now, $now)",
            ("$queue", queue),
            ("$body", body),
            ("$now", Now));

    private void RequireSize(string queue, int length)
    {
        var stored = hostJson.Queues.CountsBase64 ? (length + 2) / 3 * 4 : length;
        if (stored > MaxStoredBytes)
            throw new InvalidOperationException($"a message for queue `{queue}` takes {stored} bytes as stored, more than {MaxStoredBytes}; send a reference to the data instead");
    }

    [GeneratedRegex("^[a-z0-9](-?[a-z0-9])*$")]
    private static partial Regex QueueName();
}
