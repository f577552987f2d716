using Compliance.Incidents;
using Compliance.Rules.Incidents;
using FsCheck;
using FsCheck.Fluent;
using static Compliance.Tests.Incidents.OverdueRegisters;

namespace Compliance.Tests.Incidents;

/// <summary>Whatever the file holds: it ends as a register that can be judged and written, or as an <see cref="InputException"/>.</summary>
public sealed class HostileOverdueRegisterTests
{
    private static readonly DamagedJson Damaged = new(
        File(Register(Clock(), Clock(Contract, submission: SubmissionState.Late), Clock(Contract, "other") with { Due = null })),
        "\"9999-12-31T23:59:59.999999999Z\"", "\"1970-01-01T00:00:00Z\"", "\"-9998-01-01T00:00:00Z\"", "\"2026-02-30T00:00:00Z\"", "\"in time\"", "\"late\"", "\"none\"", "\"due\":1,", "\"contract.\"");

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
                var register = Read(file);
                return NoticeOverdue.Judge(register).All(judgement => judgement.Message.Length is > 0 and < 500) && File(Read(File(register))).AsSpan().SequenceEqual(File(register));
            }
            catch (InputException refusal)
            {
                return refusal.Message.Length < 600 && !refusal.Message.Any(char.IsControl);
            }
        }));
}
