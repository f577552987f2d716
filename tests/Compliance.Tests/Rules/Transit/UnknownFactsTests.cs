using Compliance.Findings;
using Compliance.Rules.Transit;
using Compliance.Transit;
using FsCheck;
using FsCheck.Fluent;
using Check = FsCheck.Check;

namespace Compliance.Tests.Rules.Transit;

/// <summary>What was not seen never passes, whatever else was.</summary>
public sealed class UnknownFactsTests
{
    private static readonly Gen<int> Seeds = Gen.Choose(0, int.MaxValue);

    /// <summary>For each rule, ways of not knowing what it needs.</summary>
    private static readonly Dictionary<string, Func<EndpointObservation, EndpointObservation>[]> Forgetting = new()
    {
        ["tls-version"] = [seen => Forget(seen, TlsVersion.Ssl3), seen => Forget(seen, TlsVersion.Tls10), seen => Forget(seen, TlsVersion.Tls11), seen => seen with { Versions = [] }],
        ["tls-version-missing"] = [seen => Forget(seen, TlsVersion.Tls13), seen => seen with { Versions = [] }],
        ["tls-suite"] = [seen => seen with { Suites = [] }, seen => Forget(seen, TlsVersion.Tls12), seen => seen with { Incomplete = "the time was up" }, Strange],
        ["tls-key-exchange"] = [seen => seen with { Suites = [] }, NoGroups, seen => seen with { Incomplete = "the time was up" }, NoPrime],
        ["tls-certificate-trust"] = [NoCertificates, Incompletely, seen => EachCertificate(seen, certificate => certificate with { Trusted = null, SelfSigned = false, ChainProblems = [] })],
        ["tls-certificate-key"] =
        [
            NoCertificates, Incompletely,
            seen => EachCertificate(seen, certificate => certificate with { KeyType = "RSA", KeyBits = null }),
            seen => EachCertificate(seen, certificate => certificate with { Signature = "1.2.3" }),
            seen => EachCertificate(seen, certificate => certificate with { Chain = [], ChainLength = 2 }),
        ],
        ["tls-certificate-expired"] = [NoCertificates, Incompletely, seen => EachCertificate(seen, certificate => certificate with { Chain = [], ChainLength = 2 })],
        ["tls-certificate-expiring"] = [NoCertificates, Incompletely],
        ["tls-certificate-lifetime"] = [NoCertificates, Incompletely],
        ["tls-stapling"] = [NoCertificates, Incompletely, seen => EachCertificate(seen, certificate => certificate with { Stapled = null })],
        ["tls-renegotiation"] = [seen => seen with { SecureRenegotiation = null }],
        ["tls-compression"] = [seen => seen with { Compression = null }],
        ["tls-extended-master-secret"] = [seen => seen with { ExtendedMasterSecret = null }],
        ["tls-fallback-scsv"] = [seen => seen with { FallbackScsv = null }],
        ["http-strict-transport-security"] = [seen => seen with { Http = null }, seen => seen with { Http = new() { PlainAsked = true } }],
        ["http-redirect"] = [seen => seen with { Http = null }, seen => seen with { Http = new() { Status = 200, PlainAsked = false } }],
    };

    public static TheoryData<string> Rules() => [.. TransitRules.All.Select(rule => rule.Definition.Id)];

    public static TheoryData<string, string> RulesAndProfiles()
    {
        var pairs = new TheoryData<string, string>();
        foreach (var rule in TransitRules.All)
        {
            foreach (var profile in TlsProfiles.All) pairs.Add(rule.Definition.Id, profile.Id);
        }
        return pairs;
    }

    [Theory]
    [MemberData(nameof(RulesAndProfiles))]
    public void A_rule_does_not_pass_without_what_it_needs(string rule, string profile) =>
        Check.One(Tried.Times(150), Prop.ForAll(Arb.From(Seeds), seed =>
            Forgetting[rule].All(forget => forget(Sound(seed)).Judged(rule, TlsProfiles.Find(profile)).Verdict != Verdict.Pass)));

