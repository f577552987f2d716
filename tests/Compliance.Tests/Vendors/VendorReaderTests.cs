using Compliance.Events;
using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Tests.Vendors;

public sealed class VendorReaderTests
{
    private static readonly VendorRecord Read = VendorReader.Read(Examples.Folder());

    [Fact]
    public void The_contract_gives_a_time_to_put_findings_right_with_or_without_one_to_tell_of_a_breach()
    {
        var vendor = VendorReader.Read(MemoryFolder.With("id: acme\nsla: { remediation: { critical: 48h, low: 90d } }\n")).Vendor;
        Assert.Equal([(Severity.Low, Duration.FromDays(90)), (Severity.Critical, Duration.FromHours(48))], vendor.Remediation.OrderBy(time => time.Key).Select(time => (time.Key, time.Value)));
        Assert.Null(vendor.Sla);
        var both = VendorReader.Read(MemoryFolder.With("id: acme\nsla: { breachNotice: 2d, document: MSA, remediation: { high: 7d } }\n")).Vendor;
        Assert.Equal((Duration.FromDays(2), Duration.FromDays(7)), (both.Sla!.BreachNotice, both.Remediation[Severity.High]));
        Assert.Empty(VendorReader.Read(MemoryFolder.With()).Vendor.Remediation);
    }

    [Theory]
    [InlineData("none", null, "none")]
    [InlineData("1d", 1, "1d")]
    [InlineData("48h", 2, "2d")]
    [InlineData("3660d", 3660, "3660d")]
    [InlineData("~", 396, "396d")]
    public void How_long_evidence_is_kept_is_read(string text, int? days, string shown)
    {
        var retain = VendorReader.Read(MemoryFolder.With($"id: acme\nretain: {text}\n")).Vendor.Retain;
        Assert.Equal((days is { } span ? Duration.FromDays(span) : (Duration?)null, shown), (retain.Span, retain.ToString()));
        Assert.Equal(Duration.FromDays(400), Read.Vendor.Retain.Span);
    }

    [Fact]
    public void How_far_back_audits_read_is_read_and_not_limited_when_nothing_is_said()
    {
        Assert.Equal(Lookback.Of(Duration.FromDays(62)), Read.Vendor.Lookback);
        Assert.Null(VendorReader.Read(MemoryFolder.With("id: acme\n")).Vendor.Lookback);
    }

    [Fact]
    public void The_vendor_is_read()
    {
        Assert.Equal("acme-bpo", Read.Vendor.Id.Value);
        Assert.Equal("Acme BPO", Read.Vendor.Name);
        Assert.Equal(VendorMode.Live, Read.Vendor.Mode);
        Assert.Equal(["*@acme-bpo.example", "acme.*"], Read.Vendor.Population!.Select(pattern => pattern.Text));
    }

    [Fact]
    public void What_the_vendor_handles_and_where_is_read()
    {
        Assert.Equal(["contact", "cardholder"], Read.Vendor.DataClasses);
        Assert.Equal(["customers", "card holders"], Read.Vendor.DataSubjects);
        Assert.Equal([[], ["DE", "US-CA"]], Read.Vendor.SubjectGroups.Select(group => group.Jurisdictions));
        Assert.Equal([new ProcessingSite("Manila", "PH") { Zone = DateTimeZoneProviders.Tzdb["Asia/Manila"] }, new ProcessingSite("Cebu", null)], Read.Vendor.ProcessingSites);
        Assert.Equal(["pci-dss-4.0.1", "soc-2"], Read.Vendor.Frameworks);
    }

    [Fact]
    public void Whom_to_reach_at_the_vendor_and_how_soon_it_must_tell_is_read()
    {
        Assert.Equal(["soc@acme-bpo.example"], Read.Vendor.Contacts["security"]);
        Assert.Equal(["legal@acme-bpo.example", "pager"], Read.Vendor.Contacts["legal"]);
        Assert.Equal(new VendorSla(Duration.FromHours(24), "vendor_awareness", "MSA-2031 annex 4"), Read.Vendor.Sla);
    }

    [Fact]
    public void Who_gets_the_checkpoints_is_read_each_once() =>
        Assert.Equal(["checkpoints@auditor.example", "pager"], Read.Vendor.Witnesses);

