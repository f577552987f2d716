using NodaTime;

namespace Compliance.Vendors;

/// <summary>Reads one entry of <c>attestations</c>; which keys it may have is told by its type.</summary>
internal sealed class AttestationYaml
{
    private static readonly string[] TypeWords = [.. AttestationType.All.Select(type => type.Word)];

    private readonly AttestationType _type;
    private readonly YamlFields _fields;

    private AttestationYaml(AttestationType type, YamlFields fields) => (_type, _fields) = (type, fields);

    public static Attestation? Read(YamlValue value, int number)
    {
        if (TypeOf(value) is not { } type) return null;
        var fields = value.Fields($"an attestation of type {type.Word}", [.. type.Keys]);
        return fields is null ? null : new AttestationYaml(type, fields).Read(number);
    }

    private static AttestationType? TypeOf(YamlValue value)
    {
        if (value.Node is not YamlMap map)
        {
            value.Refuse("expected a mapping: an attestation has type, and the keys of its type");
            return null;
        }
        var (key, node) = map.Entries.FirstOrDefault(entry => entry.Key.Text == "type");
        if (key is null || node is YamlScalar { IsAbsent: true })
        {
            value.Refuse($"an attestation needs the key `type`, with a value: {string.Join(" or ", TypeWords)}");
            return null;
        }
        return value.With(node).Word(TypeWords) is { } word ? AttestationType.All.First(type => type.Word == word) : null;
    }

    private Attestation? Read(int number)
    {
        var level = Value("level", v => v.Word([.. _type.Levels]));
        var period = Value("period", Period);
        var (issued, performed) = (Value("issued", Date), Value("performed", Date));
        var dated = Dated(level, period, issued, performed);
        var attestation = new Attestation
        {
            Type = _type,
            Number = number,
            Line = _fields.Line,
            Dated = dated ?? LocalDate.MaxIsoValue,
            Level = level,
            Period = period,
            Issuer = Value("issuer", YamlNames.Text),
            Expires = Value("expires", Date),
            Opinion = Value("opinion", Opinion),
            Exceptions = Value("exceptions", Exceptions),
            Subservice = Value("subservice", Subservice),
            Bridge = Value("bridge", Bridge),
            StatementOfApplicability = Value("statementOfApplicability", StatementOfApplicability),
            Surveillance = Value("surveillance", Date),
            MerchantLevel = Number("merchantLevel", "1", "2", "3", "4"),
            ServiceProviderLevel = Number("serviceProviderLevel", "1", "2"),
            ResponsibilityMatrix = Value("responsibilityMatrix", YamlNames.Text),
            Findings = Value("findings", Findings),
            DataClasses = Value("dataClasses", Names),
            Services = Value("services", Names),
            Sites = Value("sites", Names),
            Document = Value("document", YamlNames.Text),
            Sha256 = Value("sha256", Digest),
        };
        RefuseContradictions(attestation, dated);
        return dated is null ? null : attestation;
    }

    private T? Value<T>(string key, Func<YamlValue, T?> read) => _type.Requires(key) ? _fields.Required(key, read) : _fields.Optional(key, read);

    private LocalDate? Dated(string? level, (LocalDate From, LocalDate To)? period, LocalDate? issued, LocalDate? performed)
    {
        if (!_type.Dates.Any(_fields.Has))
            _fields.Refuse($"an attestation of type {_type.Word} needs {string.Join(" or ", _type.Dates.Select(key => $"`{key}`"))}: add the day it speaks of");
        else if (_type == AttestationType.Soc2 && level == "II" && !_fields.Has("period"))
            _fields.Refuse("a SOC 2 report of Type II needs `period`: it speaks of one");
        return _type.Dates.Select(key => key switch { "period" => period?.To, "issued" => issued, _ => performed }).FirstOrDefault(day => day is not null);
    }

