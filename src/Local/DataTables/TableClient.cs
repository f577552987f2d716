using System.Buffers;
using Azure.Core;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables;

/// <summary>
/// One table. Every call may throw <see cref="RequestFailedException"/> with the service's status and error code. A write that
/// failed without an answer of the service may have happened all the same.
/// </summary>
public class TableClient
{
    private readonly TableAccount _account;
    private readonly TableAddresses _addresses;

    /// <summary>By a connection string.</summary>
    public TableClient(string connectionString, string tableName)
        : this(connectionString, tableName, null)
    {
    }

    /// <inheritdoc cref="TableClient(string, string)"/>
    public TableClient(string connectionString, string tableName, TableClientOptions? options)
        : this(TableAccount.From(connectionString, options), tableName)
    {
    }

    /// <summary>By the account's key.</summary>
    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential)
        : this(endpoint, tableName, credential, null)
    {
    }

    /// <inheritdoc cref="TableClient(Uri, string, TableSharedKeyCredential)"/>
    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential, TableClientOptions? options)
        : this(TableAccount.From(endpoint, credential, options), tableName)
    {
    }

    /// <summary>By an identity of Entra ID; the endpoint must be https.</summary>
    public TableClient(Uri endpoint, string tableName, TokenCredential tokenCredential, TableClientOptions? options = null)
        : this(TableAccount.From(endpoint, tokenCredential, options), tableName)
    {
    }

    /// <summary>For mocks.</summary>
    protected TableClient() => (_account, _addresses, Name) = (null!, null!, null!);

    internal TableClient(TableAccount account, string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        _account = account;
        _addresses = new TableAddresses(account, tableName);
        Name = tableName;
    }

    /// <summary>The table's name.</summary>
    public virtual string Name { get; }

    /// <summary>The account's name.</summary>
    public virtual string AccountName => _account.Name;

    /// <summary>The table's address.</summary>
    public virtual Uri Uri => _addresses.Table;

    /// <summary>A filter whose arguments are quoted as OData literals: <c>CreateQueryFilter($"RowKey ge {key}")</c>.</summary>
    public static string CreateQueryFilter(FormattableString filter) => QueryFilter.Create(filter);

    /// <summary>Creates the table; when it exists the response has status 409 and the value all the same.</summary>
    public virtual Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        new TableServiceClient(_account).CreateTableIfNotExistsAsync(Name, cancellationToken);

    /// <summary>Inserts a row; an existing one is an error (409 EntityAlreadyExists).</summary>
    public virtual Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity =>
        _account.Send(Write(RequestMethod.Post, _addresses.Table, TableEntityOnly.Of(entity)), cancellationToken);

    /// <summary>Changes a row of the version <paramref name="ifMatch"/>; another version is an error (412), a missing row too (404).</summary>
    /// <exception cref="ArgumentException"><paramref name="ifMatch"/> is <c>default</c>; use <see cref="ETag.All"/> for any version.</exception>
    public virtual Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        var row = TableEntityOnly.Of(entity);
        if (ifMatch == default)
            throw new ArgumentException("an ETag is required; use ETag.All to change any version", nameof(ifMatch));
        var message = Write(Method(mode), _addresses.Row(row.PartitionKey, row.RowKey), row);
        message.Request.Headers.SetValue("If-Match", ifMatch.ToString());
        return _account.Send(message, cancellationToken);
    }

    /// <summary>Inserts a row, or changes the one there.</summary>
    public virtual Task<Response> UpsertEntityAsync<T>(T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        var row = TableEntityOnly.Of(entity);
        return _account.Send(Write(Method(mode), _addresses.Row(row.PartitionKey, row.RowKey), row), cancellationToken);
    }

    /// <summary>Reads a row; a missing one is an error (404 ResourceNotFound).</summary>
    public virtual async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        TableEntityOnly.Require<T>();
        var message = _account.Message(RequestMethod.Get, _addresses.Row(partitionKey, rowKey, select));
        var response = await _account.Send(message, cancellationToken).ConfigureAwait(false);
        return Response.FromValue((T)(ITableEntity)EntityPage.ReadOne(response.Content), response);
    }

    /// <summary>Reads a row; a missing one gives a response without a value.</summary>
    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        TableEntityOnly.Require<T>();
        var message = _account.Message(RequestMethod.Get, _addresses.Row(partitionKey, rowKey, select));
        var response = await _account.Send(message, cancellationToken, alsoFine: 404).ConfigureAwait(false);
        return response.Status == 404
            ? new NoValueResponse<T>(response)
            : Response.FromValue((T)(ITableEntity)EntityPage.ReadOne(response.Content), response);
    }

    /// <summary>Deletes a row of the version <paramref name="ifMatch"/>, by default any; a missing row gives a response with status 404.</summary>
    public virtual Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        var message = _account.Message(RequestMethod.Delete, _addresses.Row(partitionKey, rowKey));
        message.Request.Headers.SetValue("If-Match", (ifMatch == default ? ETag.All : ifMatch).ToString());
        return _account.Send(message, cancellationToken, alsoFine: 404);
    }

    /// <inheritdoc cref="DeleteEntityAsync(string, string, ETag, CancellationToken)"/>
    public virtual Task<Response> DeleteEntityAsync(ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return DeleteEntityAsync(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken);
    }

    /// <summary>Reads the rows that a filter of <see cref="CreateQueryFilter"/> matches, by partition key and row key, at most 1,000 a page.</summary>
    public virtual AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        TableEntityOnly.Require<T>();
        var columns = TableAddresses.Select(select);
        return new PagedQuery<T>((token, size, cancellation) => ReadPage<T>(filter, columns, token, size, cancellation), maxPerPage, cancellationToken);
    }

    /// <summary>Writes 1 to 100 rows of one partition, all or none, at most 4 MiB encoded.</summary>
    /// <exception cref="TableTransactionFailedException">One of the actions was refused; nothing was written.</exception>
    /// <exception cref="InvalidOperationException">There is no action.</exception>
    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transactionActions);
        var actions = transactionActions.ToList();
        if (actions.Count == 0)
            throw new InvalidOperationException("a transaction needs at least one action");
        RefuseTwoPartitions(actions);
        var transaction = Transaction.Of(actions, _addresses);
        var message = _account.Message(RequestMethod.Post, _account.Address("$batch"));
        message.Request.Headers.SetValue("Content-Type", transaction.ContentType);
        message.Request.Content = RequestContent.Create(transaction.Body);
        var response = await _account.Send(message, cancellationToken).ConfigureAwait(false);
        var answers = MultipartAnswer.Read(response);
        // The outer status is 202 even when the service refused the transaction.
        if (answers.Find(a => a.IsError) is { } failed)
            throw new TableTransactionFailedException(new RequestFailedException(failed, null, ErrorBody.Parser));
        return Response.FromValue<IReadOnlyList<Response>>(answers, response);
    }

    private static RequestMethod Method(TableUpdateMode mode) => mode switch
    {
        TableUpdateMode.Merge => RequestMethod.Patch,
        TableUpdateMode.Replace => RequestMethod.Put,
        _ => throw new ArgumentOutOfRangeException(nameof(mode)),
    };

    // Azurite accepts two partitions in one transaction, the service does not; this gives everywhere the service's answer.
    private static void RefuseTwoPartitions(List<TableTransactionAction> actions)
    {
        var other = actions.FindIndex(a => a.Entity.PartitionKey != actions[0].Entity.PartitionKey);
        if (other >= 0)
        {
            throw new TableTransactionFailedException(new RequestFailedException(
                400, $"{other}:All commands in a batch must operate on same entity group.", TableErrorCode.CommandsInBatchActOnDifferentPartitions.ToString(), null));
        }
    }

    private HttpMessage Write(RequestMethod method, Uri address, TableEntity entity)
    {
        var body = new ArrayBufferWriter<byte>(1024);
        using (var json = EntityJson.Writer(body))
            EntityJson.Write(json, entity);
        return _account.Message(method, address, body.WrittenMemory);
    }

    private async Task<Page<T>> ReadPage<T>(string? filter, string? columns, string? token, int? size, CancellationToken cancellation)
        where T : class, ITableEntity
    {
        var (partition, row) = Continuation.Parse(token);
        var address = _account.Address(
            $"{Name}()",
            ("$filter", filter),
            ("$top", TableAccount.Number(size)),
            ("$select", columns),
            ("NextPartitionKey", partition),
            ("NextRowKey", row));
        var response = await _account.Send(_account.Message(RequestMethod.Get, address), cancellation).ConfigureAwait(false);
        return Page<T>.FromValues(EntityPage.Read<T>(response.Content), Continuation.From(response), response);
    }
}