    [Theory]
    [InlineData("from: detection, ", "detection")]
    [InlineData("", "vendor_awareness")]
    public void The_hours_of_the_contract_run_from_a_fact_of_the_ledger(string from, string fact) =>
        Assert.Equal(fact, VendorReader.Read(MemoryFolder.With($"id: acme\nsla: {{ {from}breachNotice: 2d, document: MSA }}\n")).Vendor.Sla!.From);

    [Fact]
    public void A_vendor_that_names_nobody_has_no_contacts_and_no_hours()
    {
        var vendor = VendorReader.Read(MemoryFolder.With("id: acme\ncontacts: { security: }\n")).Vendor;

        Assert.Empty(vendor.Contacts);
        Assert.Empty(vendor.Witnesses);
        Assert.Null(vendor.Sla);
        Assert.Empty(vendor.SubjectGroups);
    }

    [Fact]
    public void Where_configuration_is_read_live_is_read()
    {
        Assert.Equal(["0b1f6471-1bf0-4dda-aec3-cb9272f09590"], Read.Vendor.Azure!.Subscriptions);
        Assert.Equal(["mg-acme"], Read.Vendor.Azure.ManagementGroups);
        Assert.Equal([new Uri("https://acme-vault.vault.azure.net/")], Read.Vendor.Azure.Vaults);
    }

    [Fact]
    public void A_name_given_twice_counts_once()
    {
        var vendor = VendorReader.Read(MemoryFolder.With("""
            id: acme
            dataClasses: [contact, Contact]
            frameworks: [hipaa, hipaa]
            azure: { managementGroups: [a, A], vaults: ["https://acme.vault.azure.net", "HTTPS://Acme.vault.azure.net/"] }
            """)).Vendor;

        Assert.Equal(["contact"], vendor.DataClasses);
        Assert.Equal(["hipaa"], vendor.Frameworks);
        Assert.Equal((1, 1), (vendor.Azure!.ManagementGroups.Count, vendor.Azure.Vaults.Count));
    }

    [Fact]
    public void The_logs_are_read_with_their_mappings()
    {
        Assert.Equal(["logs/helpdesk/*.ndjson", "logs/aws/*.json.gz", "logs/crm-*.csv"], Read.Vendor.Logs.Select(log => log.Path.Text));
        Assert.Equal([Expectation.Daily, Expectation.None, Expectation.Weekdays], Read.Vendor.Logs.Select(log => log.Expect));
        Assert.Equal([6, 7, 8], Read.Vendor.Logs.Select(log => log.Line));
        var crm = Read.Vendor.Logs[2];
        Assert.Equal("csv", crm.Format);
        Assert.Equal("Asia/Manila", crm.Zone!.Id);
        Assert.Equal([TextEncoding.Utf8, TextEncoding.Utf8, TextEncoding.Windows1252], Read.Vendor.Logs.Select(log => log.Encoding));
        Assert.Equal([null, "Records", null], Read.Vendor.Logs.Select(log => log.List));
        Assert.Equal("Ticket", crm.Fields["case"]);
        Assert.Equal(Outcome.Success, crm.OutcomeValues["s"]);
        Assert.Equal(Outcome.Denied, crm.OutcomeValues["403"]);
    }

    [Fact]
    public void A_vendor_without_mode_name_and_population_is_a_pilot_named_by_its_id_with_every_account()
    {
        var vendor = VendorReader.Read(MemoryFolder.With()).Vendor;

        Assert.Equal(VendorMode.Pilot, vendor.Mode);
        Assert.Equal("acme-bpo", vendor.Name);
        Assert.Null(vendor.Population);
        Assert.Empty(vendor.Logs);
        Assert.Null(vendor.Azure);
        Assert.Empty(vendor.Endpoints);
        Assert.Empty(vendor.DataClasses.Concat(vendor.DataSubjects).Concat(vendor.Frameworks));
        Assert.Empty(vendor.ProcessingSites);
    }

    [Fact]
    public void The_approval_and_the_digest_of_the_access_model_are_read()
    {
        Assert.Equal(new Approval("d.osei", new LocalDate(2026, 1, 15), "MSA-2031 annex 4"), Read.Access.Approved);
        Assert.Equal("Asia/Manila", Read.Access.Timezone.Id);
        // sha256sum of `MemoryFolder.SmallestAccess`
        Assert.Equal("df837c6cc625c5b10968ffb26d9aa30283d73947c6c7a47d30be802e2a793439", VendorReader.Read(MemoryFolder.With()).Access.Sha256);
    }