    private void RefuseContradictions(Attestation attestation, LocalDate? dated)
    {
        if (attestation.Expires < dated)
            _fields.RefuseAt("expires", "`expires` is before the day it speaks of: correct one of them");
        if (attestation.Bridge is { } bridge && attestation.Period is { } period && bridge.Until <= period.To)
            _fields.RefuseAt("bridge", "the bridge letter ends before `period` does: correct one of them");
        if (attestation.Sha256 is not null && !_fields.Has("document"))
            _fields.RefuseAt("sha256", "`sha256` without `document`: name the document whose digest it is");
    }

    private int? Number(string key, params string[] words) => Value(key, v => v.Word(words)) is { } word ? word[0] - '0' : null;

    private static LocalDate? Date(YamlValue value) => value.As<LocalDate>(Notations.Date);

    private static long? Count(YamlValue value) => value.As<long>(Notations.Count);

    // Of an attestation, an empty list could mean that it covers nothing, or that it does not say.
    private static IReadOnlyList<string>? Names(YamlValue value) => value.Some(YamlNames.Text);

    private static (LocalDate From, LocalDate To)? Period(YamlValue value)
    {
        if (value.Fields("period", "from", "to") is not { } period) return null;
        var (from, to) = (period.Required("from", Date), period.Required("to", Date));
        if (to < from) period.RefuseAt("to", "`to` is before `from`: correct one of them");
        return from is null || to is null ? null : (from.Value, to.Value);
    }

    private static AuditOpinion? Opinion(YamlValue value) => value.Word("unqualified", "qualified", "adverse", "disclaimer") switch
    {
        null => null,
        "unqualified" => AuditOpinion.Unqualified,
        "qualified" => AuditOpinion.Qualified,
        "adverse" => AuditOpinion.Adverse,
        _ => AuditOpinion.Disclaimer,
    };

    private static AttestedExceptions? Exceptions(YamlValue value)
    {
        if (value.Node is YamlList) return value.Any(YamlNames.Text) is { } texts ? new AttestedExceptions(texts.Count, texts) : null;
        return Count(value) is { } count ? new AttestedExceptions(count, []) : null;
    }

    private static Subservice? Subservice(YamlValue value)
    {
        if (value.Node is not YamlMap) return Method(value) is { } word ? new Subservice(word, []) : null;
        if (value.Fields("subservice", "method", "reports") is not { } subservice) return null;
        var method = subservice.Required("method", Method);
        var reports = subservice.Optional("reports", v => v.Some(YamlNames.Text)) ?? [];
        return method is null ? null : new Subservice(method.Value, reports);
    }

    private static SubserviceMethod? Method(YamlValue value) => value.Word("none", "inclusive", "carve-out") switch
    {
        null => null,
        "none" => SubserviceMethod.None,
        "inclusive" => SubserviceMethod.Inclusive,
        _ => SubserviceMethod.CarveOut,
    };

    private static BridgeLetter? Bridge(YamlValue value)
    {
        if (value.Fields("bridge", "until", "document") is not { } bridge) return null;
        var (until, document) = (bridge.Required("until", Date), bridge.Required("document", YamlNames.Text));
        return until is null || document is null ? null : new BridgeLetter(until.Value, document);
    }

    private static StatementOfApplicability? StatementOfApplicability(YamlValue value)
    {
        if (value.Fields("statementOfApplicability", "document", "version") is not { } statement) return null;
        var (document, version) = (statement.Required("document", YamlNames.Text), statement.Optional("version", YamlNames.Text));
        return document is null ? null : new StatementOfApplicability(document, version);
    }

    private static TestFindings? Findings(YamlValue value) =>
        value.Fields("findings", "critical", "high", "open") is { } findings
            ? new TestFindings(findings.Optional("critical", Count), findings.Optional("high", Count), findings.Optional("open", Count))
            : null;

    private static string? Digest(YamlValue value)
    {
        if (value.Text() is not { } text) return null;
        if (text.Length == 64 && text.All(char.IsAsciiHexDigit)) return text.ToLowerInvariant();
        value.Refuse($"{Excerpt.Of(text)} is not a SHA-256: expected 64 hexadecimal digits, as `sha256sum` prints");
        return null;
    }
}
