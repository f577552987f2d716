using System.Security.Cryptography.X509Certificates;
using Compliance.Transit.Certificates;
using Compliance.Transit.Wire;

namespace Compliance.Transit.Probing;

/// <summary>All questions to one endpoint, those that do not wait for one another at the same time, and what their answers make together.</summary>
internal sealed class Examination(Endpoint endpoint, HostName host, Dialer dialer, ProbeLimits limits, ProbeOptions options, ProbeBudget budget, TimeProvider clock)
{
    private const int HttpsPort = 443;
    private const int HttpPort = 80;

    private readonly Conversation _conversation = new(dialer, IPreface.Of(endpoint.StartTls, limits.HeadBytes), limits, budget, clock);
    private readonly HelloForm _form = new(host);
    private readonly Learnt _learnt = new();
    private readonly Reasons _reasons = new();
    private readonly List<GroupObservation> _groups = [];
    private HttpObservation? _http;
    private bool? _fallback;

    /// <param name="blank">The observation with what is known before the first question.</param>
    public async Task<EndpointObservation> RunAsync(EndpointObservation blank, CancellationToken cancellation)
    {
        var asking = new VersionQuestion(_conversation, _form);
        var answers = await Task.WhenAll(TlsVersionWords.All.Select(version => asking.AskAsync(version, cancellation)));
        if (_form.Short) answers = await Task.WhenAll(answers.Select(answer => answer.Answer.IsDoubtful ? asking.InPartsAsync(answer.Version, cancellation) : Task.FromResult(answer)));
        var versions = await new VersionVerdicts(_conversation, _form).JudgeAsync(answers, cancellation);
        foreach (var version in versions.Where(one => one.Accepted is null)) _reasons.Add(version.Why);

        SuiteAnswer[] suites = [];
        if (answers.Any(answer => answer.Exact is not null)) suites = await AskAllAsync(answers, cancellation);
        AddUnshown(suites);
        var certificates = Certificates();
        _reasons.Add(budget.Ended);
        foreach (var trouble in _learnt.Troubles) _reasons.Add(trouble);

        var older = _learnt.Hellos.Where(hello => hello.Version <= TlsVersion.Tls12).ToList();
        var extended = older.Where(hello => hello.Version > TlsVersion.Ssl3).ToList();
        return blank with
        {
            Versions = [.. versions.Select(version => version with { ServerPreference = suites.FirstOrDefault(answer => answer.Version == version.Version)?.ServerPreference })],
            Suites = [.. suites.SelectMany(answer => answer.Accepted.Select(suite => new SuiteObservation(answer.Version, suite)))],
            Groups = [.. _groups.Union(_learnt.Fields).OrderBy(group => group.Version)],
            SmallestDhBits = _learnt.SmallestPrime,
            Certificates = certificates,
            SecureRenegotiation = older.Count > 0 ? older.All(hello => hello.SecureRenegotiation) : null,
            ExtendedMasterSecret = extended.Count > 0 ? extended.All(hello => hello.ExtendedMasterSecret) : null,
            Compression = older.Count > 0 ? older.Any(hello => hello.Compressed) : null,
            FallbackScsv = _fallback,
            Http = _http,
            Incomplete = _reasons.Text,
        };
    }

    private async Task<SuiteAnswer[]> AskAllAsync(VersionAnswer[] answers, CancellationToken cancellation)
    {
        var accepted = answers.Where(answer => answer.Exact is not null).ToList();
        // What the first answers showed is known before the questions that go on from them, which need not read it again.
        foreach (var answer in accepted) _learnt.Take(answer.Exact!);

        var newestOlder = accepted.LastOrDefault(answer => answer.Version <= TlsVersion.Tls12);
        var suites = accepted.Select(answer => AskSuitesAsync(answer, isNewestOlder: answer == newestOlder, cancellation)).ToList();
        await Task.WhenAll([.. suites, AskTls13GroupsAsync(accepted, cancellation), AskFallbackAsync(accepted, cancellation), AskSessionAsync(newestOlder is null, cancellation), AskPlainAsync(cancellation)]);
        return await Task.WhenAll(suites);
    }

    private async Task<SuiteAnswer> AskSuitesAsync(VersionAnswer version, bool isNewestOlder, CancellationToken cancellation)
    {
        var suites = await new SuiteQuestion(_conversation, _form, _learnt).AskAsync(version.Version, version.Exact!, cancellation);
        _reasons.Add(suites.Unfinished, $"the suites of {version.Version.Title()}");
        if (isNewestOlder) Take(await new GroupQuestion(_conversation, _form, _learnt).AskOlderAsync(version.Version, suites.Accepted, CertificateCurve(), cancellation), version.Version);
        return suites;
    }

