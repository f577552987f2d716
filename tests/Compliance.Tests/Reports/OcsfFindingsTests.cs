using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Compliance.Findings;
using Compliance.Reports;
using Compliance.Rules;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Compliance.Tests.Reports;

/// <summary>Required attributes, enumerations and constraints are those of the OCSF 1.8.0 classes 2003, 2004 and 2008.</summary>
public class OcsfFindingsTests
{
    private static readonly Instant Started = Instant.FromUtc(2026, 3, 3, 9, 0);

    [Fact]
    public void Every_rule_on_events_has_a_class_of_its_own_choice_and_no_other_rule_is_named() =>
        Assert.Equal(RuleCatalogue.OfEvents.Select(rule => rule.Id).Order(StringComparer.Ordinal), OcsfClass.Named.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_rule_of_the_catalogue_makes_a_whole_event_in_every_state_and_verdict()
    {
        var findings =
            from rule in Catalogue.All
            from state in Enum.GetValues<FindingState>()
            from verdict in Enum.GetValues<Verdict>()
            select HandMade.Stranger with { Rule = rule.Id, Severity = rule.Severity, State = state, Verdict = verdict };

        var events = Audit([.. findings]);

        Assert.Equal(Catalogue.All.Count * 15, events.Count);
        Assert.All(events, RequireWhole);
        // Exempt without an accepted risk: a person says that it is a false positive.
        Assert.All(events, e => Assert.Equal(e.GetProperty("unmapped").GetProperty("verdict").GetString() == "exempt" && e.GetProperty("status_id").GetInt32() != 4, e.GetProperty("status_id").GetInt32() == 3));
        Assert.Equal([2003, 2004, 2008], events.Select(e => e.GetProperty("class_uid").GetInt32()).Distinct().Order());
    }

    [Theory]
    [InlineData("tls-version", 2003)]
    [InlineData("attestation-missing", 2003)]
    [InlineData("evidence-gap", 2003)]
    [InlineData("evidence-unread", 2003)]
    [InlineData("notice-overdue", 2003)]
    [InlineData("unauthorized-action", 2004)]
    [InlineData("grant-not-in-force", 2008)]
    [InlineData("unused-permission", 2008)]
    [InlineData("inactive-account", 2008)]
    [InlineData("orphaned-account", 2008)]
    [InlineData("a-rule-of-tomorrow", 2003)]
    public void A_rule_is_of_the_class_of_what_it_judges(string rule, int uid) => Assert.Equal(uid, OcsfClass.Of(rule).Uid);

    [Fact]
    public void A_finding_is_created_updated_and_closed_under_one_uid()
    {
        var events = Audit([.. Enum.GetValues<FindingState>().Select(state => HandMade.Stranger with { State = state })]);

        Assert.Equal([1, 2, 3], events.Select(e => e.GetProperty("activity_id").GetInt32()));
        Assert.Equal([200401, 200402, 200403], events.Select(e => e.GetProperty("type_uid").GetInt64()));
        Assert.Equal(HandMade.Stranger.Fingerprint.Value, Assert.Single(events.Select(e => e.GetProperty("finding_info").GetProperty("uid").GetString()).Distinct()));
        Assert.Equal([1, 99, 4], events.Select(e => e.GetProperty("status_id").GetInt32()));
    }

    [Theory]
    [InlineData(FindingState.New, Verdict.Fail, 3)]
    [InlineData(FindingState.Persisting, Verdict.Exempt, 3)]
    [InlineData(FindingState.New, Verdict.NotEvaluable, 2)]
    [InlineData(FindingState.Resolved, Verdict.Fail, 0)]
    [InlineData(FindingState.Resolved, Verdict.Pass, 0)]
    public void No_finding_is_a_pass(FindingState state, Verdict verdict, int status)
    {
        var compliance = Assert.Single(Audit([HandMade.Stranger with { Rule = "tls-version", State = state, Verdict = verdict }])).GetProperty("compliance");

        Assert.Equal(status, compliance.GetProperty("status_id").GetInt32());
    }

    [Fact]
    public void Severities_times_and_records_are_those_of_the_finding()
    {
        var events = Audit([.. Enum.GetValues<Severity>().Select(severity => HandMade.Stranger with { Severity = severity })]);
        var info = events[0].GetProperty("finding_info");

        Assert.Equal([1, 2, 3, 4, 5], events.Select(e => e.GetProperty("severity_id").GetInt32()));
        Assert.Equal(Started.ToUnixTimeMilliseconds(), events[0].GetProperty("time").GetInt64());
        Assert.Equal(1772438400123, info.GetProperty("first_seen_time").GetInt64());
        Assert.Equal(1772445600000, info.GetProperty("last_seen_time").GetInt64());
        Assert.Equal(["logs/crm 1.csv#7", "logs/help.ndjson#12"], events[0].GetProperty("evidences").EnumerateArray().Select(e => e.GetProperty("uid").GetString()));
        Assert.Equal(1204, events[0].GetProperty("count").GetInt32());
    }

    [Fact]
    public void A_row_of_the_trail_leads_back_to_its_entry_and_names_nobody()
    {
        var trail = FindingTrail.Example;
        var events = Of(trail.Source());

        Assert.Equal([1, 2, 3, 10, 11], events.Select(e => e.GetProperty("unmapped").GetProperty("log_index").GetInt64()));
        Assert.All(events, e =>
        {
            RequireWhole(e);
            var index = e.GetProperty("unmapped").GetProperty("log_index").GetInt32();
            Assert.Equal(trail.Entries[index].Hash.ToString(), e.GetProperty("unmapped").GetProperty("leaf_sha256").GetString());
            Assert.Equal($"acme-bpo/{index}", e.GetProperty("metadata").GetProperty("uid").GetString());
        });
        Assert.Equal(["f:one", "f:two", "f:three", "f:two", "f:three"], events.Select(e => e.GetProperty("finding_info").GetProperty("uid").GetString()));
        Assert.Equal("p:idle", events[1].GetProperty("user").GetProperty("uid").GetString());
        Assert.False(events[1].GetProperty("user").TryGetProperty("name", out _));
    }

    [Fact]
    public void Names_stand_beside_pseudonyms_when_asked_for_and_known()
    {
        var events = Of(FindingTrail.Example.Source(nameOf: pseudonym => pseudonym == "p:idle" ? "Ida Idle" : null));

        Assert.Equal("Ida Idle", events[1].GetProperty("user").GetProperty("name").GetString());
        Assert.False(events[0].GetProperty("resources")[0].TryGetProperty("name", out _));
    }

    [Fact]
    public void What_an_audit_said_that_did_not_complete_is_left_out()
    {
        Assert.DoesNotContain(Of(FindingTrail.Example.Source()), e => e.GetProperty("finding_info").GetProperty("uid").GetString() == "f:none");
        Assert.Empty(Of(FindingTrail.Example.Source(from: 0, to: 4)));
    }

    [Fact]
    public void A_member_of_an_unknown_form_is_absent_and_an_unknown_word_is_unknown()
    {
        var odd = FindingTrail.Finding("f:odd", "a-rule-of-tomorrow", "new", severity: "catastrophic", verdict: "perhaps");
        odd["principal"] = new JsonArray(1);
        odd["count"] = "many";
        odd["evidence"] = new JsonArray("x", new JsonObject { ["record"] = 1 });
        odd["first"] = "yesterday";
        var trail = new FindingTrail().Add("finding opened", "a1", odd).Add("audit completed", "a1", FindingTrail.Completed());

        var found = Assert.Single(Of(trail.Source()));

        RequireWhole(found);
        Assert.Equal(0, found.GetProperty("severity_id").GetInt32());
        Assert.Equal(0, found.GetProperty("compliance").GetProperty("status_id").GetInt32());
        Assert.False(found.GetProperty("finding_info").TryGetProperty("first_seen_time", out _));
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes() => Assert.Equal(Bytes(FindingTrail.Example.Source()), Bytes(FindingTrail.Example.Source()));

    [Fact]
    public void Whatever_a_log_names_an_event_stays_one_line_of_json()
    {
        Prop.ForAll(HostileNames.Any, Gen.Elements(Catalogue.All.Select(rule => rule.Id)).ToArbitrary(), (name, rule) =>
        {
            var finding = HandMade.Stranger with
            {
                Rule = rule,
                Principal = name,
                Role = name,
                Action = name,
                Resource = name,
                Message = name,
                Evidence = [new(name, 1)],
                Controls = [name],
            };
            RequireWhole(Assert.Single(Audit([finding])));
        }).Check(Tried.Times());
    }

    private static List<JsonElement> Audit(IReadOnlyList<Finding> findings)
    {
        using var output = new MemoryStream();
        OcsfFindings.Write(HandMade.Of(findings), Started, output);
        return Lines(output.ToArray());
    }

    private static List<JsonElement> Of(FindingRowSource source) => Lines(Bytes(source));

    private static byte[] Bytes(FindingRowSource source)
    {
        using var output = new MemoryStream();
        OcsfFindings.WriteAsync(source.ReadAsync(), output).GetAwaiter().GetResult();
        return output.ToArray();
    }

    private static List<JsonElement> Lines(byte[] ndjson)
    {
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(ndjson);
        if (text.Length == 0) return [];
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        return [.. text[..^1].Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private static void RequireWhole(JsonElement e)
    {
        var (uid, activity) = (e.GetProperty("class_uid").GetInt32(), e.GetProperty("activity_id").GetInt32());
        Assert.Equal(2, e.GetProperty("category_uid").GetInt32());
        Assert.InRange(activity, 1, 3);
        Assert.Equal(uid * 100L + activity, e.GetProperty("type_uid").GetInt64());
        Assert.InRange(e.GetProperty("severity_id").GetInt32(), 0, 5);
        Assert.Contains(e.GetProperty("status_id").GetInt32(), new[] { 1, 3, 4, 99 });
        Assert.True(e.GetProperty("time").GetInt64() > 0);
        Assert.Equal("1.8.0", e.GetProperty("metadata").GetProperty("version").GetString());
        Assert.NotEmpty(e.GetProperty("metadata").GetProperty("product").GetProperty("name").GetString()!);
        Assert.NotEmpty(e.GetProperty("finding_info").GetProperty("uid").GetString()!);
        Assert.Equal(1, e.GetProperty("finding_info").GetProperty("analytic").GetProperty("type_id").GetInt32());
        switch (uid)
        {
            case 2003:
                Assert.Contains(e.GetProperty("compliance").GetProperty("status_id").GetInt32(), new[] { 0, 2, 3 });
                break;
            case 2004:
                // Each of evidences: at least one of actor, api, data …
                Assert.All(e.GetProperty("evidences").EnumerateArray(), evidence => Assert.True(evidence.TryGetProperty("data", out _)));
                break;
            default:
                Assert.Equal(2008, uid);
                // At least one of access_analysis_result, applications, identity_activity_metrics, permission_analysis_results.
                var policy = Assert.Single(e.GetProperty("permission_analysis_results").EnumerateArray()).GetProperty("policy");
                Assert.NotNull(policy.GetProperty("name").GetString());
                break;
        }
    }
}
