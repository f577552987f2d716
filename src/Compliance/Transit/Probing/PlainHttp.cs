using Compliance.Transit.Wire;

namespace Compliance.Transit.Probing;

/// <summary>What HTTP says in clear, at the same address. A redirect is read, never followed.</summary>
internal sealed class PlainHttp(Dialer dialer, HostName host, ProbeLimits limits, ProbeBudget budget, TimeProvider clock)
{
    /// <returns>Null: nothing listens there, or it does not answer with HTTP.</returns>
    public async Task<HttpHead?> AskAsync(int port, CancellationToken cancellation)
    {
        try
        {
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(budget.Time, cancellation);
            await budget.EnterAsync(waiting.Token);
            try
            {
                await using var connection = await dialer.ConnectAsync(port, waiting.Token);
                if (connection is null) return null;
                using var time = new Deadline(limits.AnswerTime, clock, budget.Time, cancellation);
                await connection.WriteAsync(HttpHead.Request(host, port, 80), time.Token);
                return await HttpHead.ReadAsync(connection, limits.HeadBytes, time.Token);
            }
            finally
            {
                budget.Leave();
            }
        }
        catch (Exception e) when (e is ProtocolException or IOException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }
}
