using System.Text;
using Compliance.Rules.Vaults;
using Compliance.Vaults;
using FsCheck;
using FsCheck.Fluent;
using static Compliance.Tests.Vaults.Inventories;

namespace Compliance.Tests.Vaults;

/// <summary>Whatever the file holds: it ends as an inventory that can be judged and written, or as an <see cref="InputException"/>.</summary>
public sealed class HostileInventoryTests
{
    private static readonly DamagedJson Damaged = new(
        Encoding.UTF8.GetBytes(Text(Vault(
            Secret(Version(400) with { NotBefore = Ago(3), Managed = false }, Version(3) with { Enabled = false }),
            new VaultSecret { Name = "other", Unread = "403: no right", Versions = [Version(9) with { Version = null }] }))),
        "\"9999-12-31T23:59:59Z\"", "\"9999-12-31T23:59:59.999999999Z\"", "\"9999-12-31T23:59:59-18:00\"", "\"1970-01-01T00:00:00Z\"", "\"1970-01-01T00:00:00+18:00\"", "\"2026-02-30T00:00:00Z\"",
        "\"value\":1,", "\"unread\":\"x\",", "\"https://[::1\"", "\"https://ä.example\"");

    [Fact]
    public void Random_bytes() => NothingElseComesOut(500, DamagedJson.Bytes);

    [Fact]
    public void A_valid_file_mutated() => NothingElseComesOut(4_000, Damaged.Often);

    [Fact]
    public void A_valid_file_with_one_value_replaced() => NothingElseComesOut(4_000, Damaged.Once);

    private static void NothingElseComesOut(int tests, Gen<byte[]> files) =>
        Check.One(Tried.Times(tests), Prop.ForAll(Arb.From(files), file =>
        {
            try
            {
                var inventory = Read(file);
                return VaultRules.Judge(inventory, new VaultPolicy()).All(judgement => judgement.Message.Length is > 0 and < 800) && Text(Read(Text(inventory))) == Text(inventory);
            }
            catch (InputException refusal)
            {
                return refusal.Message.Length < 600 && !refusal.Message.Any(char.IsControl);
            }
        }));
}
