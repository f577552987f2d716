using Compliance.Trail;
using Compliance.Trail.Checkpoints;
using Compliance.Trail.Proofs;

namespace Compliance.Tests.Trail.Vectors;

public class VectorTests
{
    public static TheoryData<string> Checkpoints => Of("checkpoint");

    public static TheoryData<string> Proofs => Of("proof");

    public static TheoryData<string> Consistencies => Of("consistency");

    [Theory]
    [MemberData(nameof(Checkpoints))]
    public void Checkpoints_are_judged_as_the_index_says(string name)
    {
        var vector = VectorFiles.Find(name);
        Assert.Equal(Expected(vector), Judged(() => Signed(SignedCheckpoint.Parse(vector.Read()), vector)));
    }

    [Theory]
    [MemberData(nameof(Proofs))]
    public void Proofs_are_judged_as_the_index_says(string name)
    {
        var vector = VectorFiles.Find(name);
        Assert.Equal(Expected(vector), Judged(() =>
        {
            var proof = TlogProof.Parse(vector.Read());
            return Signed(proof.Checkpoint, vector) ?? (proof.Includes(EntryHash.OfLeaf(proof.Extra)) ? null : "modified");
        }));
    }

    [Theory]
    [MemberData(nameof(Consistencies))]
    public void Consistency_is_judged_as_the_index_says(string name)
    {
        var vector = VectorFiles.Find(name);
        EntryHash.TryRead(Convert.FromHexString(vector.OldRoot!), out var oldRoot);
        Assert.Equal(Expected(vector), Judged(() =>
        {
            var file = ConsistencyFile.Parse(vector.Read());
            return Signed(file.Checkpoint, vector) ?? (file.Extends(oldRoot) ? null : "modified");
        }));
    }

    [SkippableFact]
    public void A_program_that_shares_no_code_with_ours_judges_every_vector_as_the_index_says()
    {
        var answer = OutsideProgram.Run("node", [VectorFiles.At("verify.mjs")]);
        Skip.If(answer is null, "there is no node");
        var expected = VectorFiles.Index.Cases.Select(vector => $"{vector.Name} {vector.Verdict}");
        Assert.Equal(expected, answer.Value.Output.TrimEnd().Split('\n').Select(line => string.Join(' ', line.Split(' ').Take(2))));
        Assert.Equal(0, answer.Value.ExitCode);
    }

    private static TheoryData<string> Of(string kind) => [.. VectorFiles.Index.Cases.Where(vector => vector.Kind == kind).Select(vector => vector.Name)];

    private static (string, string?) Expected(VectorCase vector) => (vector.Verdict, vector.Problem);

    private static (string, string?) Judged(Func<string?> problem)
    {
        try
        {
            return problem() is { } found ? ("tampered", found) : ("verified", null);
        }
        catch (FormatException)
        {
            return ("tampered", "malformed");
        }
    }

    private static string? Signed(SignedCheckpoint checkpoint, VectorCase vector) => checkpoint.Check(vector.VerifierKeys).Trust switch
    {
        CheckpointTrust.BadSignature => "badSignature",
        CheckpointTrust.UnknownKey => "unknownKey",
        _ => null,
    };
}