    [Fact]
    public void Roles_are_read_in_file_order_with_their_entries()
    {
        var (everyone, tier1) = (Read.Access.Roles[0], Read.Access.Roles[1]);

        Assert.True(everyone.IsEveryone);
        Assert.Equal((0, 4), (everyone.Index, everyone.Line));
        Assert.Equal((1, 6, "tier1"), (tier1.Index, tier1.Line, tier1.Name));
        Assert.Equal(["ticket.read", "ticket.reply", "kb.*"], tier1.Allow[0].Actions.Select(pattern => pattern.Text));
        Assert.Equal([8, 9], tier1.Allow.Select(entry => entry.Line));
        Assert.True(Assert.Single(tier1.Allow[0].Resources).IsAny);
        Assert.Equal("customer.export", Assert.Single(tier1.Deny[0].Actions).Text);
        Assert.Equal(13, tier1.Deny[0].Line);
    }

    [Fact]
    public void The_conditions_of_a_role_hold_for_its_entries()
    {
        var when = Read.Access.Roles[1].Allow[0].When;

        Assert.True(when.MfaRequired);
        Assert.Equal(["203.0.113.0/24", "2001:db8:20::/48"], when.Networks!.Select(network => network.Cidr.ToString()));
        Assert.Equal((null, "vdi"), (when.Networks![0].Name, when.Networks[1].Name));
        Assert.Equal(Instant.FromUtc(2026, 3, 1, 0, 0), when.Networks[1].From);
        Assert.Equal(new Shift { Days = 0b0111111, From = new LocalTime(7, 30), To = new LocalTime(20, 30), Zone = Read.Access.Timezone }, Assert.Single(when.Hours!));
        Assert.Equal(new CaseCondition(null, null), when.Case);
        Assert.Equal([new VolumeLimit("customer", Duration.FromHours(1), 60), new VolumeLimit("customer", Duration.FromHours(24), 400)], when.Volume!);
    }

    [Fact]
    public void A_condition_of_an_entry_replaces_the_role_s_of_the_same_name_and_no_other()
    {
        var when = Read.Access.Roles[1].Allow[1].When;

        Assert.Equal(["customer"], when.Case!.Of!);
        Assert.Equal(Duration.FromMinutes(15), when.Case.Within);
        Assert.True(when.MfaRequired);
        Assert.Equal(2, when.Volume!.Count);
        Assert.Same(Conditions.None.Hours, Read.Access.Roles[0].Allow[0].When.Hours);
    }

    [Fact]
    public void Assignments_and_segregation_are_read()
    {
        var assignment = Assert.Single(Read.Access.Assignments);
        Assert.Equal(("agent00017", Read.Access.Roles[1], 21), (assignment.Principal, assignment.Role, assignment.Line));
        Assert.Equal(Instant.FromUtc(2026, 12, 31, 0, 0), assignment.Until);
        var pair = Assert.Single(Read.Access.Segregation);
        Assert.Equal(("refund.issue", "refund.approve", 23), (pair.Left.Text, pair.Right.Text, pair.Line));
    }

    [Fact]
    public void People_and_accounts_are_read()
    {
        Assert.Equal(2, Read.People!.ByName.Count);
        Assert.True(Read.People.ByName["AGENT00018"].Employments[0].Terminated);
        Assert.Equal(3, Read.People.ByName["agent00018"].Employments[0].Line);
        Assert.True(Read.People.HasBackgroundCheck && Read.People.HasTraining);
        Assert.Equal(
            [
                new Account("ana@acme-bpo.example", "agent00017", AccountKind.Human, null, null, 2),
                new Account("svc-sync", null, AccountKind.Service, "crm", "j.cruz", 3),
            ],
            Read.Accounts);
    }

    [Fact]
    public void People_and_accounts_may_be_missing()
    {
        var record = VendorReader.Read(MemoryFolder.With());

        Assert.Null(record.People);
        Assert.Empty(record.Accounts);
    }

    [Fact]
    public void Files_may_begin_with_a_byte_order_mark()
    {
        var record = VendorReader.Read(MemoryFolder.With(
            "\uFEFF" + Examples.Vendor, "\uFEFF" + Examples.Access, "\uFEFF" + Examples.People, "\uFEFF" + Examples.Accounts));

        Assert.Equal(2, record.People!.ByName.Count);
        Assert.Equal(2, record.Accounts.Count);
    }
}
