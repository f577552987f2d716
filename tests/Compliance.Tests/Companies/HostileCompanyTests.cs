using System.Text;
using Compliance.Companies;
using Compliance.Vendors;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Compliance.Tests.Companies;

/// <summary>Whatever company.yaml holds, reading it ends with a company that can be used, or an <see cref="InputException"/>.</summary>
public sealed class HostileCompanyTests
{
    private static readonly Vendor Vendor = new() { Id = VendorId.Parse("acme"), Name = "Acme", Sla = new VendorSla(Duration.FromHours(1), "vendor_awareness", "a") };

    private static readonly byte[] Valid = Encoding.UTF8.GetBytes(CompanyPage.Example);

    private static readonly byte[][] Fragments =
    [
        .. new[]
        {
            "\"", "'", "\n", "\t", ",", ": ", "- ", "[", "]", "{", "}", "#", "&a", "*a", "!!int ", "? ", "|", "%YAML 9.9\n", "---\n", "\"\\ud800\"", "\0", "~", "<<: ",
            "9999999999d", "99999999999999999999", "UTC+99", "US-", "a@b", "@", "whsec_", "https://", "http://[::1%lo]", "https://a:99999", "sig=", "mail", "type: ", "\\u0000", "xn--", "[]", "{}",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC0, 0x80], [0xFF, 0xFE], [0xEF, 0xBB, 0xBF], [0xE2, 0x80, 0xA8],
    ];

    private static readonly Gen<byte[]> Bytes = Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf();

    [Fact]
    public void Random_bytes() => NothingElseComesOut(300, Bytes);

    [Fact]
    public void Pieces_of_syntax_in_any_order() => NothingElseComesOut(500, Gen.Elements<byte[]>(Fragments).ArrayOf().Select(parts => parts.SelectMany(part => part).ToArray()));

    [Fact]
    public void The_example_mutated() => NothingElseComesOut(2_000,
        from at in Gen.Choose(0, Valid.Length)
        from length in Gen.Choose(0, 12)
        from inserted in Gen.OneOf(Gen.Elements<byte[]>(Fragments), Bytes, Gen.Constant<byte[]>([]))
        select (byte[])[.. Valid[..at], .. inserted, .. Valid[Math.Min(Valid.Length, at + length)..]]);

    private static void NothingElseComesOut(int tests, Gen<byte[]> files) =>
        Check.One(Tried.Times(tests), Prop.ForAll(Arb.From(files), bytes =>
        {
            try
            {
                var company = CompanyReader.Read(new MemoryStream(bytes), "company.yaml");
                return company.Name.Length > 0
                    && company.Contacts.Keys.All(role => company.LadderOf(role).All(channel => channel.Url is not null || channel.Secret is not null || channel.Relay is not null))
                    && company.ContractRules(Vendor).DistinctBy(rule => rule.Id).Count() == company.ContractRules(Vendor).Count;
            }
            catch (InputException refusal)
            {
                var lines = refusal.Message.Split('\n');
                return lines.Length <= 21 && lines.All(line => line.Length < 1_000 && !line.Any(char.IsControl));
            }
        }));
}
