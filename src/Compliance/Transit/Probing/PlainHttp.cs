using Compliance.Transit.Wire;

namespace Compliance.Transit.Probing;

/// <summary>What HTTP says in clear, at the same address. A redirect is read, never followed.</summary>
internal sealed class PlainHttp(Dialer dialer, HostName host, ProbeLimits limits, ProbeBudget budget, TimeProvider clock)
{
    /// <returns>Neither: nothing takes a connection there.</returns>
    public async Task<(HttpHead? Head, string? Trouble)> AskAsync(int port, CancellationToken cancellation)
    {
        try
        {
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(budget.Time, cancellation);
            await budget.EnterAsync(waiting.Token);
            try
            {
                await using var connection = await dialer.ConnectAsync(port, waiting.Token);
                if (connection is null) return (null, budget.Ended);
                using var time = new Deadline(limits.AnswerTime, clock, budget.Time, cancellation);
                await connection.WriteAsync(HttpHead.Request(host, port, 80), time.Token);
                return await HttpHead.ReadAsync(connection, limits.HeadBytes, time.Token) is { } head ? (head, null) : (null, "what it answers is no HTTP");
            }
            finally
            {
                budget.Leave();
            }
        }
        catch (ProtocolException e)
        {
            return (null, e.Message);
        }
        catch (IOException)
        {
            return (null, "it resets the connection");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (null, budget.Ended ?? $"it took the connection and did not answer within {ProbeBudget.Seconds(limits.AnswerTime)}");
        }
    }
}
