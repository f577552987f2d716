using System.Text;
using Compliance.Rules.Assurance;
using Compliance.Vendors;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Compliance.Tests.Vendors;

/// <summary>Whatever the files hold, reading them ends with a record whose attestations can be judged, or an <see cref="InputException"/>.</summary>
public sealed class HostileInputTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 1, 12, 0);
    private static readonly string[] Names = ["vendor.yaml", "access.yaml", "people.csv", "accounts.csv", "schedule.csv", "changes.csv", "attestations.yaml"];
    private static readonly byte[][] Valid =
    [
        .. new[] { Examples.Vendor, Examples.Access, Examples.People, Examples.Accounts, Examples.Schedule, Examples.Changes, Examples.Attestations }.Select(Encoding.UTF8.GetBytes),
    ];

    // What parsers stumble over, beside random bytes.
    private static readonly byte[][] Fragments =
    [
        .. new[]
        {
            "\"", "'", "\n", "\r", "\t", ",", ":", ": ", "- ", "[", "]", "{", "}", "#", "&a", "*a", "!!int ", "? ", "|", ">", "%YAML 9.9\n", "---\n", "...\n",
            "\\u0000", "\"\\ud800\"", "\"\\UFFFFFFFF\"", "\"\\x", "\0", "\uFEFF", "9999-12-31", "0001-01-01", "9999-12-31T23:59:59-18:00", "24:00", "99999999999999999999",
            "9999999999d", "~", "<<: ", "0.0.0.0/0", "::/0", "UTC+99", "UTC-18", "Etc/GMT+12", "*", "..", "\"\"", "mon-mon", "everyone",
            "[::]:0", "[::1%lo]:1", "a:b:c", "1.2.3", "0x7f.1", "xn--", "https://", "true", "00000000-0000-0000-0000-000000000000", "9999-12-31T23:59:59Z", "soc2", "type: ", "2024-02-29", "carve-out", "999999999999999", "2026-03-08T02:30", "9998-12-31", "9999-12-31 24:00", "-0001-01-01T00:00", "2026-06-01T24:00", "leave", "kind: ", "jurisdictions: ", "US-", "a@b", "@", "breachNotice: ",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xFF, 0xFE], [0xEF, 0xBB, 0xBF], [0xC2, 0x85], [0xE2, 0x80, 0xA8],
    ];

    private static readonly Gen<byte[]> Bytes = Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf();

    private static readonly Gen<byte[]> Soup = Gen.Elements<byte[]>(Fragments).ArrayOf().Select(parts => parts.SelectMany(part => part).ToArray());

    private static readonly Gen<Func<byte[], byte[]>> Mutation =
        from at in Gen.Choose(0, int.MaxValue)
        from length in Gen.Choose(0, 12)
        from inserted in Gen.OneOf(Gen.Elements<byte[]>(Fragments), Bytes)
        from kind in Gen.Choose(0, 3)
        select (Func<byte[], byte[]>)(bytes =>
        {
            var start = at % (bytes.Length + 1);
            var end = Math.Min(bytes.Length, start + length);
            return kind switch
            {
                0 => [.. bytes[..start], .. inserted, .. bytes[start..]],
                1 => [.. bytes[..start], .. bytes[end..]],
                2 => [.. bytes[..start], .. inserted, .. bytes[end..]],
                _ => [.. bytes[..start]],
            };
        });

    [Fact]
    public void Random_bytes() => NothingElseComesOut(300, from name in Gen.Elements(Names) from bytes in Bytes select (name, bytes));

    [Fact]
    public void Pieces_of_syntax_in_any_order() => NothingElseComesOut(1_000, from name in Gen.Elements(Names) from bytes in Soup select (name, bytes));

    [Fact]
    public void Valid_files_mutated() => NothingElseComesOut(1_500,
        from index in Gen.Choose(0, Names.Length - 1)
        from mutations in Gen.NonEmptyListOf(Mutation)
        select (Names[index], mutations.Take(4).Aggregate(Valid[index], (bytes, mutate) => mutate(bytes))));

    [Fact]
    public void Values_replaced_by_awkward_ones() => NothingElseComesOut(1_000,
        from index in Gen.Choose(0, Names.Length - 1)
        from at in Gen.Choose(0, 10_000)
        from fragment in Gen.Elements<byte[]>(Fragments)
        select (Names[index], ReplaceToken(Valid[index], at, fragment)));

    /// <summary>Puts the fragment in place of a whole word, so that the file around it stays valid.</summary>
    private static byte[] ReplaceToken(byte[] bytes, int at, byte[] fragment)
    {
        static bool IsWord(byte b) => !" ,:[]{}\n\"".Contains((char)b, StringComparison.Ordinal);
        var start = at % bytes.Length;
        while (start > 0 && IsWord(bytes[start - 1])) start--;
        var end = start;
        while (end < bytes.Length && IsWord(bytes[end])) end++;
        return [.. bytes[..start], .. fragment, .. bytes[end..]];
    }

    private static void NothingElseComesOut(int tests, Gen<(string Name, byte[] Bytes)> files) =>
        Check.One(Tried.Times(tests), Prop.ForAll(Arb.From(files), file =>
        {
            try
            {
                var record = VendorReader.Read(MemoryFolder.With().Add(file.Name, file.Bytes));
                return record.Vendor.Id.Value.Length > 0 && AssuranceRules.Judge(record, Now).All(judged => judged.Message.Length > 0);
            }
            catch (InputException refusal)
            {
                var lines = refusal.Message.Split('\n');
                return lines.Length <= 21 && lines.All(line => line.Length < 600 && !line.Any(char.IsControl));
            }
        }));
}
