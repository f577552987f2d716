using Microsoft.Data.Sqlite;

namespace Compliance.Local.EmbeddedTables.Store;

/// <summary>A connection to the file with the statements prepared on it; used by one request at a time.</summary>
internal sealed class Connection : IDisposable
{
    // "EmTa": tells this file from any other SQLite file.
    private const long ApplicationId = 0x456d5461;
    private const long SchemaVersion = 1;

    // Keys are stored in UTF-16, big endian: SQLite compares blobs by memcmp, which then is the ordinal order of .NET and of the service.
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS tables (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE COLLATE NOCASE);
        CREATE TABLE IF NOT EXISTS entities (
            tableId INTEGER NOT NULL, pk BLOB NOT NULL, rk BLOB NOT NULL, ticks INTEGER NOT NULL, body BLOB NOT NULL,
            UNIQUE (tableId, pk, rk));
        CREATE TABLE IF NOT EXISTS clock (id INTEGER PRIMARY KEY CHECK (id = 1), ticks INTEGER NOT NULL);
        INSERT OR IGNORE INTO clock VALUES (1, 0);
        """;

    private readonly SqliteConnection _sqlite;
    private readonly Dictionary<string, Statement> _statements = [];

    public Connection(string path)
    {
        _sqlite = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 30 }.ToString());
        try
        {
            _sqlite.Open();
            // busy_timeout comes first: the switch to WAL itself waits for other processes.
            Prepare("PRAGMA busy_timeout = 30000").Number();
            using (Prepare("PRAGMA journal_mode = WAL").Rows())
            {
            }
            Prepare("PRAGMA synchronous = FULL").Run();
            // A checkpoint every 16 MiB rather than 4: fewer pages are copied twice.
            Prepare("PRAGMA wal_autocheckpoint = 4096").Number();
            CreateSchema(path);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is not (SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED))
        {
            _sqlite.Dispose();
            throw new InvalidOperationException($"the table file `{path}` cannot be used: {e.Message}; expected a file this program made, or none", e);
        }
    }

    /// <summary>False again after SQLite itself has undone a transaction, as it does when the disk is full.</summary>
    public bool InTransaction => SQLitePCL.raw.sqlite3_get_autocommit(_sqlite.Handle) == 0;

    public Statement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
            _statements.Add(sql, statement = new Statement(_sqlite, sql));
        return statement;
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        _sqlite.Dispose();
    }

    private void CreateSchema(string path)
    {
        if (Prepare("PRAGMA application_id").Number() == ApplicationId && Prepare("PRAGMA user_version").Number() == SchemaVersion)
            return;
        Prepare("BEGIN IMMEDIATE").Run();
        // Looked at again under the lock: another process may have made the schema meanwhile, or the file is someone else's.
        var (application, version) = (Prepare("PRAGMA application_id").Number(), Prepare("PRAGMA user_version").Number());
        if ((application, version) is not ((0, 0) or (ApplicationId, SchemaVersion)))
        {
            throw new InvalidOperationException(
                $"the table file `{path}` belongs to another program or version (application {application}, version {version}); name another file");
        }
        Prepare(Schema).Run();
        Prepare($"PRAGMA application_id = {ApplicationId}").Run();
        Prepare($"PRAGMA user_version = {SchemaVersion}").Run();
        Prepare("COMMIT").Run();
    }
}
