using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Compliance.Azure.Tests.Checkpoints;

/// <summary>What becomes of a request.</summary>
internal enum Loss
{
    None,

    /// <summary>It does not arrive.</summary>
    Request,

    /// <summary>It is carried out, and nobody hears of it.</summary>
    Answer,
}

/// <summary>A request to the service of tables.</summary>
internal sealed record WatchedRequest(string Method, string Path, string Query)
{
    public bool IsTransaction => Path.EndsWith("/$batch", StringComparison.Ordinal);

    /// <summary>One row by its keys.</summary>
    public bool IsPoint => Method == "GET" && Path.Contains("(PartitionKey=", StringComparison.Ordinal);

    /// <summary>Rows that a filter matches; the pages after the first are of the same reading.</summary>
    public bool IsRange => Method == "GET" && !IsPoint;

    public bool IsNextPage => IsRange && Query.Contains("NextRowKey", StringComparison.Ordinal);
}

/// <summary>A transport that remembers what was asked, and loses what it is told to.</summary>
internal sealed class WatchedTransport(HttpPipelineTransport inner) : HttpPipelineTransport
{
    private int _transactions;

    public ConcurrentQueue<WatchedRequest> Requests { get; } = [];

    public int Transactions => _transactions;

    /// <summary>Asked of every request and the number of transactions so far, itself included.</summary>
    public Func<WatchedRequest, int, Loss> Lost { get; set; } = (_, _) => Loss.None;

    public override Request CreateRequest() => inner.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException("the stores are asynchronous");

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        var request = new WatchedRequest(message.Request.Method.Method, Uri.UnescapeDataString(message.Request.Uri.Path), message.Request.Uri.Query);
        Requests.Enqueue(request);
        var loss = Lost(request, request.IsTransaction ? Interlocked.Increment(ref _transactions) : _transactions);
        if (loss is Loss.Request) throw new IOException("connection reset");
        await inner.ProcessAsync(message);
        if (loss is Loss.Answer) throw new IOException("connection reset");
    }
}
