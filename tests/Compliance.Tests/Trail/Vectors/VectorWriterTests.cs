namespace Compliance.Tests.Trail.Vectors;

/// <summary>To make the vectors anew, delete their folders here, set <c>WRITE_VECTORS=1</c> and run this test; signatures are
/// kept in <c>signatures.json</c> as they were first made.</summary>
public class VectorWriterTests
{
    [Fact]
    public async Task The_committed_vectors_are_those_that_would_be_written_today()
    {
        var signatures = new KnownSignatures(VectorFiles.At("signatures.json"));
        if (Environment.GetEnvironmentVariable("WRITE_VECTORS") == "1") await new VectorWriter(VectorFiles.Folder, signatures).WriteAsync();
        var folder = Directory.CreateTempSubdirectory("vectors-");
        try
        {
            await new VectorWriter(folder.FullName, signatures).WriteAsync();
            var written = Files(folder.FullName);
            Assert.NotEmpty(written);
            Assert.Equal(written, Files(VectorFiles.Folder).Where(file => file is not "index.json" and not "verify.mjs" and not ".gitattributes" && !file.EndsWith(".cs", StringComparison.Ordinal)));
            Assert.All(written, file => Assert.Equal(File.ReadAllBytes(Path.Combine(folder.FullName, file)), File.ReadAllBytes(VectorFiles.At(file))));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static List<string> Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];
}
