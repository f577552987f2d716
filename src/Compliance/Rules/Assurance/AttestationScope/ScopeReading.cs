using Compliance.Vendors;

namespace Compliance.Rules.Assurance;

/// <summary>What the scope of one attestation lacks.</summary>
internal sealed class ScopeReading(Attestation attestation, GivenAttestations given)
{
    private const int Shown = 5;

    public List<string> Failures { get; } = [];

    /// <summary>What could not be told.</summary>
    public List<string> Open { get; } = [];

    /// <summary>Nothing that it states could be compared with what the vendor does.</summary>
    public bool IsEmpty { get; private set; } = true;

    public void ReadCoverage()
    {
        var vendor = given.Record.Vendor;
        Read("dataClasses", "vendor.yaml has no `dataClasses`", vendor.DataClasses, one => one.DataClasses);
        Read("services", "attestations.yaml has no `services`", given.Record.Attestations!.Services, one => one.Services);
        Read("sites", "vendor.yaml has no `processingSites`", [.. vendor.ProcessingSites.Select(site => site.Name)], one => one.Sites);
    }

    /// <summary>Levels: a Type I report, or a questionnaire, where more is asked for.</summary>
    public void ReadLevels()
    {
        foreach (var requirement in given.Required.Where(one => one.Attestation.IsOfType(attestation.Type)))
            if (!given.Current.Any(requirement.Attestation.IsMetBy))
                Failures.Add($"it is {(attestation.Type == AttestationType.Soc2 ? "of Type " : "")}{attestation.Level}, and `{requirement.Attestation}` is required: {requirement.Because}");
        if (attestation.Type == AttestationType.PciAoc && attestation.Level != "ROC") ReadQuestionnaire();
    }

    public void ReadSubservice()
    {
        if (attestation.Subservice is not { } subservice)
            Open.Add("`subservice` is not given: write none, inclusive or carve-out");
        else if (subservice is { Method: SubserviceMethod.CarveOut, Reports.Count: 0 })
            Failures.Add("the subservice organizations are carved out, and no report of their own is named");
    }

    // The levels are those of the card brands: level 1 is assessed on site. Service providers have one questionnaire, D.
    private void ReadQuestionnaire()
    {
        if (attestation.ServiceProviderLevel == 1) Failures.Add($"a service provider of level 1 needs a ROC, and it is {attestation.Level}");
        else if (attestation.MerchantLevel == 1) Failures.Add($"a merchant of level 1 needs a ROC, and it is {attestation.Level}");
        else if (attestation.ServiceProviderLevel is not null && attestation.Level != "SAQ-D") Failures.Add($"a service provider may only use SAQ-D, and it is {attestation.Level}");
        else if (attestation.ServiceProviderLevel is null && attestation.MerchantLevel is null)
            Open.Add("neither `serviceProviderLevel` nor `merchantLevel` is given: whether a ROC is needed cannot be told");
    }

    // Several attestations of a type may share what the vendor does: a certificate for each site.
    private void Read(string key, string unknown, IReadOnlyList<string> done, Func<Attestation, IReadOnlyList<string>?> stated)
    {
        var mustState = attestation.Type.MustState.Contains(key);
        if (mustState && stated(attestation) is null) Open.Add($"`{key}` is not given");
        else if (mustState && done.Count == 0) Open.Add($"{unknown}: whether it covers them cannot be told");
        if (stated(attestation) is null || done.Count == 0) return;
        IsEmpty = false;
        var covered = given.Current.Where(one => one.Type == attestation.Type && (ReferenceEquals(one, attestation) || !given.HasExpired(one)));
        var missing = done.Except(covered.SelectMany(one => stated(one) ?? []), StringComparer.OrdinalIgnoreCase).ToList();
        if (missing.Count > 0) Failures.Add($"`{key}` does not hold {string.Join(", ", missing.Take(Shown).Select(name => $"`{name}`"))}{(missing.Count > Shown ? " …" : "")}");
    }
}
