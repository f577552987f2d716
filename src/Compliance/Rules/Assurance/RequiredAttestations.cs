using Compliance.Vendors;

namespace Compliance.Rules.Assurance;

/// <summary>An attestation that has to be there.</summary>
/// <param name="Because">Who says so, for messages.</param>
internal sealed record Requirement(RequiredAttestation Attestation, string Because)
{
    /// <summary>The type; of alternatives, their words.</summary>
    public string Subject => Attestation.AnyOf.Count == 1 ? Attestation.AnyOf[0].Type.Word : Attestation.ToString();
}

/// <summary>What has to be there: what the contract asks for (<c>required</c>), else what the kinds of data call for.</summary>
internal static class RequiredAttestations
{
    private static readonly RequiredAttestation SystemReport = RequiredAttestation.Of("soc2-type2", "iso27001");
    private static readonly RequiredAttestation Tested = RequiredAttestation.Of("penetration-test");

    // Where the contract is silent. PCI DSS 4.0.1, 12.8.4 asks for the status of whoever handles card data, 11.4 for the test;
    // 45 CFR 164.308(b)(1) for satisfactory assurances, 164.308(a)(8) for a technical evaluation; the rest is custom.
    private static readonly (string[] Classes, RequiredAttestation[] CallFor)[] ByData =
    [
        (["cardholder", "payment-card", "card", "pan"], [RequiredAttestation.Of("pci-aoc"), Tested]),
        (["health", "medical", "phi", "ephi"], [SystemReport, Tested]),
        (["personal", "pii", "contact", "identity", "government-id", "financial", "bank-account", "biometric", "children", "location", "credentials"], [SystemReport]),
    ];

    /// <summary>The data classes that call for anything.</summary>
    public static IEnumerable<string> DataClasses => ByData.SelectMany(row => row.Classes);

    /// <summary>In the order of the file or of the data classes; no subject twice.</summary>
    public static IReadOnlyList<Requirement> Of(VendorRecord record)
    {
        var requirements = record.Attestations?.Required is { } contract
            ? contract.Select(one => new Requirement(one, "the contract asks for it"))
            : record.Vendor.DataClasses.SelectMany(CalledForBy);
        return
        [
            // Of `soc2` and `soc2-type2` the one with a level asks for more.
            .. requirements.GroupBy(one => one.Subject, StringComparer.Ordinal).Select(same => same.MaxBy(one => one.Attestation.AnyOf.Count(demand => demand.Level is not null))!),
        ];
    }

    private static IEnumerable<Requirement> CalledForBy(string data) =>
        ByData.Where(row => row.Classes.Contains(data, StringComparer.OrdinalIgnoreCase))
            .SelectMany(row => row.CallFor, (_, one) => new Requirement(one, $"vendor.yaml has the data class `{data}`, and attestations.yaml no `required`"));
}
