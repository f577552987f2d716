using Azure.Core;
using Azure.Core.Pipeline;
using Compliance.Local.EmbeddedTables.Commands;
using Compliance.Local.EmbeddedTables.Requests;
using Compliance.Local.EmbeddedTables.Store;
using Microsoft.Data.Sqlite;

namespace Compliance.Local.EmbeddedTables;

/// <summary>
/// The Table service as a transport of Azure.Core, over one SQLite file: put it into <c>TableClientOptions.Transport</c>, and any
/// client of tables, whatever its endpoint and credential, talks to the file. It speaks the service's wire format (OData JSON,
/// <c>$batch</c>) with its limits and error codes, checks no signature and listens on no port.
/// </summary>
/// <remarks>
/// A write answered is on disk. Several transports, also of several processes, may share a file; a lock held longer than 30
/// seconds is answered with 503 ServerBusy and a failing disk with 500 InternalError, which clients retry. Not served: stored access policies, CORS, statistics, queries
/// inside a transaction (405 or 400).
/// </remarks>
/// <param name="path">The file; it and its folder are made at the first request.</param>
/// <param name="time">Gives the rows' time stamps; the system's clock by default.</param>
public sealed class EmbeddedTableTransport(string path, TimeProvider? time = null) : HttpPipelineTransport, IDisposable
{
    private readonly Database _database = new(path);
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <inheritdoc/>
    public override Request CreateRequest() => HttpClientTransport.Shared.CreateRequest();

    /// <inheritdoc/>
    public override void Process(HttpMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var command = Read(message, out var refusal);
        if (command is { Writes: true })
            _database.Writer.Wait(message.CancellationToken);
        message.Response = command is null ? refusal! : Run(command);
        message.Response.ClientRequestId = message.Request.ClientRequestId;
    }

    /// <inheritdoc/>
    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var command = Read(message, out var refusal);
        if (command is { Writes: true })
            await _database.Writer.WaitAsync(message.CancellationToken).ConfigureAwait(false);
        message.Response = command is null ? refusal! : Run(command);
        message.Response.ClientRequestId = message.Request.ClientRequestId;
    }

    /// <summary>Closes the file; the last one to do so writes its journal back.</summary>
    public void Dispose() => _database.Dispose();

    private Command? Read(HttpMessage message, out Answer? refusal)
    {
        message.CancellationToken.ThrowIfCancellationRequested();
        refusal = null;
        try
        {
            return Command.Parse(TableRequest.From(message.Request, message.CancellationToken));
        }
        catch (TableException e)
        {
            refusal = Answer.Of(e, _time.GetUtcNow());
            return null;
        }
    }

    // A command that writes comes with the writer's turn, and gives it back.
    private Answer Run(Command command)
    {
        try
        {
            return command.Run(_database, _time);
        }
        catch (TableException e)
        {
            return Answer.Of(e, _time.GetUtcNow());
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED)
        {
            return Answer.Of(new TableException(503, "ServerBusy", $"The table file `{path}` is locked by another process."), _time.GetUtcNow());
        }
        catch (SqliteException e)
        {
            // A full or broken disk, a damaged file: to a client the service has failed, and whether a write happened is unknown.
            return Answer.Of(new TableException(500, "InternalError", $"The table file `{path}` cannot be read or written: {e.Message}"), _time.GetUtcNow());
        }
        finally
        {
            if (command.Writes)
                _database.Writer.Release();
        }
    }
}
