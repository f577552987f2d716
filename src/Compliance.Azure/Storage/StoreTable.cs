using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;

namespace Compliance.Storage;

/// <summary>A table that is made when it is first missed, so that opening a store costs nothing and a new account needs
/// no preparation.</summary>
public sealed class StoreTable
{
    private readonly TableClient _client;

    internal StoreTable(TableClient client) => _client = client;

    /// <summary>Runs a call; when the table is not there, makes it and runs the call again.</summary>
    internal async Task<T> UseAsync<T>(Func<TableClient, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call(_client);
        }
        catch (RequestFailedException e) when (e.Status == 404 && e.ErrorCode == "TableNotFound")
        {
            await _client.CreateIfNotExistsAsync(cancellationToken);
            return await call(_client);
        }
    }

    /// <summary>A row, or null.</summary>
    internal async Task<TableEntity?> FindAsync(string partition, string row, CancellationToken cancellationToken)
    {
        var found = await _client.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    /// <summary>Inserts a row; false when one is there.</summary>
    internal async Task<bool> AddAsync(TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            await UseAsync(client => client.AddEntityAsync(row, cancellationToken), cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 409 && e.ErrorCode == "EntityAlreadyExists")
        {
            return false;
        }
    }

    /// <summary>Replaces a row of a known version and gives the new one; null when it has changed or is gone.</summary>
    internal async Task<ETag?> ReplaceAsync(TableEntity row, ETag ifMatch, CancellationToken cancellationToken) =>
        await UpdateAsync(row, ifMatch, TableUpdateMode.Replace, cancellationToken);

    /// <summary>Changes some columns of a row of a known version; null when it has changed or is gone.</summary>
    internal async Task<ETag?> MergeAsync(TableEntity row, ETag ifMatch, CancellationToken cancellationToken) =>
        await UpdateAsync(row, ifMatch, TableUpdateMode.Merge, cancellationToken);

    /// <summary>Writes a row whatever is there.</summary>
    internal Task PutAsync(TableEntity row, CancellationToken cancellationToken) =>
        UseAsync(client => client.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken), cancellationToken);

    /// <summary>Deletes a row; one that is not there is no error.</summary>
    internal async Task DeleteAsync(string partition, string row, CancellationToken cancellationToken) =>
        await _client.DeleteEntityAsync(partition, row, cancellationToken: cancellationToken);

    /// <summary>Deletes a row of a known version; one that has changed stays.</summary>
    internal async Task DeleteAsync(string partition, string row, ETag ifMatch, CancellationToken cancellationToken)
    {
        try
        {
            await _client.DeleteEntityAsync(partition, row, ifMatch, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            // Somebody has written it since: it is meant to be there.
        }
    }

    internal Task<IReadOnlyList<Response>> SubmitAsync(IReadOnlyList<TableTransactionAction> actions, CancellationToken cancellationToken) =>
        UseAsync(async client => (await client.SubmitTransactionAsync(actions, cancellationToken)).Value, cancellationToken);

    /// <summary>Rows that a filter matches, in the order of their keys; none when there is no table.</summary>
    internal async IAsyncEnumerable<TableEntity> RowsAsync(
        FormattableString filter, IEnumerable<string>? select = null, int? perPage = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var query = _client.QueryAsync<TableEntity>(TableClient.CreateQueryFilter(filter), perPage, select, cancellationToken);
        await using var rows = query.GetAsyncEnumerator(cancellationToken);
        while (await UnlessMissingAsync(rows.MoveNextAsync().AsTask())) yield return rows.Current;
    }

    /// <summary>The next page that holds something; null when there is none, or no table.</summary>
    internal async Task<Page<TableEntity>?> PageAsync(FormattableString filter, int perPage, string? continuation, CancellationToken cancellationToken)
    {
        var pages = _client.QueryAsync<TableEntity>(TableClient.CreateQueryFilter(filter), perPage, cancellationToken: cancellationToken).AsPages(continuation, perPage);
        await using var page = pages.GetAsyncEnumerator(cancellationToken);
        // A page may be empty and still not be the last.
        while (await UnlessMissingAsync(page.MoveNextAsync().AsTask()))
            if (page.Current.Values.Count > 0) return page.Current;
        return null;
    }

    // To read does not make a table: who may only read could not.
    private static async Task<bool> UnlessMissingAsync(Task<bool> read)
    {
        try
        {
            return await read;
        }
        catch (RequestFailedException e) when (e.Status == 404 && e.ErrorCode == "TableNotFound")
        {
            return false;
        }
    }

    private async Task<ETag?> UpdateAsync(TableEntity row, ETag ifMatch, TableUpdateMode mode, CancellationToken cancellationToken)
    {
        try
        {
            var response = await _client.UpdateEntityAsync(row, ifMatch, mode, cancellationToken);
            return response.Headers.ETag;
        }
        catch (RequestFailedException e) when (e.Status is 412 or 404)
        {
            return null;
        }
    }
}
