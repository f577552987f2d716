using System.Text;
using Compliance.Incidents;
using Compliance.Rules.Incidents;
using FsCheck;
using FsCheck.Fluent;
using static Compliance.Tests.Incidents.OverdueRegisters;

namespace Compliance.Tests.Incidents;

/// <summary>Whatever the file holds: it ends as a register that can be judged and written, or as an <see cref="InputException"/>.</summary>
public sealed class HostileOverdueRegisterTests
{
    private static readonly byte[] Valid = File(Register(Clock(), Clock(Contract, submission: SubmissionState.Late), Clock(Contract, "other") with { Due = null }));

    private static readonly byte[][] Fragments =
    [
        .. new[]
        {
            "\"", "{", "}", "[", "]", ",", ":", "null", "true", "-1", "0", "1e400", "99999999999999999999", "\"\\ud800\"", "\"\\u0000\"", "\"9999-12-31T23:59:59.999999999Z\"",
            "\"1970-01-01T00:00:00Z\"", "\"-9998-01-01T00:00:00Z\"", "\"2026-02-30T00:00:00Z\"", "\"in time\"", "\"late\"", "\"none\"", "\"due\":1,", "\"contract.\"", "/*", "\\",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xEF, 0xBB, 0xBF], [0],
    ];

    private static readonly Gen<byte[]> Bytes = Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf();

    private static readonly Gen<Func<byte[], byte[]>> Mutation =
        from at in Gen.Choose(0, int.MaxValue)
        from length in Gen.Choose(0, 24)
        from inserted in Gen.OneOf(Gen.Elements<byte[]>(Fragments), Bytes)
        from whole in Gen.Elements(true, false)
        select (Func<byte[], byte[]>)(bytes =>
        {
            var start = at % (bytes.Length + 1);
            var end = Math.Min(bytes.Length, start + length);
            // A whole value replaced leaves the document around it valid.
            if (whole)
            {
                while (start > 0 && bytes[start - 1] is not ((byte)' ' or (byte)'\n')) start--;
                while (end < bytes.Length && bytes[end] is not ((byte)',' or (byte)'\n')) end++;
            }
            return [.. bytes[..start], .. inserted, .. bytes[end..]];
        });

    [Fact]
    public void Random_bytes() => NothingElseComesOut(500, Bytes);

    [Fact]
    public void A_valid_file_mutated() => NothingElseComesOut(4_000,
        from mutations in Gen.NonEmptyListOf(Mutation)
        select mutations.Take(3).Aggregate(Valid, (bytes, mutate) => mutate(bytes)));

    [Fact]
    public void A_valid_file_with_one_value_replaced() => NothingElseComesOut(4_000, from mutation in Mutation select mutation(Valid));

    private static void NothingElseComesOut(int tests, Gen<byte[]> files) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(tests), Prop.ForAll(Arb.From(files), file =>
        {
            try
            {
                var register = Read(file);
                return NoticeOverdue.Judge(register).All(judgement => judgement.Message.Length is > 0 and < 500) && File(Read(File(register))).AsSpan().SequenceEqual(File(register));
            }
            catch (InputException refusal)
            {
                return refusal.Message.Length < 600 && !refusal.Message.Any(char.IsControl);
            }
        }));
}
