using System.Globalization;
using System.Text;
using Compliance.Vendors;

namespace Compliance.Tests.Vendors;

/// <summary>Small files of a contract that mean something large, and large ones that keep a parser busy: refused, in time of the order of their length.</summary>
public sealed class BombTests
{
    private const int Size = 64 << 10;

    public static TheoryData<string> Pumps =>
    [
        "- ", "[", "{", "? ", "a: ", "a:\n ", "a: b\n", "&a ", "*a ", "!a ", "!!str ", "# c\n", "\n", " ", "\t", "---\n", "...\n", "\"", "'", "''", "\\x41", "|\n", ">\n", "a,", "{a,", "[a,", "a b ", "- a\n", "? a\n", "%YAML 1.2\n", "\\\n", "\r", "é", "\u2028", "{a: b},", "[[],[]],", "<<: ",
    ];

    [Theory]
    [MemberData(nameof(Pumps))]
    public void Syntax_without_end_is_read_in_time_of_its_length(string pump)
    {
        foreach (var (before, after) in new[] { ("", ""), ("timezone: ", ""), ("timezone: [", "]"), ("timezone: {", "}"), ("timezone: \"", "\""), ("timezone: '", "'"), ("timezone: |\n ", ""), ("roles:\n  tier1:\n    allow:\n      - actions: [", "]\n") })
            Growth.AssertLinear($"`{before}`, `{pump}` repeated", Size, size => Reading("access.yaml", before + string.Concat(Enumerable.Repeat(pump, size / pump.Length)) + after));
    }

    [Fact]
    public void Many_keys_roles_and_assignments_are_read_in_time_of_their_number()
    {
        static string Number(int i) => i.ToString(CultureInfo.InvariantCulture);
        Growth.AssertLinear("keys", 2_000, count => Reading("access.yaml", string.Concat(Enumerable.Range(0, count).Select(i => $"k{Number(i)}: v\n"))));
        Growth.AssertLinear("roles", 1_000, count => Reading("access.yaml", $"timezone: UTC\nroles:\n{string.Concat(Enumerable.Range(0, count).Select(i => $"  r{Number(i)}: {{ allow: [{{ actions: [a.{Number(i)}] }}] }}\n"))}"));
        Growth.AssertLinear("assignments", 1_000, count => Reading("access.yaml", $"timezone: UTC\nroles:\n  tier1: {{ allow: [] }}\nassignments:\n{string.Concat(Enumerable.Range(0, count).Select(i => $"  - {{ principal: p{Number(i)}, role: tier1, from: 2026-01-01T00:00:00Z }}\n"))}"));
        Growth.AssertLinear("endpoints", 1_000, count => Reading("vendor.yaml", $"id: acme-bpo\nendpoints:\n{string.Concat(Enumerable.Range(0, count).Select(i => $"  - host: h{Number(i)}.example\n"))}"));
    }

    [Theory]
    [InlineData("vendor.yaml")]
    [InlineData("access.yaml")]
    [InlineData("attestations.yaml")]
    public void What_would_multiply_is_refused_before_it_does(string file)
    {
        var laughs = "a: &a [x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range('b', 20).Select(letter => $"{(char)letter}: &{(char)letter} [{string.Join(", ", Enumerable.Repeat($"*{(char)(letter - 1)}", 9))}]\n"));
        foreach (var (yaml, why) in new[]
        {
            (laughs, "anchors"), ("a: *b\n", "aliases"), ("a: &a [*a]\n", "anchors"), ("<<: *x\n", "aliases"), ("a: !!binary AAAA\n", "tags"), ("a: !!python/object/apply:os.system ['id']\n", "tags"), ("a: !System.Diagnostics.Process {}\n", "tags"),
            ($"a: {new string('[', 40)}{new string(']', 40)}\n", "deeper"), (string.Concat(Enumerable.Range(0, 40).Select(depth => $"{new string(' ', depth)}a:\n")), "deeper"), ("a: 1\na: 2\n", "already"), ("a: { b: 1, b: 2 }\n", "already"), ("a: 1\n\"\\x61\": 2\n", "already"),
            ("[a, b]: c\n", "a key must be text"), ("a: b\n---\na: c\n", "second document"),
        })
            Assert.Contains(why, Assert.Throws<InputException>(() => VendorReader.Read(MemoryFolder.With().Add(file, yaml))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("people.csv", "person,name,status,hired,left")]
    [InlineData("accounts.csv", "account,person")]
    [InlineData("schedule.csv", "person,begin,end")]
    [InlineData("changes.csv", "id,begin,end")]
    public void Tables_without_end_are_read_in_time_of_their_length(string file, string header)
    {
        foreach (var pump in new[] { ",", "\"", "\"\"", "\",", "a,", "\n", "\r", "\"a\n", "a\n", "\"a\"b,", "a\"", "\"\n\"", ",\"", "\0" })
        {
            Growth.AssertLinear($"`{pump}` as a header", Size, size => Reading(file, string.Concat(Enumerable.Repeat(pump, size / pump.Length))));
            Growth.AssertLinear($"`{pump}` as rows", Size, size => Reading(file, $"{header}\n{string.Concat(Enumerable.Repeat(pump, size / pump.Length))}"));
            Growth.AssertLinear($"`{pump}` in a cell", Size, size => Reading(file, $"{header}\n\"{string.Concat(Enumerable.Repeat(pump, size / pump.Length))}"));
        }
    }

    [Fact]
    public void A_pattern_of_many_stars_is_matched_in_time_of_the_value()
    {
        foreach (var (pattern, letter) in new[] { (string.Concat(Enumerable.Repeat("*a", 400)) + "*b", "a"), (string.Concat(Enumerable.Repeat("*aab", 200)) + "*b", "aa"), ("*" + new string('a', 500) + "b*", "a"), (new string('*', 1_000) + "b", "a"), (string.Concat(Enumerable.Repeat("a*", 400)), "ab") })
        {
            var made = new Pattern(pattern);
            Growth.AssertLinear($"`{pattern[..10]}…`", Size, size =>
            {
                var value = string.Concat(Enumerable.Repeat(letter, size / letter.Length));
                return () => made.Matches(value);
            });
        }
    }

    private static Action Reading(string file, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return () =>
        {
            try
            {
                VendorReader.Read(MemoryFolder.With().Add(file, bytes));
            }
            catch (InputException)
            {
                // Read or refused, both are well.
            }
        };
    }
}
