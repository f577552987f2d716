using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Compliance.Findings;
using Compliance.Frameworks;
using Compliance.Reports;
using Compliance.Trail;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Reports;

/// <summary>Required members and data types are those of the OSCAL 1.1 assessment-results model.</summary>
public partial class OscalResultsTests
{
    [Fact]
    public void Each_audit_that_completed_is_a_result()
    {
        var root = Document(FindingTrail.Example.Source());
        var results = root.GetProperty("results").EnumerateArray().ToList();

        Assert.Equal("1.1.2", root.GetProperty("metadata").GetProperty("oscal-version").GetString());
        Assert.Equal("2026-03-03T08:00:00.123Z", root.GetProperty("metadata").GetProperty("last-modified").GetString());
        Assert.Equal(["Audit a1", "Audit a2"], results.Select(result => result.GetProperty("title").GetString()));
        Assert.Equal([3, 2], results.Select(result => result.GetProperty("observations").GetArrayLength()));
        Assert.Equal([4, 4], results.Select(result => result.GetProperty("findings").GetArrayLength()));
    }

    [Fact]
    public void Only_what_was_seen_to_pass_is_satisfied()
    {
        var second = Document(FindingTrail.Example.Source()).GetProperty("results")[1];

        Assert.Equal(
            ["inactive-account not-satisfied fail", "mfa-missing not-satisfied other", "tls-version satisfied pass", "unknown-account not-satisfied fail"],
            second.GetProperty("findings").EnumerateArray().Select(finding =>
            {
                var target = finding.GetProperty("target");
                var status = target.GetProperty("status");
                return $"{target.GetProperty("target-id").GetString()} {status.GetProperty("state").GetString()} {status.GetProperty("reason").GetString()}";
            }).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_rule_that_fails_for_what_an_earlier_audit_found_refers_to_that()
    {
        var root = Document(FindingTrail.Example.Source());
        var opened = root.GetProperty("results")[0].GetProperty("observations")[0].GetProperty("uuid").GetString();
        var later = root.GetProperty("results")[1].GetProperty("findings").EnumerateArray().Single(f => f.GetProperty("title").GetString() == "unknown-account");

        Assert.Equal(opened, Assert.Single(later.GetProperty("related-observations").EnumerateArray()).GetProperty("observation-uuid").GetString());
    }

    [Fact]
    public void An_accepted_risk_is_a_risk_with_a_deadline_and_no_reason()
    {
        var second = Document(FindingTrail.Example.Source()).GetProperty("results")[1];
        var risk = Assert.Single(second.GetProperty("risks").EnumerateArray());

        Assert.Equal("deviation-approved", risk.GetProperty("status").GetString());
        Assert.Equal("2026-06-30T00:00:00.000Z", risk.GetProperty("deadline").GetString());
        Assert.Equal("p:approver", Property(risk, "approved_by"));
        Assert.Equal(
            risk.GetProperty("uuid").GetString(),
            second.GetProperty("findings").EnumerateArray().Single(f => f.GetProperty("title").GetString() == "inactive-account")
                .GetProperty("related-risks")[0].GetProperty("risk-uuid").GetString());
    }

    [Fact]
    public void Every_row_leads_back_to_its_entry()
    {
        var trail = FindingTrail.Example;
        var rows = Document(trail.Source()).GetProperty("results").EnumerateArray()
            .SelectMany(result => result.GetProperty("observations").EnumerateArray().Concat(result.GetProperty("findings").EnumerateArray())).ToList();

        Assert.Equal(13, rows.Count);
        Assert.All(rows, row => Assert.Equal(trail.Entries[int.Parse(Property(row, "log_index")!, null)].Hash.ToString(), Property(row, "leaf_sha256")));
    }

    [Fact]
    public void Controls_are_reviewed_where_a_rule_on_them_was_evaluated()
    {
        var controls = Document(FindingTrail.Example.Source()).GetProperty("results")[0].GetProperty("reviewed-controls")
            .GetProperty("control-selections")[0].GetProperty("include-controls").EnumerateArray().Select(control => control.GetProperty("control-id").GetString()!).ToList();

        Assert.Contains("ac-2", controls);
        Assert.Contains("ac-2.3", controls);
        Assert.DoesNotContain("ia-2.1", controls);
        Assert.Equal(controls.Distinct().Order(StringComparer.Ordinal), controls);
    }

    [Fact]
    public void Every_control_has_an_id_of_its_own_that_is_a_token()
    {
        var controls = FrameworkCatalogue.All.SelectMany(framework => framework.Clauses, (framework, clause) => $"{framework.Id}:{clause.Number}").ToList();
        var ids = controls.ConvertAll(OscalText.ControlId);

        Assert.All(ids, id => Assert.Matches(Token(), id));
        Assert.Equal(controls.Count, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Uuids_are_unique_and_every_reference_leads_to_one()
    {
        var text = Encoding.UTF8.GetString(Bytes(FindingTrail.Example.Source()));

        RequireWhole(JsonDocument.Parse(text).RootElement.GetProperty("assessment-results"));
    }

    [Fact]
    public void A_uuid_is_that_of_version_5()
    {
        // As Python's uuid.uuid5 gives it for the same name space and name.
        Assert.Equal("1e2bb583-b569-587c-b82f-1c9cc6d910f4", OscalUuid.Of("acme-bpo", "result", "a1").ToString());
        Assert.NotEqual(OscalUuid.Of("a", "bc"), OscalUuid.Of("ab", "c"));
    }

    [Fact]
    public void The_same_trail_gives_the_same_bytes_and_a_longer_one_keeps_the_uuids()
    {
        var whole = FindingTrail.Example;
        var first = Document(whole.Source(to: 9)).GetProperty("results")[0];

        Assert.Equal(Bytes(whole.Source()), Bytes(FindingTrail.Example.Source()));
        Assert.Equal(first.GetRawText(), Document(whole.Source()).GetProperty("results")[0].GetRawText());
    }

    [Fact]
    public void Entries_of_two_audits_that_lie_mixed_are_told_apart()
    {
        var trail = new FindingTrail()
            .Add("audit started", "a1", [])
            .Add("audit started", "a2", [])
            .Add("finding opened", "a1", FindingTrail.Finding("f:one", "unknown-account", "new"))
            .Add("finding opened", "a2", FindingTrail.Finding("f:two", "unknown-account", "new"))
            .Add("audit completed", "a2", FindingTrail.Completed(("unknown-account", "fail")))
            .Add("audit completed", "a1", FindingTrail.Completed(("unknown-account", "fail")));

        var results = Document(trail.Source()).GetProperty("results").EnumerateArray().ToList();

        Assert.Equal(["Audit a2", "Audit a1"], results.Select(result => result.GetProperty("title").GetString()));
        Assert.Equal(["f:two", "f:one"], results.Select(result => Property(Assert.Single(result.GetProperty("observations").EnumerateArray()), "finding")));
    }

    [Fact]
    public void An_audit_without_checks_or_findings_is_still_a_whole_result() =>
        RequireWhole(Document(new FindingTrail().Add("audit started", "a1", []).Add("audit completed", "a1", []).Source()));

    [Fact]
    public void A_trail_in_which_no_audit_completed_is_refused()
    {
        var refused = Assert.Throws<InputException>(() => Bytes(FindingTrail.Example.Source(to: 4)));

        Assert.Contains("no audit of `acme-bpo` completed in entries 0 to 4", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_a_log_names_the_document_keeps_its_form()
    {
        Prop.ForAll(HostileNames.Any, raw =>
        {
            // As an entry holds it: cut, and without lone surrogates.
            var name = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(raw[..Math.Min(raw.Length, 512)]));
            var finding = FindingTrail.Finding(name, name, "new", name, name, name, name);
            finding["evidence"]![0]!["source"] = name;
            var trail = new FindingTrail().Add("finding opened", "a1", finding).Add("audit completed", "a1", FindingTrail.Completed((name, "fail")));
            RequireWhole(Document(trail.Source(nameOf: _ => raw)));
        }).Check(Tried.Times());
    }

    [Fact]
    public void Bytes_that_are_no_entry_are_refused_by_their_index()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            var source = new FindingRowSource { From = 0, To = 1, Leaves = (_, _, _) => One(new TrailLeaf(0, bytes, EntryHash.OfLeaf(bytes))) };
            Assert.Contains("entry 0", Assert.Throws<FormatException>(() => Bytes(source)).Message, StringComparison.Ordinal);
        }).Check(Tried.Times());
        var surrogate = """{"actor":"system:x","data":{"rule":"\ud800"},"time":"2026-03-01T06:07:08.009Z","type":"finding opened","v":1,"vendor":"acme-bpo"}"""u8.ToArray();
        Assert.Throws<FormatException>(() => Bytes(new FindingRowSource { From = 0, To = 1, Leaves = (_, _, _) => One(new TrailLeaf(0, surrogate, EntryHash.OfLeaf(surrogate))) }));
    }

    private static async IAsyncEnumerable<TrailLeaf> One(TrailLeaf leaf)
    {
        await Task.Yield();
        yield return leaf;
    }

    private static JsonElement Document(FindingRowSource source)
    {
        var root = JsonDocument.Parse(Bytes(source)).RootElement.GetProperty("assessment-results");
        RequireWhole(root);
        return root;
    }

    private static byte[] Bytes(FindingRowSource source)
    {
        using var output = new MemoryStream();
        new OscalResults(FindingTrail.Vendor, source).WriteAsync(output).GetAwaiter().GetResult();
        return output.ToArray();
    }

    private static string? Property(JsonElement of, string name) =>
        of.GetProperty("props").EnumerateArray().Where(prop => prop.GetProperty("name").GetString() == name).Select(prop => prop.GetProperty("value").GetString()).SingleOrDefault();

    private static void RequireWhole(JsonElement root)
    {
        Require(root.GetProperty("metadata"), "title", "last-modified", "version", "oscal-version");
        Assert.NotEmpty(root.GetProperty("results").EnumerateArray());
        foreach (var result in root.GetProperty("results").EnumerateArray())
        {
            Require(result, "uuid", "title", "description", "start");
            Assert.NotEmpty(result.GetProperty("reviewed-controls").GetProperty("control-selections").EnumerateArray());
            foreach (var observation in Items(result, "observations"))
            {
                Require(observation, "uuid", "description", "collected");
                Assert.Equal("TEST", Assert.Single(observation.GetProperty("methods").EnumerateArray()).GetString());
            }
            foreach (var finding in Items(result, "findings"))
            {
                Require(finding, "uuid", "title", "description");
                Assert.Matches(Token(), finding.GetProperty("target").GetProperty("target-id").GetString());
                Assert.Contains(finding.GetProperty("target").GetProperty("status").GetProperty("state").GetString(), new[] { "satisfied", "not-satisfied" });
            }
            foreach (var risk in Items(result, "risks")) Require(risk, "uuid", "title", "description", "statement", "status");
        }
        var strings = new List<(string Name, string Value)>();
        Collect(root, "", strings);
        var uuids = strings.Where(s => s.Name == "uuid").Select(s => s.Value).ToList();
        Assert.Equal(uuids.Count, uuids.Distinct().Count());
        Assert.All(uuids, uuid => Assert.Matches(Uuid(), uuid));
        Assert.All(strings.Where(s => s.Name.EndsWith("-uuid", StringComparison.Ordinal)), s => Assert.Contains(s.Value, uuids));
        Assert.Contains(root.GetProperty("import-ap").GetProperty("href").GetString()![1..], uuids);
        // The data type `string`: no line break, no white space at the ends, not empty.
        Assert.All(strings, s => Assert.Matches(Text(), s.Value));
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement of, string name)
    {
        if (!of.TryGetProperty(name, out var items)) return default;
        Assert.NotEmpty(items.EnumerateArray());
        return items.EnumerateArray();
    }

    private static void Require(JsonElement of, params string[] names) => Assert.All(names, name => Assert.NotEmpty(of.GetProperty(name).GetString()!));

    private static void Collect(JsonElement element, string name, List<(string, string)> strings)
    {
        if (element.ValueKind is JsonValueKind.String) strings.Add((name, element.GetString()!));
        if (element.ValueKind is JsonValueKind.Array)
            foreach (var item in element.EnumerateArray()) Collect(item, name, strings);
        if (element.ValueKind is JsonValueKind.Object)
            foreach (var member in element.EnumerateObject()) Collect(member.Value, member.Name, strings);
    }

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9._-]*\z")]
    private static partial Regex Token();

    [GeneratedRegex(@"\A[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\z")]
    private static partial Regex Uuid();

    [GeneratedRegex(@"\A\S(?:[^\r\n\u2028\u2029]*\S)?\z")]
    private static partial Regex Text();
}
