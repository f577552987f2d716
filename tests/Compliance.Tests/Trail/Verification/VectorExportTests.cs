using System.Text.Json;
using Compliance.Tests.Samples;
using Compliance.Tests.Trail.Vectors;
using Compliance.Trail.Verification;

namespace Compliance.Tests.Trail.Verification;

public sealed class VectorExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Exports => [.. VectorFiles.Index.Cases.Where(vector => vector.Kind == "export").Select(vector => vector.Name)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Exports))]
    public async Task Exports_are_judged_as_the_index_says(string name)
    {
        var vector = VectorFiles.Find(name);
        vector.CopyTo(_folder.Path);

        var result = await ExportVerifier.VerifyAsync(new DirectorySource(_folder.Path), new VerifyOptions { Keys = vector.VerifierKeys });

        // One change may show in several files, the column of hashes among them.
        var said = $"{name}: {result.Verdict} {string.Join("; ", result.Problems)}";
        Assert.True(vector.Verdict == Word(result.Verdict), said);
        Assert.True(vector.Problem is null ? result.Problems.Count == 0 : result.Problems.Any(problem => Word(problem.Kind) == vector.Problem), said);
    }

    private static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
