using System.Globalization;
using System.Text;
using System.Text.Json;
using Compliance.Tests.Evidence;
using Compliance.Touched;
using static Compliance.Tests.Touched.TouchedVendor;

namespace Compliance.Tests.Touched;

/// <summary>Whatever the logs hold: no crash, no line that outgrows memory, no record lost.</summary>
public sealed class HostileTouchedTests
{
    [Fact]
    public void Mutated_logs_give_a_list_that_can_be_read_again_and_the_same_twice()
    {
        var random = new Random(11);
        var sample = Encoding.UTF8.GetBytes(Header + """
            1,2026-03-02T08:00:00Z,ann,customer.read,customer,C-1,success,3
            2,2026-03-02T08:00:01Z,ann,"order.up""date",order,O-é,,
            3,9999-12-31T23:59:59.9999999Z,shared,customer.read,customer,C-2,denied,9
            """);
        for (var round = 0; round < 400; round++)
        {
            var bytes = sample;
            for (var i = random.Next(5); i > 0; i--) bytes = RandomJson.Mutate(random, bytes);
            var vendor = new TouchedVendor().File("logs/crm1.csv", bytes).File("logs/crm2.csv", sample);
            var question = new TouchedQuestion(["ann", "bob"], null, null) { SortMemory = random.Next(1, 3000) };

            var (result, list) = vendor.Compute(question);
            Assert.Equal(result.Accessed, Lines(list).Count);
            Assert.Equal(Lines(list).Sum(line => line.GetProperty("evidence").GetArrayLength()), Lines(list).Sum(line => Math.Min(10, line.GetProperty("count").GetInt64())));
            Assert.Equal((result.Sha256, list), vendor.Compute(question with { SortMemory = 40L << 20 }) is var again ? (again.Result.Sha256, again.List) : default);
        }
    }

    [Fact]
    public void Names_beyond_all_measure_are_cut_and_told_apart_by_their_digest()
    {
        var name = new string('é', 40_000);
        var (result, list) = new TouchedVendor().Log("crm1",
            $"1,2026-03-02T08:00:00Z,ann,{name},{name},{name}1,success,",
            $"2,2026-03-02T08:00:00Z,ann,{name},{name},{name}2,success,").Compute("ann");

        Assert.Equal(2, result.Accessed);
        Assert.True(list.Length < 60_000);
        Assert.Equal(2, Lines(list).Select(line => line.GetProperty("resourceSha256").GetString()).Distinct().Count());
        Assert.All(Lines(list), line => Assert.Equal(4096, line.GetProperty("resource").GetString()!.Length));
    }

    [Fact]
    public void More_kinds_of_action_than_a_line_takes_are_said_to_be_more()
    {
        var rows = Enumerable.Range(0, 150).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i},2026-03-02T08:{i / 60:D2}:{i % 60:D2}Z,ann,action{i:D3},customer,C-1,success,"));
        var (result, list) = new TouchedVendor().Log("crm1", [.. rows]).Compute("ann");

        var line = Assert.Single(Lines(list));
        Assert.Equal(100, line.GetProperty("actions").GetArrayLength());
        Assert.Equal(("action099", true, 150), (line.GetProperty("actions")[99].GetString(), line.GetProperty("moreActions").GetBoolean(), line.GetProperty("count").GetInt32()));
        Assert.Contains("1 line of the list names 100 kinds of action out of more", result.Limits);
    }

    [Fact]
    public void Rows_beyond_belief_do_not_overflow()
    {
        var (result, _) = new TouchedVendor().Log("crm1",
            $"1,2026-03-02T08:00:00Z,ann,report.export,customer,,success,{long.MaxValue}",
            $"2,2026-03-02T08:00:01Z,ann,report.export,order,,success,{long.MaxValue}").Compute("ann");

        Assert.Equal((1L << 53) - 1, result.Rows);
        Assert.Contains("the logs count more rows than can be true; the number stops at 2^53-1", result.Limits);
    }

    // An id spelled like a type, and a type like an id, are two records; so are parts that only together read the same.
    [Fact]
    public void Types_and_ids_do_not_run_into_each_other()
    {
        var (result, list) = new TouchedVendor().File("logs/crm1.csv", Encoding.UTF8.GetBytes(Header
            + "1,2026-03-02T08:00:00Z,ann,x,a,b,success,\n2,2026-03-02T08:00:00Z,ann,x,b,a,success,\n3,2026-03-02T08:00:00Z,ann,x,,ab,success,\n4,2026-03-02T08:00:00Z,ann,x,ab,ab,success,\n")).Compute("ann");

        Assert.Equal(4, result.Accessed);
        Assert.Equal(["ab", "b", "ab", "a"], Lines(list).Select(line => line.GetProperty("resource").GetString()));
    }

    [Fact]
    public void Nothing_of_a_person_or_a_record_stands_in_the_numbers()
    {
        var (result, _) = new TouchedVendor().Log("crm1",
            "1,2026-03-02T08:00:00Z,acme.ann,report.export,customer,,perhaps,500",
            "2,2026-03-02T08:00:01Z,Ann,customer.read,customer,C-1,success,",
            "3,2026-03-02T08:00:01Z,ann,customer.search,,,success,").Compute("ann", "secretive.name", "acme.ann");
        using var json = new MemoryStream();
        TouchedJson.Write(result, json);
        var numbers = Encoding.UTF8.GetString(json.ToArray()) + string.Join('\n', TouchedText.Lines(result));

        Assert.DoesNotContain("ann", numbers.Replace("cannot", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secretive", numbers, StringComparison.Ordinal);
        Assert.DoesNotContain("C-1", numbers, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Object, JsonElement.Parse(json.ToArray()).ValueKind);
    }
}
