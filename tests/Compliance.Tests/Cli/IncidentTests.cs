using System.Text.Json;

namespace Compliance.Tests.Cli;

/// <summary><c>compliance incident</c>, as a person at a terminal uses it.</summary>
public sealed class IncidentTests : IDisposable
{
    private readonly TinyVendor _vendor = new();

    public IncidentTests() => _vendor.Log("ticket.read", "ticket.delete");

    public void Dispose() => _vendor.Dispose();

    [Fact]
    public async Task A_case_is_opened_and_worked_on_by_its_vendor_and_id()
    {
        var opened = await _vendor.RunAsync("incident", "open", "acme", "--title", "a drill", "--principal", "agent1", "--by", "ann");
        Assert.Equal((0, ""), (opened.ExitCode, opened.Error));
        var id = opened.Output.Split(' ')[0];

        Assert.Equal(0, (await OnAsync("fact", id, "awareness=2026-11-22T10:00:00+01:00", "--by", "ann")).ExitCode);
        var shown = await OnAsync("show", id, "-o", "json");
        var document = JsonElement.Parse(shown.Output);
        var fact = Assert.Single(document.GetProperty("facts").EnumerateArray());
        Assert.Equal(("awareness", "2026-11-22T10:00:00+01:00", "ann"), (fact.GetProperty("name").GetString(), fact.GetProperty("at").GetString(), fact.GetProperty("recordedBy").GetString()));
        Assert.NotEmpty(document.GetProperty("clocks").EnumerateArray());
        Assert.DoesNotContain("latest_arguable_at", shown.Output, StringComparison.Ordinal);
        Assert.Contains("awareness", (await OnAsync("timeline", id)).Output, StringComparison.Ordinal);
        var register = await _vendor.RunAsync("incident", "register", "--vendor", "acme-bpo", "-o", "json");
        Assert.Equal("a drill", JsonElement.Parse(register.Output).GetProperty("incidents")[0].GetProperty("title").GetString());
    }

    [Fact]
    public async Task The_same_words_again_are_the_same_act()
    {
        var first = await _vendor.RunAsync("incident", "open", "acme", "--title", "a drill", "--by", "ann");
        var again = await _vendor.RunAsync("incident", "open", "acme", "--title", "a drill", "--by", "ann");
        Assert.Equal(first.Output.Split(' ')[0], again.Output.Split(' ')[0]);
        var id = first.Output.Split(' ')[0];
        await OnAsync("fact", id, "awareness=2026-11-22T10:00:00+01:00", "--by", "ann");
        await OnAsync("fact", id, "awareness=2026-11-22T10:00:00+01:00", "--by", "ann");
        Assert.Single(JsonElement.Parse((await OnAsync("show", id, "-o", "json")).Output).GetProperty("facts").EnumerateArray());
    }

    [Fact]
    public async Task What_is_not_an_act_is_refused_with_the_remedy()
    {
        var id = (await _vendor.RunAsync("incident", "open", "acme", "--title", "a drill", "--by", "ann")).Output.Split(' ')[0];
        var offset = await OnAsync("fact", id, "awareness=2026-11-22T10:00:00");
        Assert.Equal(2, offset.ExitCode);
        Assert.Contains("offset", offset.Error, StringComparison.Ordinal);
        var machine = await OnAsync("fact", id, "awareness=2026-11-22T10:00:00Z", "--by", "system:audit");
        Assert.Equal(1, machine.ExitCode);
        var undecided = await OnAsync("stage", id, "closed", "--reason", "a drill", "--by", "ann");
        Assert.Equal(1, undecided.ExitCode);
        Assert.Contains("decision", undecided.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await OnAsync("stage", id, "closed", "--reason", "a drill", "--notify", "no", "--rationale", "nothing was seen", "--risk", "none", "--by", "ann")).ExitCode);
        Assert.Equal(1, (await OnAsync("show", "20260101-nothing")).ExitCode);
    }

    private Task<CommandLine.Outcome> OnAsync(string command, string incident, params string[] more) =>
        _vendor.RunAsync(["incident", command, "--vendor", "acme-bpo", "--incident", incident, .. more]);
}
