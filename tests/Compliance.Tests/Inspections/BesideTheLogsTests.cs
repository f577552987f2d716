using System.Text.Json;
using Compliance.Findings;
using Compliance.Incidents;
using Compliance.Rules;
using Compliance.Tests.Incidents;
using Compliance.Tests.Vendors;
using Compliance.Transit;
using Compliance.Vaults;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.Inspections;

/// <summary>Evidence that is no log, judged in the audit that judges the logs.</summary>
public sealed class BesideTheLogsTests
{
    private static readonly Instant Probed = Instant.FromUtc(2026, 6, 30, 2, 0);

    [Fact]
    public void A_vendor_with_logs_alone_has_the_checks_of_logs_alone()
    {
        var result = Audit(Folder());

        Assert.Equal(RuleCatalogue.OfEvents.Count, result.Checks.Count);
    }

    [Fact]
    public void An_endpoint_that_was_never_probed_is_not_evaluable_and_says_whose_permission_is_missing()
    {
        var result = Audit(Folder(vendor: "endpoints: [{ host: crm.acme.example }]"));

        var check = Check(result, "tls-version");
        Assert.Equal(Verdict.NotEvaluable, check.Verdict);
        Assert.Contains("crm.acme.example:443: nobody permitted probing it", check.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_old_version_that_an_endpoint_accepts_is_a_finding_about_the_endpoint()
    {
        var folder = Folder(vendor: "endpoints: [{ host: crm.acme.example }]");
        folder.Add("probes/june.json", Probe("crm.acme.example", TlsVersion.Tls10, Probed));

        var result = Audit(folder);

        var finding = Assert.Single(result.Findings, finding => finding.Rule == "tls-version");
        Assert.Equal(("crm.acme.example:443", Severity.High, Verdict.Fail, (string?)null), (finding.Action, finding.Severity, finding.Verdict, finding.Principal));
        Assert.Equal("probes/june.json", Assert.Single(finding.Evidence).Source);
        Assert.Contains("pci-dss-4.0.1:4.2.1", finding.Controls);
        Assert.Equal("probe", Assert.Single(result.Evidence, source => source.Source == "probes/june.json").Kind);
    }

    [Fact]
    public void The_last_probe_of_an_endpoint_counts()
    {
        var folder = Folder();
        folder.Add("probes/a.json", Probe("crm.acme.example", TlsVersion.Tls12, Probed));
        folder.Add("probes/b.json", Probe("CRM.acme.example", TlsVersion.Tls10, Probed - Duration.FromDays(1)));

        Assert.DoesNotContain(Audit(folder).Findings, finding => finding.Rule == "tls-version");
    }

    [Fact]
    public void A_probe_of_long_ago_proves_nothing_today()
    {
        var folder = Folder();
        folder.Add("probes/a.json", Probe("crm.acme.example", TlsVersion.Tls12, Probed - Duration.FromDays(36)));

        var check = Check(Audit(folder, to: Probed), "tls-version");

        Assert.Equal(Verdict.NotEvaluable, check.Verdict);
        Assert.Contains("more than 35 days before", check.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_audit_collected_for_itself_is_evidence_and_what_another_lies_in_is_not()
    {
        var folder = Folder();
        folder.Add("collected/run-1/probes/endpoints.json", Probe("crm.acme.example", TlsVersion.Tls10, Probed));
        folder.Add("collected/probes.json", Probe("mail.acme.example", TlsVersion.Tls10, Probed));

        Assert.Equal("crm.acme.example:443", Assert.Single(Audit(folder).Findings, finding => finding.Rule == "tls-version").Action);
    }

    [Fact]
    public void What_the_audit_saw_of_an_endpoint_counts_before_a_probe_that_says_it_is_of_later()
    {
        var folder = Folder();
        folder.Add("collected/run-1/probes/endpoints.json", Probe("crm.acme.example", TlsVersion.Tls10, Probed));
        folder.Add("collected/zzz/probes/endpoints.json", Probe("crm.acme.example", TlsVersion.Tls12, Probed + Duration.FromDays(9_000)));
        folder.Add("probes/later.json", Probe("crm.acme.example", TlsVersion.Tls12, Probed + Duration.FromDays(9_000)));

        Assert.Equal(Verdict.Fail, Check(Audit(folder), "tls-version").Verdict);
    }

    [Fact]
    public void A_document_that_cannot_be_read_is_shown_and_lets_no_rule_pass()
    {
        var folder = Folder();
        folder.Add("probes/good.json", Probe("crm.acme.example", TlsVersion.Tls12, Probed));
        folder.Add("probes/torn.json", "{\"endpoints\": [");

        var result = Audit(folder);

        Assert.Equal(Verdict.NotEvaluable, Check(result, "tls-version").Verdict);
        var torn = Assert.Single(result.Evidence, source => source.Source == "probes/torn.json");
        Assert.Equal((1, 1), (torn.Records, torn.Rejected));
        Assert.Contains("probes/torn.json:1:", Assert.Single(torn.RejectedSamples).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Resources_are_judged_by_the_checks_of_their_types_and_no_others()
    {
        var folder = Folder();
        folder.Add("resources/june.ndjson", """{"id":"/subscriptions/1/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/acme","name":"acme","type":"microsoft.storage/storageaccounts","properties":{"supportsHttpsTrafficOnly":false}}""");

        var result = Audit(folder);

        Assert.Equal(Verdict.Fail, Check(result, "ST-HTTPS").Verdict);
        Assert.EndsWith("/storageAccounts/acme", Assert.Single(result.Findings, finding => finding.Rule == "ST-HTTPS").Action, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(Verdict.NotApplicable, Check(result, "SQL-TLS").Verdict);
    }

    [Fact]
    public void Resources_that_could_not_be_listed_say_so_and_nothing_passes()
    {
        var folder = Folder();
        folder.Add("collected/run-1/resources/subscriptions.ndjson", """{"unread":"Resource Graph refused: the identity needs Reader"}""");

        var check = Check(Audit(folder), "ST-HTTPS");

        Assert.Equal(Verdict.NotEvaluable, check.Verdict);
        Assert.Contains("the identity needs Reader", check.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_vault_of_the_contract_that_was_never_read_lets_no_rule_pass()
    {
        var result = Audit(Folder(vendor: "azure: { vaults: [\"https://acme.vault.azure.net/\"] }"));

        Assert.Equal(Verdict.NotEvaluable, Check(result, "secret-expired-enabled").Verdict);
    }

    [Fact]
    public void A_secret_without_expiry_is_a_finding_about_the_secret()
    {
        var folder = Folder();
        folder.Add("vaults/acme.json", Vault(new VaultSecret { Name = "crm-key", Versions = [new SecretVersion { Version = "1", Enabled = true, CreatedOn = Probed }] }));

        Assert.Equal("acme.vault.azure.net/crm-key", Assert.Single(Audit(folder).Findings, finding => finding.Rule == "secret-without-expiry").Action);
    }

    [Fact]
    public void What_others_attest_is_judged_where_the_contract_names_kinds_of_data()
    {
        var result = Audit(Folder(vendor: "dataClasses: [cardholder]"), to: Probed);

        Assert.Contains(result.Findings, finding => finding is { Rule: "attestation-missing", Action: "pci-aoc" });
    }

    [Fact]
    public void A_clock_that_ran_out_is_a_finding_about_the_clock_of_that_incident()
    {
        var folder = Folder();
        folder.Add("collected/run-1/incidents/overdue.json", Overdue(OverdueRegisters.Clock(), OverdueRegisters.Clock(incident: "other"), OverdueRegisters.Clock(OverdueRegisters.Contract)));

        var result = Audit(folder);

        var findings = result.Findings.Where(finding => finding.Rule == "notice-overdue").ToList();
        Assert.Equal(
            [("eu-gdpr.art33-1", "20261122-abc123", Severity.Critical), ("eu-gdpr.art33-1", "other", Severity.Critical), ("contract.vendor-notice", "20261122-abc123", Severity.High)],
            findings.Select(finding => (finding.Action!, finding.Resource!, finding.Severity)));
        Assert.Equal(3, findings.Select(finding => finding.Fingerprint).Distinct().Count());
        Assert.All(findings, finding => Assert.Null(finding.Principal));
        Assert.Contains("nist-800-53r5:IR-6", findings[0].Controls);
        Assert.Equal("collected/run-1/incidents/overdue.json", Assert.Single(findings[0].Evidence).Source);
        Assert.Equal("incidents", Assert.Single(result.Evidence, source => source.Source.EndsWith("overdue.json", StringComparison.Ordinal)).Kind);
    }

    [Fact]
    public void What_the_audit_read_of_its_incidents_counts_and_nothing_that_was_put_there()
    {
        var folder = Folder();
        folder.Add("collected/run-1/incidents/overdue.json", Overdue(OverdueRegisters.Clock()));
        folder.Add("incidents/later.json", OverdueRegisters.File(OverdueRegisters.Register() with { At = Instant.FromUtc(2999, 1, 1, 0, 0) }));
        folder.Add("collected/zzz/incidents/overdue.json", OverdueRegisters.File(OverdueRegisters.Register() with { At = Instant.FromUtc(2999, 1, 1, 0, 0) }));

        Assert.Equal(Verdict.Fail, Check(Audit(folder), "notice-overdue").Verdict);
    }

    [Fact]
    public void A_register_that_cannot_be_read_is_not_evaluable()
    {
        var folder = Folder();
        folder.Add("collected/run-1/incidents/overdue.json", "{}");

        Assert.Equal(Verdict.NotEvaluable, Check(Audit(folder), "notice-overdue").Verdict);
    }

    [Fact]
    public void A_notice_that_was_late_stays_a_finding_and_one_that_was_in_time_resolves_it()
    {
        var (open, late, settled) = (Folder(), Folder(), Folder());
        open.Add("collected/run-1/incidents/overdue.json", Overdue(OverdueRegisters.Clock()));
        late.Add("collected/run-1/incidents/overdue.json", Overdue(OverdueRegisters.Clock(submission: SubmissionState.Late)));
        settled.Add("collected/run-1/incidents/overdue.json", Overdue(OverdueRegisters.Clock(submission: SubmissionState.InTime)));
        var known = Audit(open).Findings;

        var stays = Assert.Single(FindingHistory.Apply(Audit(late), known, Probed).Findings, finding => finding.Rule == "notice-overdue");
        var gone = FindingHistory.Apply(Audit(settled), known, Probed);

        Assert.Equal((FindingState.Persisting, Severity.Medium), (stays.State, stays.Severity));
        Assert.Equal(FindingState.Resolved, Assert.Single(gone.Findings, finding => finding.Rule == "notice-overdue").State);
        Assert.Equal(Verdict.Pass, Check(gone, "notice-overdue").Verdict);
    }

    [Fact]
    public void A_finding_about_a_thing_is_resolved_when_the_thing_is_seen_in_order()
    {
        var (before, after) = (Folder(), Folder());
        before.Add("probes/a.json", Probe("crm.acme.example", TlsVersion.Tls10, Probed));
        after.Add("probes/a.json", Probe("crm.acme.example", TlsVersion.Tls12, Probed + Duration.FromDays(1)));

        var settled = FindingHistory.Apply(Audit(after), Audit(before).Findings, Probed);

        Assert.Equal(FindingState.Resolved, Assert.Single(settled.Findings, finding => finding.Rule == "tls-version").State);
    }

    private static AuditResult Audit(MemoryFolder folder, Instant? to = null) =>
        Auditor.Audit(new AuditRequest { Id = "run-1", Record = VendorReader.Read(folder), Folder = folder, To = to, StartedBy = "tester" }, progress: null, CancellationToken.None);

    private static Check Check(AuditResult result, string rule) => Assert.Single(result.Checks, check => check.Rule == rule);

    private static MemoryFolder Folder(string vendor = "")
    {
        var folder = new MemoryFolder();
        folder.Add("vendor.yaml", $"id: acme-bpo\n{vendor}\n");
        folder.Add("access.yaml", "timezone: Asia/Manila\nroles: { tier1: { allow: [{ actions: [ticket.read] }] } }\n");
        return folder;
    }

    /// <summary>An endpoint with everything known, accepting one version alone.</summary>
    private static byte[] Probe(string host, TlsVersion accepted, Instant at)
    {
        var seen = new EndpointObservation
        {
            Endpoint = new Endpoint(host, 443),
            Address = "203.0.113.9",
            At = at,
            Versions = [.. Enum.GetValues<TlsVersion>().Select(version => new VersionObservation(version, version == accepted))],
            Connections = 1,
            Milliseconds = 1,
        };
        return Json(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("endpoints");
            ObservationJson.Write(seen, json);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static byte[] Overdue(params OverdueClock[] clocks) => OverdueRegisters.File(OverdueRegisters.Register(clocks));

    private static byte[] Vault(VaultSecret secret)
    {
        using var written = new MemoryStream();
        VaultInventoryJson.Write(written, new VaultInventory { Vault = new Uri("https://acme.vault.azure.net/"), At = Probed, Secrets = [secret] });
        return written.ToArray();
    }

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        using var written = new MemoryStream();
        using (var json = new Utf8JsonWriter(written)) write(json);
        return written.ToArray();
    }
}
