using Compliance.Transit.Wire;

namespace Compliance.Transit.Probing;

/// <summary>Asks one endpoint: one hello, one connection, one answer. Nothing that a server does comes out as an exception.</summary>
internal sealed class Conversation(Dialer dialer, IPreface preface, ProbeLimits limits, ProbeBudget budget, TimeProvider clock)
{
    private readonly WireLimits _wire = new(limits.HandshakeBytes, limits.Certificates);

    /// <summary>Whether anything of TLS was ever answered.</summary>
    public bool SpeaksTls { get; private set; }

    /// <param name="readOn">Whether what follows this ServerHello is wanted as well.</param>
    public async Task<Answer> AskAsync(ClientHello hello, Func<ServerHello, bool> readOn, CancellationToken cancellation)
    {
        var answer = await WithConnectionAsync((connection, time) => ExchangeAsync(connection, hello, readOn, time, cancellation), cancellation);
        SpeaksTls |= answer is Answer.Agreed or Answer.Refused;
        return answer;
    }

    /// <summary>Uses a connection on which TLS may begin, for at most the time of one answer.</summary>
    public async Task<Answer> WithConnectionAsync(Func<Stream, CancellationToken, Task<Answer>> use, CancellationToken cancellation)
    {
        if (budget.Ended is { } ended) return new Answer.Unknown(ended);
        try
        {
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(budget.Time, cancellation);
            await budget.EnterAsync(waiting.Token);
            try
            {
                return await ConnectedAsync(use, waiting.Token, cancellation);
            }
            finally
            {
                budget.Leave();
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Answer.Unknown(budget.Ended!);
        }
    }

    private async Task<Answer> ConnectedAsync(Func<Stream, CancellationToken, Task<Answer>> use, CancellationToken waiting, CancellationToken cancellation)
    {
        var (connection, why) = await dialer.ConnectAsync(waiting);
        if (connection is null) return new Answer.Unknown(why!);
        await using (connection)
        {
            using var time = new Deadline(limits.AnswerTime, clock, budget.Time, cancellation);
            try
            {
                await preface.SpeakAsync(connection, time.Token);
                return await use(connection, time.Token);
            }
            catch (ProtocolException e)
            {
                return new Answer.Unknown(budget.Ended ?? e.Message);
            }
            catch (IOException)
            {
                return new Answer.Closed();
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return budget.Ended is { } ended ? new Answer.Unknown(ended) : new Answer.Silent($"no answer within {ProbeBudget.Seconds(limits.AnswerTime)}");
            }
        }
    }

    private async Task<Answer> ExchangeAsync(Stream connection, ClientHello hello, Func<ServerHello, bool> readOn, CancellationToken time, CancellationToken cancellation)
    {
        await connection.WriteAsync(hello.Encode(), time);
        var messages = new HandshakeReader(new RecordReader(connection), _wire);
        var heard = await messages.ReadAsync(time);
        if (heard.Alert is { } alert) return new Answer.Refused(alert);
        if (heard.Type is null) return new Answer.Closed();
        if (heard.Type != HandshakeType.ServerHello) throw new ProtocolException($"the server began with handshake message {(byte)heard.Type}, no hello");

        var chosen = ServerHello.Parse(heard.Body.Span);
        var wanted = chosen.Version <= TlsVersion.Tls12 && readOn(chosen);
        return new Answer.Agreed(chosen, wanted ? await ReadFlightAsync(messages, chosen.Suite, time, cancellation) : ServerFlight.Unread);
    }

    /// <summary>What the server chose stands, whatever happens behind it.</summary>
    private async Task<ServerFlight> ReadFlightAsync(HandshakeReader messages, ushort suite, CancellationToken time, CancellationToken cancellation)
    {
        var flight = new ServerFlight();
        try
        {
            while (true)
            {
                var heard = await messages.ReadAsync(time);
                switch (heard.Type)
                {
                    case HandshakeType.Certificate:
                        flight = flight with { Chain = CertificateMessage.Parse(heard.Body.Span, _wire) };
                        break;
                    case HandshakeType.CertificateStatus:
                        flight = flight with { Stapled = true };
                        break;
                    case HandshakeType.ServerKeyExchange:
                        return flight with { KeyExchange = OfferedSuites.KeyExchangeOf(suite, heard.Body.Span) };
                    case HandshakeType.ServerHelloDone:
                        return flight;
                    case HandshakeType.CertificateRequest:
                        break;
                    default:
                        return flight with { Trouble = heard.Alert is { } alert ? $"broken off: {alert}" : "broken off behind the hello" };
                }
            }
        }
        catch (ProtocolException e)
        {
            return flight with { Trouble = e.Message };
        }
        catch (IOException)
        {
            return flight with { Trouble = "the connection was reset behind the hello" };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return flight with { Trouble = budget.Ended ?? $"the answer was not complete within {ProbeBudget.Seconds(limits.AnswerTime)}" };
        }
    }
}
