using Compliance.Findings;
using Compliance.Rules.Transit;
using Compliance.Transit;
using NodaTime;

namespace Compliance.Reports;

/// <summary>Endpoints for a person at a terminal: the verdict, what is accepted, what fails and what to do about it; advice last.</summary>
public sealed class TlsTable
{
    private const int Indent = 2;
    private const int Label = 11;
    private readonly TerminalText _text;

    private TlsTable(TerminalText text) => _text = text;

    /// <summary>Writes every endpoint, in the order given.</summary>
    /// <param name="width">Columns of the terminal.</param>
    /// <param name="colour">Whether ANSI colours are written.</param>
    public static void Write(IReadOnlyList<TlsResult> results, TextWriter output, int width = 100, bool colour = false)
    {
        var table = new TlsTable(new TerminalText(output, width, colour));
        for (var i = 0; i < results.Count; i++)
        {
            if (i > 0) table._text.Blank();
            table.Write(results[i]);
        }
        if (results.Count > 1) table.WriteSummary(results);
    }

    private void Write(TlsResult result)
    {
        var seen = result.Seen;
        _text.Line(0, (seen.Endpoint.ToString(), Tone.Strong), (Wording.Of(result.Verdict), ToneOf(result.Verdict)), (result.Profile.Title, Tone.Faint));
        _text.Labelled(Indent, "probed", Label, $"{Wording.Of(seen.At)}{(seen.Address is { } address ? $" at {address}" : "")}, {seen.Connections} connections, {seen.Milliseconds} ms");
        if (seen.Incomplete is { } why && seen.Versions.Any(version => version.Accepted is true)) _text.Labelled(Indent, "incomplete", Label, why);
        if (seen.Versions.Any(version => version.Accepted is not null)) WriteVersions(result);
        if (seen.Suites.Count > 0) _text.Labelled(Indent, "suites", Label, Suites(result));
        if (seen.Groups.Count > 0) _text.Labelled(Indent, "groups", Label, string.Join(", ", seen.Groups.Select(group => NamedGroup.Of(group.Id).Name).Distinct()));
        foreach (var certificate in seen.Certificates) _text.Labelled(Indent, "certificate", Label, Certificate(certificate, seen.At));
        WriteDeciding(result);
        WriteAdvice(result);
    }

    private void WriteVersions(TlsResult result)
    {
        var forbidden = result.Profile.Versions.Forbidden.SelectMany(demand => demand.Versions).ToHashSet();
        var words = new List<(string, Tone)> { ("versions".PadRight(Label), Tone.Faint) };
        foreach (var version in result.Seen.Versions.Where(version => version.Accepted is not false))
        {
            words.Add(version.Accepted is null
                ? ($"{version.Version.Title()}?", Tone.Doubtful)
                : (version.Version.Title(), forbidden.Contains(version.Version) ? Tone.Bad : Tone.Good));
        }
        if (words.Count == 1) words.Add(("none", Tone.Bad));
        _text.Line(Indent, [.. words]);
    }

    private void WriteDeciding(TlsResult result)
    {
        var deciding = result.Findings.Where(finding => finding.Decides()).ToList();
        // An endpoint that was not reached has one reason, not sixteen.
        if (deciding.Count > 0 && deciding.All(finding => finding.Verdict == Verdict.NotEvaluable && finding.Message == deciding[0].Message))
        {
            _text.Blank();
            _text.Labelled(Indent, Wording.Of(Verdict.NotEvaluable), 12, deciding[0].Message);
            return;
        }
        foreach (var finding in deciding)
        {
            var fails = finding.Verdict == Verdict.Fail;
            _text.Blank();
            _text.Line(Indent, (fails ? Wording.Of(finding.Severity) : Wording.Of(finding.Verdict), fails ? SeverityTone(finding.Severity) : Tone.Doubtful), (finding.Rule, Tone.Strong));
            _text.Labelled(Indent + 2, "why", 3, finding.Message);
            if (fails) _text.Labelled(Indent + 2, "fix", 3, finding.Fix);
            if (finding.Controls.Count > 0) _text.Labelled(Indent + 2, "for", 3, string.Join(", ", finding.Controls));
        }
    }

    private void WriteAdvice(TlsResult result)
    {
        var advice = result.Findings.Where(finding => !finding.Decides()).ToList();
        if (advice.Count == 0 || result.Seen.Versions.All(version => version.Accepted is not true)) return;
        _text.Blank();
        _text.Line(Indent, ("advice, which does not decide", Tone.Faint));
        foreach (var finding in advice)
            _text.Labelled(Indent + 2, finding.Rule, advice.Max(other => other.Rule.Length), finding.Verdict == Verdict.Fail ? $"{finding.Message}. {finding.Fix}" : finding.Message);
    }

    private void WriteSummary(IReadOnlyList<TlsResult> results)
    {
        _text.Blank();
        var counts = results.GroupBy(result => result.Verdict).OrderBy(group => group.Key == Verdict.Fail ? 0 : (int)group.Key + 1)
            .Select(group => ($"{group.Count()} {Wording.Of(group.Key)}", ToneOf(group.Key)));
        _text.Line(0, [($"{results.Count} endpoints", Tone.Strong), .. counts]);
    }

    private static string Suites(TlsResult result)
    {
        var failing = result.Seen.Suites.Select(suite => CipherSuites.Of(suite.Id)).Distinct()
            .Count(suite => TransitRules.VerdictOf(suite, result.Profile) == Verdict.Fail);
        var all = result.Seen.Suites.Select(suite => suite.Id).Distinct().Count();
        return failing == 0 ? $"{all} accepted" : $"{all} accepted, {failing} of them not allowed";
    }

    private static string Certificate(CertificateObservation certificate, Instant at)
    {
        var key = certificate.KeyBits is { } bits ? $"{certificate.KeyType} {bits}" : certificate.KeyType;
        var left = (certificate.NotAfter - at).Days;
        var end = $"{(at > certificate.NotAfter ? "ended" : "ends")} {Wording.Of(certificate.NotAfter.InUtc().Date)}{(at > certificate.NotAfter ? "" : $" (in {left} days)")}";
        var trust = certificate.Trusted switch { true => "trusted", false => "not trusted", null => "trust not known" };
        return $"{Short(certificate.Subject)}, {key}, {Short(certificate.Signature)}, {end}, {trust}{(certificate.NameMatches ? "" : ", for another name")}";
    }

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private static Tone ToneOf(Verdict verdict) => verdict switch
    {
        Verdict.Pass => Tone.Good,
        Verdict.Fail => Tone.Bad,
        _ => Tone.Doubtful,
    };

    private static Tone SeverityTone(Severity severity) => severity >= Severity.High ? Tone.Bad : Tone.Doubtful;
}
