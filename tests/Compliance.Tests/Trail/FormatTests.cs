using System.Text;
using Compliance.Tests.Trail.Merkle;
using Compliance.Tests.Trail.Vectors;
using Compliance.Trail;
using Compliance.Trail.Notes;

namespace Compliance.Tests.Trail;

/// <summary>What FORMAT.md shows is so, and its recipe works without our code.</summary>
public class FormatTests
{
    private static readonly string[] Blocks = [.. File.ReadAllText(Repository.At("src", "Compliance", "Trail", "FORMAT.md")).Split("```").Where((_, i) => i % 2 == 1).Select(block => block[(block.IndexOf('\n', StringComparison.Ordinal) + 1)..])];

    public static TheoryData<string> Proofs => [.. VectorFiles.Index.Cases.Where(vector => vector.Kind == "proof").Select(vector => vector.Name)];

    [Fact]
    public void The_example_is_that_of_the_vectors()
    {
        foreach (var file in new[] { "five/entries.ndjson", "five/public-key.pem", "proofs/five-2.tlog-proof" })
            Assert.Contains(File.ReadAllText(VectorFiles.At(file)), Blocks);
        EntryHash[] leaves = [.. File.ReadAllText(VectorFiles.At("five", "entries.ndjson")).TrimEnd().Split('\n').Select(line => EntryHash.OfLeaf(Encoding.UTF8.GetBytes(line)))];
        EntryHash[] nodes = [NaiveTree.Root(leaves.AsSpan(0, 2)), NaiveTree.Root(leaves.AsSpan(2, 2)), NaiveTree.Root(leaves.AsSpan(0, 4)), NaiveTree.Root(leaves)];
        Assert.Contains(string.Concat(leaves.Concat(nodes).Select(hash => $"{hash}\n")), Blocks);
    }

    [Fact]
    public void The_recipe_has_at_most_20_lines_and_asks_for_nothing_unusual()
    {
        var recipe = Recipe();
        Assert.InRange(recipe.TrimEnd().Split('\n').Length, 1, 20);
        Assert.DoesNotContain("xxd", recipe, StringComparison.Ordinal);
        Assert.DoesNotContain("compliance", recipe, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [MemberData(nameof(Proofs))]
    public void The_recipe_proves_what_the_index_says_and_nothing_else(string name)
    {
        var vector = VectorFiles.Find(name);
        var (exit, output) = Check(vector.Read(), Assert.Single(vector.VerifierKeys));
        Assert.Equal(vector.Verdict == "verified", exit == 0);
        if (exit == 0) Assert.StartsWith("entry ", output, StringComparison.Ordinal);
        else Assert.DoesNotContain("a log of", output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void The_recipe_proves_nothing_of_a_proof_that_was_cut_or_that_holds_commands()
    {
        var vector = VectorFiles.Find("proof");
        var whole = vector.Read();
        for (var length = 0; length < whole.Length; length += 97)
            Assert.NotEqual(0, Check(whole[..length], vector.VerifierKeys[0]).Exit);
        var text = Encoding.UTF8.GetString(whole).Replace("index 2", "index a[$(echo ran >&2)]", StringComparison.Ordinal);
        var (exit, output) = Check(Encoding.UTF8.GetBytes(text), vector.VerifierKeys[0]);
        Assert.NotEqual(0, exit);
        Assert.DoesNotContain("ran\n", output.Replace("echo ran", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static string Recipe() => Assert.Single(Blocks, block => block.StartsWith("set -euo pipefail", StringComparison.Ordinal));

    private static (int Exit, string Output) Check(byte[] proof, NoteKey key)
    {
        Skip.If(OutsideProgram.Run("openssl", ["version"]) is null, "there is no openssl");
        var folder = Directory.CreateTempSubdirectory("recipe-");
        try
        {
            string At(string name) => Path.Combine(folder.FullName, name);
            File.WriteAllText(At("check.sh"), Recipe());
            File.WriteAllBytes(At("entry.tlog-proof"), proof);
            File.WriteAllText(At("public-key.pem"), key.PublicKeyPem());
            var answer = OutsideProgram.Run("bash", ["check.sh", "entry.tlog-proof", "public-key.pem"], folder: folder.FullName);
            Skip.If(answer is null, "there is no bash");
            return answer.Value;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
