using System.Text.Json.Nodes;
using Compliance.Playbooks;

namespace Compliance.Tests.Cli;

/// <summary><c>compliance playbook</c>, and cases that run one's own.</summary>
public sealed class PlaybookTests : IDisposable
{
    private readonly TinyVendor _vendor = new();

    public PlaybookTests() => _vendor.Log("ticket.read");

    public void Dispose() => _vendor.Dispose();

    [Fact]
    public async Task What_comes_with_the_program_is_listed_shown_and_exported_as_it_is()
    {
        var list = await _vendor.RunAsync("playbook", "list");
        Assert.All(ShippedPlaybooks.All, playbook => Assert.Contains(playbook.Id, list.Output, StringComparison.Ordinal));
        var shown = await _vendor.RunAsync("playbook", "show", "lost-device");
        Assert.All(ShippedPlaybooks.Find("lost-device")!.Tasks.Values, task => Assert.Contains(task.Key, shown.Output, StringComparison.Ordinal));
        var exported = await _vendor.RunAsync("playbook", "export", "lost-device", "--out", "lost.json");
        Assert.Equal((0, "", ""), (exported.ExitCode, exported.Output, exported.Error));
        Assert.Equal(CacaoWriter.Bytes(ShippedPlaybooks.Find("lost-device")!.Cacao), await File.ReadAllBytesAsync(Path.Combine(_vendor.Root, "lost.json")));
        Assert.Equal(2, (await _vendor.RunAsync("playbook", "show", "none")).ExitCode);
    }

    [Fact]
    public async Task A_check_prints_every_problem_with_its_place_and_whether_a_file_can_be_run()
    {
        await _vendor.RunAsync("playbook", "export", "lost-device", "--out", "lost.json");
        var same = await _vendor.RunAsync("playbook", "check", "lost.json");
        Assert.Equal(0, same.ExitCode);
        Assert.Contains("cannot be run here", same.Output, StringComparison.Ordinal);
        Write("ours.json", own => own["labels"] = new JsonArray("id:ours"));
        var ours = await _vendor.RunAsync("playbook", "check", "ours.json");
        Assert.Contains("can be run as `ours`", ours.Output, StringComparison.Ordinal);
        Write("bad.json", own =>
        {
            own["colour"] = "red";
            own["workflow_start"] = "start--00000000-0000-4000-8000-000000000000";
        });
        var bad = await _vendor.RunAsync("playbook", "check", "bad.json", "ours.json", "missing.json");
        Assert.Equal(1, bad.ExitCode);
        Assert.Contains("$['colour']", bad.Output, StringComparison.Ordinal);
        Assert.Contains("$.workflow_start", bad.Output, StringComparison.Ordinal);
        Assert.Contains("can be run as `ours`", bad.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_case_runs_ones_own_and_is_shown_by_the_names_of_its_steps_and_given_out_as_cacao()
    {
        Directory.CreateDirectory(Path.Combine(_vendor.Root, "playbooks"));
        Write("playbooks/ours.json", own => own["labels"] = new JsonArray("id:ours"));
        await File.WriteAllTextAsync(Path.Combine(_vendor.Root, "playbooks", "bad.json"), "{}");
        var opened = await _vendor.RunAsync("incident", "open", "acme", "--title", "a drill", "--playbook", "ours", "--principal", "agent1", "--by", "ann", "--playbooks", "playbooks");
        Assert.Equal(0, opened.ExitCode);
        Assert.Contains("left out: bad.json", opened.Error, StringComparison.Ordinal);
        Assert.Contains("step `triage` – ", opened.Output, StringComparison.Ordinal);
        string[] on = ["--vendor", "acme-bpo", "--incident", opened.Output.Split(' ')[0], "--by", "ann", "--playbooks", "playbooks"];
        Assert.Equal(0, (await _vendor.RunAsync(["incident", "step", "triage", .. on])).ExitCode);

        var shown = (await _vendor.RunAsync(["incident", "show", .. on])).Output;
        Assert.Contains("triage", shown, StringComparison.Ordinal);
        Assert.Contains("pending: awareness", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("action--", shown, StringComparison.Ordinal);
        var cacao = await _vendor.RunAsync(["incident", "timeline", "-o", "cacao", .. on]);
        Assert.Equal(0, cacao.ExitCode);
        Assert.Equal("results", CacaoReader.Read(System.Text.Encoding.UTF8.GetBytes(cacao.Output), "results").Labels.Single());
        Assert.DoesNotContain("\"ann\"", cacao.Output, StringComparison.Ordinal);
        // Without its file the ledger is still told.
        var without = await _vendor.RunAsync(["incident", "show", .. on[..6]]);
        Assert.Contains("its steps wait", string.Join(' ', without.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Equal(1, (await _vendor.RunAsync(["incident", "timeline", "-o", "cacao", .. on[..6]])).ExitCode);
    }

    private void Write(string path, Action<JsonObject> change)
    {
        var own = JsonNode.Parse(CacaoWriter.Bytes(ShippedPlaybooks.Find("lost-device")!.Cacao))!.AsObject();
        own["id"] = "playbook--5f0c1f5e-8a5b-4d0a-9a39-0c6f7c1b2d3e";
        if (path == "bad.json") own["id"] = "playbook--6f0c1f5e-8a5b-4d0a-9a39-0c6f7c1b2d3e";
        change(own);
        File.WriteAllText(Path.Combine(_vendor.Root, path), own.ToJsonString());
    }
}
