using Compliance.Local.FunctionsWorker.Hosting;
using Microsoft.Data.Sqlite;

namespace Compliance.Local.FunctionsWorker.Queues;

/// <summary>
/// The one SQLite file of queues and timers: what AzureWebJobsStorage is in Azure. Several processes may use it at one time; write-ahead logging and
/// single-statement claims keep them apart. It is made when it is first needed. Times in it are UTC ticks of 100 ns.
/// </summary>
internal sealed class EmbeddedFile(HostSettings settings)
{
    private const string Schema = """
        PRAGMA journal_mode = WAL;
        CREATE TABLE IF NOT EXISTS messages (
            id INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, body BLOB NOT NULL, inserted INTEGER NOT NULL,
            visible INTEGER NOT NULL, dequeued INTEGER NOT NULL DEFAULT 0, receipt TEXT);
        CREATE INDEX IF NOT EXISTS messages_due ON messages (queue, visible);
        CREATE TABLE IF NOT EXISTS timers (
            name TEXT PRIMARY KEY, schedule TEXT NOT NULL, last INTEGER, next INTEGER NOT NULL, updated INTEGER NOT NULL, receipt TEXT, leased INTEGER);
        """;

    private readonly Lazy<string> _connection = new(() => Prepare(settings.QueueFile));

    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connection.Value);
        connection.Open();
        return connection;
    }

    private static string Prepare(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var text = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 30 }.ToString();
        using var connection = new SqliteConnection(text);
        connection.Open();
        Execute(connection, Schema);
        return text;
    }

    public static int Execute(SqliteConnection connection, string sql, params (string Name, object? Value)[] parameters)
    {
        using var command = Command(connection, sql, parameters);
        return command.ExecuteNonQuery();
    }

    public static SqliteCommand Command(SqliteConnection connection, string sql, params (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
}
