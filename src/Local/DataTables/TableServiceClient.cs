using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables;

/// <summary>The tables of one account.</summary>
public class TableServiceClient
{
    private readonly TableAccount _account;

    /// <summary>By a connection string: account name and key, shared access signature, or <c>UseDevelopmentStorage=true</c>.</summary>
    public TableServiceClient(string connectionString)
        : this(connectionString, null)
    {
    }

    /// <inheritdoc cref="TableServiceClient(string)"/>
    public TableServiceClient(string connectionString, TableClientOptions? options) =>
        _account = TableAccount.From(connectionString, options);

    /// <summary>By the account's key.</summary>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential)
        : this(endpoint, credential, null)
    {
    }

    /// <inheritdoc cref="TableServiceClient(Uri, TableSharedKeyCredential)"/>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options) =>
        _account = TableAccount.From(endpoint, credential, options);

    /// <summary>By a shared access signature.</summary>
    public TableServiceClient(Uri endpoint, AzureSasCredential credential)
        : this(endpoint, credential, null)
    {
    }

    /// <inheritdoc cref="TableServiceClient(Uri, AzureSasCredential)"/>
    public TableServiceClient(Uri endpoint, AzureSasCredential credential, TableClientOptions? options) =>
        _account = TableAccount.From(endpoint, credential, options);

    /// <summary>By an identity of Entra ID; the endpoint must be https.</summary>
    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions? options = null) =>
        _account = TableAccount.From(endpoint, tokenCredential, options);

    /// <summary>For mocks.</summary>
    protected TableServiceClient() => _account = null!;

    internal TableServiceClient(TableAccount account) => _account = account;

    /// <summary>The account's name.</summary>
    public virtual string AccountName => _account.Name;

    /// <summary>The account's address.</summary>
    public virtual Uri Uri => _account.Uri;

    /// <summary>A client of one table; nothing is sent.</summary>
    public virtual TableClient GetTableClient(string tableName) => new(_account, tableName);

    /// <summary>Creates a table; an existing one is an error (409 TableAlreadyExists).</summary>
    public virtual async Task<Response<TableItem>> CreateTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        Response.FromValue(new TableItem(tableName), await Create(tableName, 0, cancellationToken).ConfigureAwait(false));

    /// <summary>Creates a table; for an existing one the response has status 409 and the value all the same.</summary>
    public virtual async Task<Response<TableItem>> CreateTableIfNotExistsAsync(string tableName, CancellationToken cancellationToken = default) =>
        Response.FromValue(new TableItem(tableName), await Create(tableName, 409, cancellationToken).ConfigureAwait(false));

    /// <summary>Deletes a table and its rows; a missing one gives a response with status 404.</summary>
    public virtual Task<Response> DeleteTableAsync(string tableName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        return _account.Send(_account.Message(RequestMethod.Delete, _account.Address($"Tables('{tableName}')")), cancellationToken, 404);
    }

    /// <summary>Lists tables by name, such as <c>TableName eq 'trail'</c>.</summary>
    public virtual AsyncPageable<TableItem> QueryAsync(string? filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        new PagedQuery<TableItem>((token, size, cancellation) => ReadPage(filter, token, size, cancellation), maxPerPage, cancellationToken);

    /// <summary>Lists tables by name; the arguments of the filter are quoted.</summary>
    public virtual AsyncPageable<TableItem> QueryAsync(FormattableString filter, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        QueryAsync(CreateQueryFilter(filter), maxPerPage, cancellationToken);

    /// <summary>A filter whose arguments are quoted as OData literals.</summary>
    public static string CreateQueryFilter(FormattableString filter) => QueryFilter.Create(filter);

    private Task<Response> Create(string tableName, int alsoFine, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        var json = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["TableName"] = tableName });
        return _account.Send(_account.Message(RequestMethod.Post, _account.Address("Tables"), json), cancellation, alsoFine);
    }

    private async Task<Page<TableItem>> ReadPage(string? filter, string? token, int? size, CancellationToken cancellation)
    {
        var address = _account.Address("Tables", ("$filter", filter), ("$top", TableAccount.Number(size)), ("NextTableName", token));
        var response = await _account.Send(_account.Message(RequestMethod.Get, address), cancellation).ConfigureAwait(false);
        using var body = JsonDocument.Parse(response.Content);
        var tables = body.RootElement.GetProperty("value").EnumerateArray().Select(t => new TableItem(t.GetProperty("TableName").GetString()!)).ToList();
        response.Headers.TryGetValue("x-ms-continuation-NextTableName", out var next);
        return Page<TableItem>.FromValues(tables, next, response);
    }
}
