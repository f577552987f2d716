namespace Compliance.Transit.Probing;

/// <summary>What is said on a connection before TLS may begin.</summary>
internal interface IPreface
{
    /// <exception cref="Wire.ProtocolException">The server does not let TLS begin.</exception>
    Task SpeakAsync(Stream connection, CancellationToken cancellation);

    static IPreface Of(StartTls startTls, int headBytes) => startTls switch
    {
        StartTls.None => new NoPreface(),
        StartTls.Smtp => new SmtpPreface(headBytes),
        StartTls.Imap => new ImapPreface(headBytes),
        _ => throw new InputException($"`{startTls}` is no way to begin TLS that is known"),
    };
}

/// <summary>TLS begins at once.</summary>
internal sealed class NoPreface : IPreface
{
    public Task SpeakAsync(Stream connection, CancellationToken cancellation) => Task.CompletedTask;
}
