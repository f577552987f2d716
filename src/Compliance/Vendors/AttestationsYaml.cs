namespace Compliance.Vendors;

/// <summary>Reads <c>attestations.yaml</c>.</summary>
internal static class AttestationsYaml
{
    public const string File = "attestations.yaml";

    // Each is compared with each other when they are judged.
    private const int Most = 200;

    private static readonly string[] RequiredWords = [.. AttestationDemand.All.Select(demand => demand.Word)];

    /// <param name="root">The file's one document.</param>
    /// <param name="sha256">Digest of the file's bytes, lower-case hex.</param>
    public static Attestations? Read(YamlValue root, string sha256)
    {
        if (root.Fields(File, "required", "services", "attestations") is not { } file) return null;
        return new Attestations
        {
            Required = file.Optional("required", v => v.Any(Required)),
            Services = file.Optional("services", YamlNames.DistinctTexts) ?? [],
            All = file.Optional("attestations", Attestations) ?? [],
            Sha256 = sha256,
        };
    }

    private static RequiredAttestation? Required(YamlValue value)
    {
        if (value.Node is YamlList) return value.Some(Demand) is { Count: > 0 } anyOf ? new RequiredAttestation(anyOf) : null;
        return Demand(value) is { } demand ? new RequiredAttestation([demand]) : null;
    }

    private static AttestationDemand? Demand(YamlValue value) => value.Word(RequiredWords) is { } word ? AttestationDemand.Find(word) : null;

    private static List<Attestation>? Attestations(YamlValue value)
    {
        if (value.Node is YamlList { Items.Count: > Most } list)
        {
            value.Refuse($"{list.Items.Count} attestations: at most {Most}, leave out those that newer ones replace");
            return null;
        }
        var places = new List<(Attestation Attestation, YamlValue Place)>();
        var number = 0;
        value.Any(item =>
        {
            var attestation = AttestationYaml.Read(item, ++number);
            if (attestation is not null) places.Add((attestation, item));
            return attestation;
        });
        RefuseIndistinct(places);
        return [.. places.Select(one => one.Attestation)];
    }

    // A finding names an attestation by its type and, of several, its document: it must keep that name over audits.
    private static void RefuseIndistinct(List<(Attestation Attestation, YamlValue Place)> places)
    {
        foreach (var several in places.GroupBy(one => one.Attestation.Type).Where(group => group.Skip(1).Any()))
        {
            var lines = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
            foreach (var (attestation, place) in several)
            {
                if (attestation.Document is not { } document)
                    place.Refuse($"several of type {attestation.Type.Word}, and this one has no `document`: name it, it tells them apart");
                else if (!lines.TryAdd(document, attestation.Line))
                    place.Refuse($"the {attestation.Type.Title} {Excerpt.Of(document)} is already on line {lines[document]}: remove one");
            }
        }
    }
}
