using Azure;
using Azure.Data.Tables;

namespace Compliance.Azure.Tests.Tables;

/// <summary>
/// What the application relies on in a Table service, asked of every service it can run on. Where the services are known to
/// differ, a subclass says how.
/// </summary>
public abstract partial class TableServiceContract : IAsyncLifetime
{
    private const string Partition = "acme-bpo";

    // 2020, of no row: the ETag of a version long gone.
    private static readonly ETag StaleETag = new("W/\"datetime'2020-01-01T00%3A00%3A00.0000000Z'\"");

    private TableServiceClient? _service;
    private TableClient? _table;

    /// <summary>Why the service cannot be asked; null when it can.</summary>
    protected virtual string? Unavailable => null;

    /// <summary>The longest key that the service takes: 1,024 characters in Azure.</summary>
    protected virtual int LongestKey => 1024;

    /// <summary>The error code for a key with a forbidden character.</summary>
    protected virtual string ForbiddenKeyCode => "OutOfRangeInput";

    /// <summary>Whether a page ends after a bounded number of rows looked at, as in Azure, where that is five seconds.</summary>
    protected virtual bool EndsPagesEarly => true;

    protected TableServiceClient Service
    {
        get
        {
            Skip.If(Unavailable is not null, Unavailable);
            return _service!;
        }
    }

    protected TableClient Table
    {
        get
        {
            Skip.If(Unavailable is not null, Unavailable);
            return _table!;
        }
    }

    public virtual async Task InitializeAsync()
    {
        if (Unavailable is not null)
            return;
        _service = Connect();
        _table = _service.GetTableClient(NewName());
        await _table.CreateIfNotExistsAsync();
    }

    public virtual async Task DisposeAsync()
    {
        if (_table is not null)
            await _service!.DeleteTableAsync(_table.Name);
    }

    protected abstract TableServiceClient Connect();

    protected static string NewName() => $"t{Guid.NewGuid():N}";

    protected static TableEntity Row(string rowKey, params ReadOnlySpan<(string Name, object Value)> properties)
    {
        var row = new TableEntity(Partition, rowKey);
        foreach (var (name, value) in properties)
            row[name] = value;
        return row;
    }

    protected static TableTransactionAction Add(TableEntity row) => new(TableTransactionActionType.Add, row);

    protected static async Task<RequestFailedException> Refused(Func<Task> act, int status, string code)
    {
        var refusal = await Assert.ThrowsAnyAsync<RequestFailedException>(act);
        Assert.Equal((status, code), (refusal.Status, refusal.ErrorCode));
        return refusal;
    }

    protected static async Task TransactionRefused(Func<Task> act, int status, string code, int index)
    {
        var refusal = await Assert.ThrowsAsync<TableTransactionFailedException>(act);
        Assert.Equal((status, code, index), (refusal.Status, refusal.ErrorCode, refusal.FailedTransactionActionIndex));
    }

    protected static async Task<List<T>> All<T>(AsyncPageable<T> rows)
        where T : notnull
    {
        var all = new List<T>();
        await foreach (var row in rows)
            all.Add(row);
        return all;
    }

    private Task Fill(int rows, string partition = Partition) => Fill(Enumerable.Range(0, rows).Select(i => new TableEntity(partition, $"{i:D5}") { { "N", i } }));

    private async Task Fill(IEnumerable<TableEntity> rows)
    {
        foreach (var hundred in rows.Chunk(100))
            await Table.SubmitTransactionAsync(hundred.Select(Add));
    }
}
