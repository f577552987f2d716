using System.Text.Json;
using Compliance.Playbooks;
using static Compliance.Tests.Playbooks.Cacao;

namespace Compliance.Tests.Playbooks;

public sealed class CacaoReaderTests
{
    [Fact]
    public void A_playbook_is_read()
    {
        var playbook = Read(Small());

        Assert.Equal("Small", playbook.Name);
        Assert.Equal(First, Assert.IsType<StartStep>(playbook.Workflow[Start]).OnCompletion);
        Assert.Equal(("manual", "look"), Assert.IsType<ActionStep>(playbook.Workflow[First]).Commands.Select(command => (command.Type, command.Command)).Single());
        Assert.Equal(new CacaoAgent(Person, "individual", "Somebody"), playbook.Agents[Person]);
        Assert.True(playbook.Variables["__stage__"].External);
    }

    [Fact]
    public void Thirty_days_in_milliseconds_are_more_than_32_bits_and_are_kept()
    {
        var playbook = Read(With(p => p.Step(First)["timeout"] = 2_592_000_000L));

        Assert.Equal(2_592_000_000L, playbook.Workflow[First].Timeout);
        Assert.Equal(2_592_000_000L, CacaoReader.Read(CacaoWriter.Bytes(playbook), "again").Workflow[First].Timeout);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("\"60000\"")]
    [InlineData("9223372036854775808")]
    public void Milliseconds_are_a_whole_number(string timeout) =>
        Assert.Contains(Problems(With(p => p.Step(First)["timeout"] = Json(timeout))), line => line.Contains(".timeout: expected milliseconds", StringComparison.Ordinal));

    [Theory]
    [InlineData("2026-11-22T00:00:00Z")]
    [InlineData("2026-11-22T00:00:00.000000Z")]
    [InlineData("2026-11-22T00:00:00.000+00:00")]
    [InlineData("2026-02-30T00:00:00.000Z")]
    public void A_time_has_exactly_three_decimals(string time) =>
        Assert.Contains(Problems(With(p => p["created"] = time)), line => line.StartsWith("p.json: $.created: expected a time", StringComparison.Ordinal));

