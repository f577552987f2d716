using System.Text.Json.Nodes;
using static Compliance.Tests.Playbooks.Cacao;

namespace Compliance.Tests.Playbooks;

/// <summary>Writes valid playbooks of any structure, from a seed.</summary>
internal sealed class RandomPlaybook(int seed)
{
    private static readonly string[] Commands =
    [
        """{"type":"manual","command":"a __stage__:value \"b\" é \ud83d\ude00"}""", """{"type":"bash","command_b64":"bHM=","version":"5"}""", """{"type":"caldera-cmd","command":""}""",
        """{"type":"powershell","command":"a","playbook_activity":"restore-data"}""", """{"type":"ssh","command":"a","description":"\u2028"}""", """{"type":"elastic","command_b64":"bHM="}""",
        """{"type":"jupyter","command_b64":"bHM="}""", """{"type":"kestrel","command_b64":"bHM="}""", """{"type":"sigma","command_b64":"bHM="}""", """{"type":"yara","command_b64":"bHM="}""",
        """{"type":"http-api","command":"GET / HTTP/1.1","headers":{"B":["1","2"],"A":[]},"content":""}""", """{"type":"openc2-http","command":"POST / HTTP/1.1","content_b64":"bHM="}""",
    ];

    private static readonly (string Type, string Text)[] Agents =
    [
        ("group", """{"type":"group","name":"g","contact":{"email":{"work":"a@b.example"},"phone":{},"contact_details":"x"}}"""), ("individual", """{"type":"individual","name":""}"""),
        ("location", """{"type":"location","name":"l","logical":["r1"],"location":{"city":"c","latitude":"1"}}"""), ("organization", """{"type":"organization","name":"o"}"""),
        ("sector", """{"type":"sector","name":"s","sector":"financial"}"""), ("http-api", """{"type":"http-api","name":"h","address":{"url":["https://localhost/x"],"vlan":[12]},"port":"443"}"""),
        ("linux", """{"type":"linux","name":"l","address":{"ipv4":["10.0.0.1"]}}"""), ("net-address", """{"type":"net-address","name":"n","address":{"dname":["a.museum"]}}"""),
        ("security-category", """{"type":"security-category","name":"c","category":["siem"]}"""), ("ssh", """{"type":"ssh","name":"s","address":{}}"""), ("other", """{"type":"other","name":"x"}"""),
    ];

    private static readonly string Stranger = Id("extension-definition", 500);

    private readonly Random _random = new(seed);
    private readonly JsonObject _workflow = [];
    private readonly JsonObject _agents = [];
    private int _ids = 1000;

    public JsonObject Write()
    {
        var playbook = Small();
        var start = Next("start");
        _workflow[start] = new JsonObject { ["type"] = "start", ["on_completion"] = Sequence(3, atLeast: 1) };
        playbook["workflow_start"] = start;
        playbook["workflow"] = _workflow;
        playbook["agent_definitions"] = _agents;
        playbook["extension_definitions"]![Stranger] = playbook["extension_definitions"]![Extension]!.DeepClone();
        foreach (var (name, value) in Options().Where(_ => Coin()).ToList()) playbook[name] = value;
        return playbook;
    }

    private IEnumerable<(string, JsonNode)> Options() =>
    [
        ("description", JsonValue.Create(Text())), ("revoked", JsonValue.Create(Coin())), ("labels", new JsonArray(Text(), Text())), ("priority", JsonValue.Create(_random.Next(101))),
        ("valid_from", JsonValue.Create("2026-01-01T00:00:00.001Z")), ("valid_until", JsonValue.Create("2027-01-01T00:00:00.000Z")), ("playbook_types", new JsonArray("notification")),
        ("external_references", Json("""[{"name":"n","url":"https://x.example"}]""")), ("playbook_processing_summary", Json("""{"if_logic":true}""")),
        ("playbook_extensions", new JsonObject { [Stranger] = Content(4) }), ("derived_from", new JsonArray(Next("playbook"))), ("related_to", new JsonArray(Next("campaign"))),
    ];

    /// <summary>Steps that follow each other, at last an end; each branch gets one of its own.</summary>
    /// <returns>Id of the first.</returns>
    private string Sequence(int depth, int atLeast = 0)
    {
        var next = Next("end");
        _workflow[next] = new JsonObject { ["type"] = "end" };
        for (var i = _random.Next(3) + atLeast; i > 0; i--) next = Step(next, i == atLeast ? 0 : depth);
        return next;
    }

    private string Step(string next, int depth)
    {
        var kind = depth == 0 ? 0 : _random.Next(6);
        var (type, body) = kind switch
        {
            0 => ("action", new JsonObject { ["commands"] = new JsonArray([.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Json(Pick(Commands)))]), ["agent"] = Agent() }),
            1 => ("parallel", new JsonObject { ["next_steps"] = new JsonArray([.. Enumerable.Range(0, _random.Next(2, 4)).Select(_ => JsonValue.Create(Sequence(depth - 1)))]) }),
            2 => ("if-condition", new JsonObject { ["condition"] = "[__stage__:value = 'breach']", ["on_true"] = Sequence(depth - 1) }),
            3 => ("while-condition", new JsonObject { ["condition"] = "anything at all", ["on_true"] = Sequence(depth - 1) }),
            4 => ("switch-condition", new JsonObject { ["switch"] = "__stage__:value", ["cases"] = new JsonObject { ["z"] = Sequence(depth - 1), ["default"] = Sequence(depth - 1) } }),
            _ => ("playbook-action", new JsonObject { ["playbook_id"] = Next("playbook"), ["playbook_version"] = "2026-01-01T00:00:00.000Z" }),
        };
        body["type"] = type;
        if (Coin()) body["on_completion"] = next;
        else (body["on_success"], body["on_failure"]) = (next, next);
        if (Coin()) body["name"] = Text();
        if (Coin()) body["delay"] = _random.NextInt64(0, 1L << 52);
        if (Coin()) body["step_variables"] = Json("""{"__b__":{"type":"integer","value":null},"__a-1__":{"type":"string","value":"","constant":true}}""");
        if (Coin()) body["step_extensions"] = new JsonObject { [Stranger] = Content(3) };
        var id = Next(type);
        _workflow[id] = body;
        return id;
    }

    private string Agent()
    {
        var (type, text) = Pick(Agents);
        var id = Next(type);
        _agents[id] = Json(text);
        return id;
    }

    private JsonObject Content(int depth)
    {
        var content = new JsonObject();
        for (var i = _random.Next(4); i > 0; i--) content[$"{Text()}{i}"] = depth == 0 ? Json("1.50") : Coin() ? Content(depth - 1) : new JsonArray(Text(), null, true, Json("-0"), Content(0));
        return content;
    }

    private string Text() => Pick(["", "plain", "\"quoted\" \\ /", "é\u2028\uFFFF", "\ud83d\ude00", "\u0000\u001f\u007f", "<&>'+"]);

    private string Next(string type) => Id(type, _ids++);

    private bool Coin() => _random.Next(2) == 0;

    private T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];
}
