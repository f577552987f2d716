using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Compliance.Transit.Wire;

namespace Compliance.Transit.Probing;

/// <summary>What a whole session of TLS showed.</summary>
/// <param name="Chain">Certificates in DER, the server's own first.</param>
/// <param name="Head">What HTTP answered; null: it was not asked, or did not.</param>
internal sealed record SessionAnswer(IReadOnlyList<byte[]> Chain, HttpHead? Head, string? Trouble);

/// <summary>
/// A session of TLS that is carried through, by the platform: for HTTP, and for certificates that TLS 1.3 hides. Only what this platform
/// accepts is seen; where it cannot connect nothing is concluded.
/// </summary>
internal sealed class Session(Conversation conversation, HostName host, int port, ProbeLimits limits)
{
    private static readonly List<SslApplicationProtocol> Http11 = [SslApplicationProtocol.Http11];

    /// <returns>Null: no session came about.</returns>
    public async Task<SessionAnswer?> OpenAsync(bool askHttp, CancellationToken cancellation)
    {
        SessionAnswer? session = null;
        var answer = await conversation.WithConnectionAsync(
            async (connection, time) =>
            {
                var chain = new List<byte[]>();
                await using var tls = new SslStream(connection, leaveInnerStreamOpen: true);
                try
                {
                    await tls.AuthenticateAsClientAsync(Options(chain, askHttp), time);
                }
                catch (AuthenticationException)
                {
                    return new Answer.Closed();
                }
                session = new SessionAnswer(chain, null, null);
                if (!askHttp) return new Answer.Closed();
                await tls.WriteAsync(HttpHead.Request(host, port, 443), time);
                session = session with { Head = await HttpHead.ReadAsync(tls, limits.HeadBytes, time) };
                return new Answer.Closed();
            },
            cancellation);
        return answer is Answer.Closed ? session : session is null ? null : session with { Trouble = answer.Words };
    }

    private SslClientAuthenticationOptions Options(List<byte[]> presented, bool askHttp) => new()
    {
        // A name goes into the server name indication, an address does not: SslStream sees to it.
        TargetHost = host.ToString(),
        ApplicationProtocols = askHttp ? Http11 : null,
        // Every certificate is accepted: nothing is confided to the server, and a bad certificate is what is to be reported.
        RemoteCertificateValidationCallback = (_, certificate, chain, _) => Collect(presented, certificate, chain),
        // What a server presents must not make this machine fetch anything.
        CertificateChainPolicy = new X509ChainPolicy { DisableCertificateDownloads = true, RevocationMode = X509RevocationMode.NoCheck },
    };

    private bool Collect(List<byte[]> presented, X509Certificate? certificate, X509Chain? chain)
    {
        if (certificate is null) return true;
        presented.Add(certificate.GetRawCertData());
        // Beside the leaf, the extra store holds what the server presented, in the order of the message.
        if (chain is null) return true;
        presented.AddRange(chain.ChainPolicy.ExtraStore.Where(extra => !extra.RawDataMemory.Span.SequenceEqual(presented[0])).Take(limits.Certificates - 1).Select(extra => extra.RawData));
        return true;
    }
}