    [Fact]
    public void An_unknown_property_is_refused_wherever_it_stands()
    {
        var problems = Problems(With(p =>
        {
            p["banana"] = 1;
            p.Step(First)["banana"] = 1;
            p.Step(First)["commands"]![0]!["banana"] = 1;
            p["agent_definitions"]![Person]!["banana"] = 1;
        }));

        Assert.Equal(4, problems.Count);
        Assert.All(problems, line => Assert.Contains("['banana']: unknown property: take it out", line, StringComparison.Ordinal));
        Assert.Contains(problems, line => line.StartsWith($"p.json: $.workflow['{First}'].commands[0]['banana']", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("on_completion", "\"end--00000000-0000-4000-8000-00000000dead\"", "workflow")]
    [InlineData("agent", "\"individual--00000000-0000-4000-8000-00000000dead\"", "agent_definitions")]
    [InlineData("targets", "[\"individual--00000000-0000-4000-8000-00000000dead\"]", "target_definitions")]
    [InlineData("step_extensions", "{\"extension-definition--00000000-0000-4000-8000-00000000dead\":{}}", "extension_definitions")]
    [InlineData("in_args", "[\"__nowhere__\"]", "playbook_variables")]
    [InlineData("commands", "[{\"type\":\"manual\",\"command\":\"ask __nowhere__:value\"}]", "playbook_variables")]
    public void A_reference_to_nothing_is_refused(string property, string value, string definitions) =>
        Assert.Contains(Problems(With(p => p.Step(First)[property] = Json(value))), line => line.Contains($"['{First}'].{property}", StringComparison.Ordinal) && line.Contains($"`{definitions}`", StringComparison.Ordinal));

    [Fact]
    public void All_problems_are_listed_at_once_but_no_more_than_a_hundred()
    {
        var problems = Problems(With(p =>
        {
            for (var i = 0; i < 150; i++) p[$"x{i}"] = i;
        }));

        Assert.Equal(101, problems.Count);
        Assert.Equal("… and 50 more", problems[^1]);
    }

    [Fact]
    public void A_name_twice_in_an_object_is_refused_also_when_it_is_spelt_otherwise()
    {
        var text = Small().ToJsonString().Replace("\"name\":\"Look\"", "\"name\":\"Look\",\"n\\u0061me\":\"Other\"", StringComparison.Ordinal);

        Assert.Equal($"p.json: $['workflow']['{First}']['name']: the name stands twice in its object: keep one of them", Assert.Single(Problems(text)));
    }

    [Fact]
    public void A_name_twice_in_the_content_of_an_unknown_extension_is_refused_too()
    {
        var text = With(p => p["playbook_extensions"] = new System.Text.Json.Nodes.JsonObject { [Extension] = Json("""{"a":[{"b":1}]}""") })
            .ToJsonString().Replace("{\"b\":1}", "{\"b\":1,\"b\":2}", StringComparison.Ordinal);

        Assert.Contains("['a'][0]['b']: the name stands twice", Assert.Single(Problems(text)), StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused() =>
        Assert.Contains("half of a surrogate pair", Assert.Single(Problems(Small().ToJsonString().Replace("\"Look\"", "\"\\ud800\"", StringComparison.Ordinal))), StringComparison.Ordinal);

    [Fact]
    public void Too_large_is_refused_before_it_is_parsed() =>
        Assert.Contains("too large", Assert.Single(Problems(new string('[', CacaoReader.MaxBytes + 1))), StringComparison.Ordinal);

    [Fact]
    public void What_would_be_too_large_when_written_is_refused_so_that_every_export_can_be_imported()
    {
        var dense = With(p => p["playbook_extensions"] = new System.Text.Json.Nodes.JsonObject { [Extension] = Json($$"""{"numbers":[{{string.Join(',', Enumerable.Repeat("1", 300_000))}}]}""") });

        Assert.Contains("could not be read again", Assert.Single(Problems(dense)), StringComparison.Ordinal);
    }

    [Fact]
    public void Too_deep_is_refused() =>
        Assert.Contains("at most 32 levels", Assert.Single(Problems(new string('[', 40) + new string(']', 40))), StringComparison.Ordinal);

    [Fact]
    public void An_error_of_syntax_is_named_by_line_and_column() =>
        Assert.StartsWith("p.json:2:3: not JSON", Assert.Single(Problems("{\n  x")), StringComparison.Ordinal);

    [Fact]
    public void A_UUID_serves_one_object()
    {
        var problems = Problems(With(p =>
        {
            p["target_definitions"] = new System.Text.Json.Nodes.JsonObject { [Id("location", 2)] = Json("""{"type":"location","name":"Here"}""") };
        }));

        Assert.Contains($"its UUID is also that of `{First}`", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_whose_type_is_not_that_of_its_id_is_refused() =>
        Assert.Contains(Problems(With(p => p.Step(First)["type"] = "end")), line => line.Contains("expected `action`", StringComparison.Ordinal));

    [Fact]
    public void A_constant_may_not_be_an_output() =>
        Assert.Contains("which is a constant", Assert.Single(Problems(With(p =>
        {
            p["playbook_variables"]!["__fixed__"] = Json("""{"type":"string","value":"x","constant":true}""");
            p.Step(First)["out_args"] = Json("""["__fixed__"]""");
        }))), StringComparison.Ordinal);

    [Fact]
    public void Other_playbooks_that_steps_carry_out_are_reported_as_external()
    {
        var step = Id("playbook-action", 20);
        var playbook = Read(With(p =>
        {
            p.Step(First)["on_completion"] = step;
            p.Workflow()[step] = Json($$"""{"type":"playbook-action","playbook_id":"{{Id("playbook", 21)}}","on_completion":"{{End}}"}""");
        }));

        Assert.Equal([Id("playbook", 21)], playbook.ExternalPlaybooks);
    }

    [Fact]
    public void The_twelve_types_of_command_are_data()
    {
        var commands = """
            [ {"type":"manual","command":"a"}, {"type":"bash","command_b64":"bHM="}, {"type":"caldera-cmd","command":"a"}, {"type":"powershell","command":"a"},
              {"type":"ssh","command":"a"}, {"type":"elastic","command_b64":"bHM="}, {"type":"jupyter","command_b64":"bHM="}, {"type":"kestrel","command_b64":"bHM="},
              {"type":"sigma","command_b64":"bHM="}, {"type":"yara","command_b64":"bHM="},
              {"type":"http-api","command":"GET / HTTP/1.1","headers":{"Accept":["*/*"]}}, {"type":"openc2-http","command":"POST / HTTP/1.1","content_b64":"bHM="} ]
            """;

        Assert.Equal(12, Assert.IsType<ActionStep>(Read(With(p => p.Step(First)["commands"] = Json(commands))).Workflow[First]).Commands.Count);
    }

    [Theory]
    [InlineData("""{"type":"perl","command":"x"}""", "expected one of manual, bash")]
    [InlineData("""{"type":"bash"}""", "`command` or `command_b64` must be there")]
    [InlineData("""{"type":"yara","command_b64":"not base64!"}""", "expected base64")]
    [InlineData("""{"type":"openc2-http","command":"POST / HTTP/1.1"}""", "content_b64: missing")]
    public void A_command_is_held_to_its_type(string command, string problem) =>
        Assert.Contains(problem, Assert.Single(Problems(With(p => p.Step(First)["commands"] = Json($"[{command}]")))), StringComparison.Ordinal);

    [Fact]
    public void An_agent_of_another_type_has_what_all_agents_have()
    {
        var other = Id("soarca-manual-capability", 30);

        Assert.Equal("x", Read(With(p => p["agent_definitions"]![other] = Json("""{"type":"soarca-manual-capability","name":"x"}"""))).Agents[other].Name);
    }

    [Fact]
    public void A_strangers_extension_is_kept_to_the_letter()
    {
        const string Content = """{"list":[1.50,1e3,{"deep":null}],"text":"é \"quoted\" \u2028"}""";
        var stranger = Id("extension-definition", 40);
        var playbook = With(p =>
        {
            p["extension_definitions"]![stranger] = p["extension_definitions"]![Extension]!.DeepClone();
            p.Step(First)["step_extensions"] = new System.Text.Json.Nodes.JsonObject { [stranger] = Json(Content) };
        });

        var again = CacaoReader.Read(CacaoWriter.Bytes(Read(playbook)), "again").Workflow[First].Extensions[stranger];

        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(Content).RootElement, again));
        Assert.Contains("1.50", again.GetRawText(), StringComparison.Ordinal);
    }
}