    private async Task AskTls13GroupsAsync(List<VersionAnswer> accepted, CancellationToken cancellation)
    {
        if (accepted.Find(answer => answer.Version == TlsVersion.Tls13)?.Exact is not { } first) return;
        Take(await new GroupQuestion(_conversation, _form, _learnt).AskTls13Async(first, cancellation), TlsVersion.Tls13);
    }

    private async Task AskFallbackAsync(List<VersionAnswer> accepted, CancellationToken cancellation)
    {
        if (accepted.Count < 2) return;
        var lower = accepted[^2];
        _fallback = await new FallbackQuestion(_conversation, _form).AskAsync(lower.Version, [lower.Exact!.Hello.Suite], cancellation);
    }

    /// <summary>A whole session: for HTTP, and, where nothing older than TLS 1.3 shows them in clear, for the certificates.</summary>
    private async Task AskSessionAsync(bool forCertificates, CancellationToken cancellation)
    {
        var askHttp = endpoint.StartTls == StartTls.None;
        if (!askHttp && !forCertificates) return;
        var session = await new Session(_conversation, host, endpoint.Port, limits).OpenAsync(askHttp, cancellation);
        if (forCertificates)
        {
            if (session is not { Chain.Count: > 0 }) _reasons.Add("no session of TLS 1.3 came about, so the certificates were not seen");
        }
        // TLS 1.3 may show another certificate than older versions do.
        if (session is { Chain.Count: > 0 }) _learnt.Take(new Presented(Authentication.None, session.Chain, Stapled: null));
        if (askHttp) WithHttp(http => http with { Status = session?.Head?.Status, StrictTransportSecurity = session?.Head?["Strict-Transport-Security"], MaxAge = MaxAge(session?.Head) });
    }

    private async Task AskPlainAsync(CancellationToken cancellation)
    {
        if (endpoint.StartTls != StartTls.None || (options.PlainPort ?? (endpoint.Port == HttpsPort ? HttpPort : null)) is not { } port) return;
        var (head, trouble) = await new PlainHttp(dialer, host, limits, budget, clock).AskAsync(port, cancellation);
        WithHttp(http => http with { PlainAsked = true, PlainStatus = head?.Status, PlainLocation = head?["Location"], PlainTrouble = trouble });
    }

    private static long? MaxAge(HttpHead? head) => head?["Strict-Transport-Security"] is { } field ? StrictTransport.MaxAge(field) : null;

    private void WithHttp(Func<HttpObservation, HttpObservation> change)
    {
        lock (_groups) _http = change(_http ?? new HttpObservation());
    }

    private void Take(GroupAnswer answer, TlsVersion version)
    {
        lock (_groups) _groups.AddRange(answer.Accepted);
        _reasons.Add(answer.Unfinished, $"the groups of {version.Title()}");
    }

    private ushort? CertificateCurve()
    {
        if (_learnt.Presented.FirstOrDefault(one => one.Authentication == Authentication.Ecdsa) is not { } ecdsa) return null;
        return PresentedCertificate.Curve(ecdsa.Chain[0]) switch
        {
            "P-256" => NamedGroups.Secp256r1,
            "P-384" => NamedGroups.Secp384r1,
            "P-521" => NamedGroups.Secp521r1,
            _ => null,
        };
    }

    /// <summary>A suite that is signed with a certificate was accepted, and no such certificate came with it.</summary>
    private void AddUnshown(SuiteAnswer[] suites)
    {
        var shown = _learnt.Presented.Select(one => one.Authentication).ToHashSet();
        foreach (var suite in suites.Where(answer => answer.Version <= TlsVersion.Tls12).SelectMany(answer => answer.Accepted))
        {
            if (OfferedSuites.AuthenticationOf(suite) is var kind && kind != Authentication.None && shown.Add(kind))
                _reasons.Add($"no certificate was shown with {CipherSuites.Of(suite).Name}");
        }
    }

    private List<CertificateObservation> Certificates()
    {
        var reader = new PresentedCertificate(host, new ChainTrust(new X509Certificate2Collection(options.Roots), clock));
        var certificates = new List<CertificateObservation>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var presented in _learnt.Presented)
        {
            // One certificate may serve suites of two kinds.
            if (!known.Add(Convert.ToHexString(presented.Chain[0]))) continue;
            var (certificate, why) = reader.Read(presented.Chain, presented.Stapled);
            _reasons.Add(why);
            if (certificate is not null) certificates.Add(certificate);
        }
        return certificates;
    }
}
