using System.Text.Json.Nodes;
using Compliance.Playbooks;

namespace Compliance.Tests.Playbooks;

public sealed class PlaybookLibraryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("playbooks-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_of_the_company_is_found_beside_those_that_come_with_the_program_and_begins_before_them()
    {
        Write("ours.json", Own("ours", Guid.NewGuid(), "trigger:mass-record-access"));
        var library = PlaybookLibrary.Read(_folder);

        Assert.Empty(library.Problems);
        Assert.Equal("ours", library.Find("ours")!.Id);
        Assert.Equal(7, library.All.Count);
        Assert.Equal("ours", library.For("mass-record-access")!.Id);
        Assert.Equal("credential-misuse", library.For("unknown-account")!.Id);
        Assert.Null(library.OwnFor("unknown-account"));
    }

    [Fact]
    public void A_file_that_cannot_be_used_says_why_and_stops_no_other()
    {
        Write("a.json", "{\"type\": \"playbook\"}");
        Write("b.json", "[");
        Write("c.json", new string(' ', CacaoReader.MaxBytes + 1));
        Write("d.json", Own("ours", Guid.NewGuid()));
        var library = PlaybookLibrary.Read(_folder);

        Assert.Equal(["ours"], library.Own.Select(playbook => playbook.Id));
        foreach (var name in new[] { "a.json", "b.json", "c.json" }) Assert.Contains(library.Problems, problem => problem.StartsWith(name, StringComparison.Ordinal));
        Assert.Contains(library.Problems, problem => problem.StartsWith("a.json: $", StringComparison.Ordinal));
        Assert.DoesNotContain(library.Problems, problem => problem.StartsWith("d.json", StringComparison.Ordinal));
    }

    [Fact]
    public void An_id_that_another_playbook_has_is_refused()
    {
        var id = Guid.NewGuid();
        Write("a.json", Own("lost-device", Guid.NewGuid()));
        Write("b.json", Own("ours", id));
        Write("c.json", Own("others", id));
        Write("d.json", Own("ours", Guid.NewGuid()));
        var library = PlaybookLibrary.Read(_folder);

        Assert.Equal(["ours"], library.Own.Select(playbook => playbook.Id));
        Assert.Equal(["a.json", "c.json", "d.json"], library.Problems.Select(problem => problem.Split(':')[0]));
        Assert.NotSame(library.Own[0], library.Find("lost-device"));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_a_problem_and_what_comes_with_the_program_stays()
    {
        var library = PlaybookLibrary.Read(Path.Combine(_folder, "none"));

        Assert.Single(library.Problems);
        Assert.Equal(6, library.All.Count);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private static string Own(string id, Guid uuid, params string[] labels)
    {
        var own = JsonNode.Parse(CacaoWriter.Bytes(ShippedPlaybooks.Find("mass-record-access")!.Cacao))!.AsObject();
        own["id"] = $"playbook--{uuid:D}";
        own["labels"] = new JsonArray([.. labels.Prepend($"id:{id}").Select(label => (JsonNode)label)]);
        return own.ToJsonString();
    }
}
