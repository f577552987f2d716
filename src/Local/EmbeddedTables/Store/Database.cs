using System.Collections.Concurrent;

namespace Compliance.Local.EmbeddedTables.Store;

/// <summary>
/// One SQLite file in WAL mode: any number of readers, one writer at a time, several processes. A write that returned is on disk
/// (<c>synchronous = FULL</c>). Opened at first use.
/// </summary>
internal sealed class Database(string path) : IDisposable
{
    private readonly ConcurrentBag<Connection> _idle = [];
    private volatile bool _disposed;

    /// <summary>Held while writing, so that writers of this process queue fairly instead of polling SQLite's lock.</summary>
    public SemaphoreSlim Writer { get; } = new(1);

    public T Read<T>(Func<Connection, T> work)
    {
        var connection = Rent();
        try
        {
            return work(connection);
        }
        finally
        {
            Return(connection);
        }
    }

    /// <summary>Runs the work in one transaction: committed when it returns, undone when it throws.</summary>
    public T Write<T>(Func<Connection, T> work) => Read(connection =>
    {
        connection.Prepare("BEGIN IMMEDIATE").Run();
        try
        {
            var result = work(connection);
            connection.Prepare("COMMIT").Run();
            return result;
        }
        finally
        {
            if (connection.InTransaction)
                connection.Prepare("ROLLBACK").Run();
        }
    });

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var connection))
            connection.Dispose();
        Writer.Dispose();
    }

    private Connection Rent()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_idle.TryTake(out var connection))
            return connection;
        CreateFile();
        return new Connection(path);
    }

    private void Return(Connection connection)
    {
        if (_disposed)
            connection.Dispose();
        else
            _idle.Add(connection);
    }

    // The file may hold names of people: only its owner reads it. The files beside it (-wal, -shm) get the same mode from SQLite.
    private void CreateFile()
    {
        if (File.Exists(path))
            return;
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            Directory.CreateDirectory(folder);
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
    }
}