    [Theory]
    [MemberData(nameof(Rules))]
    public void Of_the_good_endpoint_what_is_forgotten_is_not_evaluable(string rule) =>
        Assert.All(Forgetting[rule], forget => Assert.Equal(Verdict.NotEvaluable, forget(Sight.Good).Judged(rule).Verdict));

    [Fact]
    public void Forgetting_never_turns_a_failure_into_a_pass() =>
        Check.One(Tried.Times(400), Prop.ForAll(Arb.From(Seeds), Arb.From(Gen.Elements(TlsProfiles.All.ToArray())), (seed, profile) =>
        {
            var seen = AnySight.Of(seed);
            return TransitRules.Judge(seen, profile)
                .Where(judgement => judgement.Verdict is not Verdict.Pass)
                .All(judgement => Forgetting[judgement.Rule].All(forget => forget(seen).Judged(judgement.Rule, profile).Verdict is not Verdict.Pass));
        }));

    [Fact]
    public void Whatever_was_seen_each_rule_gives_one_judgement_with_words_in_it() =>
        Check.One(Tried.Times(1_000), Prop.ForAll(Arb.From(Seeds), Arb.From(Gen.Elements(TlsProfiles.All.ToArray())), (seed, profile) =>
        {
            var seen = AnySight.Of(seed);
            var judgements = TransitRules.Judge(seen, profile);
            return judgements.Select(judgement => judgement.Rule).SequenceEqual(TransitRules.All.Select(rule => rule.Definition.Id))
                && judgements.All(judgement => judgement.Subject == seen.Endpoint.ToString() && judgement.Message.Length is > 0 and < 8_000 && judgement.At == seen.At);
        }));

    [Fact]
    public void An_endpoint_that_spoke_no_version_of_TLS_never_passes() =>
        Check.One(Tried.Times(300), Prop.ForAll(Arb.From(Seeds), Arb.From(Gen.Elements(TlsProfiles.All.ToArray())), (seed, profile) =>
        {
            var seen = AnySight.Of(seed);
            var mute = seen with { Versions = [.. seen.Versions.Select(version => version with { Accepted = version.Accepted is null ? null : false })] };
            return mute.Verdict(profile) != Verdict.Pass && TransitRules.Judge(mute, profile).All(judgement => judgement.Verdict != Verdict.Pass);
        }));

    /// <summary>An arbitrary endpoint that was reached and accepts TLS 1.2 and 1.3 on port 443, so that every question applies to it.</summary>
    private static EndpointObservation Sound(int seed)
    {
        var seen = AnySight.Of(seed);
        return seen with
        {
            Endpoint = new("crm.acme.example", 443),
            Versions = [.. seen.Versions.Select(version => version.Version >= TlsVersion.Tls12 ? version with { Accepted = true } : version)],
            Certificates = seen.Certificates.Count > 0 ? seen.Certificates : [Sight.Certificate],
        };
    }

    private static EndpointObservation Forget(EndpointObservation seen, TlsVersion version) =>
        seen with { Versions = [.. seen.Versions.Select(asked => asked.Version == version ? asked with { Accepted = null } : asked)] };

    private static EndpointObservation Incompletely(EndpointObservation seen) => seen with { Incomplete = "the time was up" };

    private static EndpointObservation NoCertificates(EndpointObservation seen) => seen with { Certificates = [] };

    private static EndpointObservation NoGroups(EndpointObservation seen) => seen with { Groups = [] };

    private static EndpointObservation NoPrime(EndpointObservation seen) =>
        seen with { SmallestDhBits = null, Suites = [.. seen.Suites, .. Sight.SuitesOf(TlsVersion.Tls12, "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256")] };

    private static EndpointObservation Strange(EndpointObservation seen) => seen with { Suites = [.. seen.Suites, new(TlsVersion.Tls12, 0x1234)] };

    private static EndpointObservation EachCertificate(EndpointObservation seen, Func<CertificateObservation, CertificateObservation> change) =>
        seen with { Certificates = [.. seen.Certificates.Select(change)] };
}
