using System.Text.Json.Nodes;
using Compliance.Resources.Catalogue;
using Compliance.Resources.Paths;

namespace Compliance.Tests.Resources;

/// <summary>Resources made from a check: what it reads, filled with values that it may or may not expect.</summary>
internal static class Synthesized
{
    private static readonly string[] Probes =
    [
        "true", "false", "\"true\"", "\"false\"", "\"Enabled\"", "\"Disabled\"", "\"None\"", "\"1.0\"", "\"1.2\"", "\"x\"", "\"\"", "{}", "{\"a\":1}", "0", "1", "90", "91", "3000", "100000",
        "\"1.2,1.3\"", "\"https://x\"", "\"http://x\"", "\"RSA-HSM\"", "\"2026-05-31T00:00:00Z\"", "\"2020-01-01T00:00:00Z\"", "\"2035-01-01T00:00:00Z\"", "\"TLSv1\"", "\"TLSv1.2\"",
        "{\"enabled\":true,\"days\":7}", "{\"enabled\":false}", "\"AppGwSslPolicy20150501\"", "\"AppGwSslPolicy20220101\"", "\"Server=s;Password=p\"", "\"Server=s\"",
        """{"httpListeners":[{"name":"l","properties":{"protocol":"Https"}}]}""", """{"httpListeners":[{"name":"l","properties":{"protocol":"Http"}}]}""",
        """{"kerberosEnabled":true,"protocolTypes":["NFSv4.1"],"exportPolicy":{"rules":[{"kerberos5pReadWrite":true}]}}""", """{"kerberosEnabled":false,"protocolTypes":["NFSv4.1"]}""",
        "[\"https\"]", "[\"http\"]", "[]", "\"Server\"", "\"off\"", "\"RC4\"",
    ];

    /// <summary>One snapshot for each value, and one without any; conditions are met.</summary>
    public static IEnumerable<string> Of(CheckReading reading)
    {
        var expected = JsonNode.Parse(reading.Expected);
        var values = Probes.Select(probe => JsonNode.Parse(probe)).Append(expected).Concat(expected is JsonArray list ? list.Select(one => one?.DeepClone()) : []);
        yield return Snapshot(reading, null);
        foreach (var value in values) yield return Snapshot(reading, value);
    }

    private static string Snapshot(CheckReading reading, JsonNode? value)
    {
        var names = new Dictionary<string, string>();
        var resource = new JsonObject { ["type"] = reading.Type, ["apiVersion"] = "2099-01-01" };
        var children = new JsonArray();
        foreach (var condition in reading.Conditions)
            foreach (var branch in condition.Path.Branches)
                if (Meeting(condition) is { } met) Put(branch, met, resource, children, reading, names);
        // What is judged comes last: it wins where a condition asks for what holds it.
        if (value is not null)
            foreach (var branch in reading.Paths[0].Branches) Put(branch, value, resource, children, reading, names);
        resource["id"] = IdOf(reading.Type, names);
        children.Add(resource);
        foreach (var child in children.OfType<JsonObject>().Where(child => child["id"] is null))
            child["id"] = $"{resource["id"]}/{child["type"]!.GetValue<string>().Split('/')[^1]}/{child["name"]}";
        return children.ToJsonString();
    }

    private static string IdOf(string type, Dictionary<string, string> names)
    {
        var types = type.Split('/');
        var segments = types.Skip(1).Select((segment, index) => $"{segment}/{(index == types.Length - 2 ? names.GetValueOrDefault("name", "n") : index == types.Length - 3 ? names.GetValueOrDefault("parent.name", "p") : $"n{index}")}");
        return $"/subscriptions/s/providers/{types[0]}/{string.Join('/', segments)}";
    }

    /// <summary>A value for which a condition holds; null: none is needed.</summary>
    private static JsonNode? Meeting(CheckCondition condition)
    {
        if (condition.Absent == true) return null;
        foreach (var probe in Probes.Prepend("{\"a\":1}").Concat(Expected(condition)))
        {
            var node = JsonNode.Parse(probe)!;
            var tape = Compliance.Resources.Json.JsonTape.Parse(System.Text.Encoding.UTF8.GetBytes(probe));
            if (condition.Operator.Test.Of(tape, Given.At).Holds == true) return node;
        }
        return null;
    }

    // The sentence that says when it applies ends with the expected value.
    private static IEnumerable<string> Expected(CheckCondition condition)
    {
        var text = condition.Unmet[(condition.Unmet.IndexOf(condition.Operator.Name, condition.Unmet.IndexOf(condition.Path.Text, StringComparison.Ordinal) + condition.Path.Text.Length, StringComparison.Ordinal) + condition.Operator.Name.Length + 1)..];
        return JsonNode.Parse(text) is JsonArray list ? list.Select(one => one!.ToJsonString()) : [text];
    }

    private static void Put(PathBranch branch, JsonNode value, JsonObject resource, JsonArray children, CheckReading reading, Dictionary<string, string> names)
    {
        switch (branch.Origin)
        {
            case PathOrigin.Name: names["name"] = value.ToString(); break;
            case PathOrigin.ParentName: names["parent.name"] = value.ToString(); break;
            case PathOrigin.Self: Put(branch.Steps, value, resource); break;
            case PathOrigin.Child:
                var child = new JsonObject { ["type"] = $"{reading.Type}/{branch.ChildType}", ["name"] = branch.ChildName ?? "c" };
                Put(branch.Steps, value, child);
                children.Add(child);
                break;
            default: break;
        }
    }

    private static void Put(IReadOnlyList<PathStep> steps, JsonNode value, JsonObject into)
    {
        JsonNode at = into;
        for (var i = 0; i < steps.Count; i++)
        {
            var last = i == steps.Count - 1;
            var nextIsList = !last && steps[i + 1].Kind is StepKind.Elements or StepKind.Where;
            JsonNode next = last ? value.DeepClone() : nextIsList ? new JsonArray() : new JsonObject();
            switch (steps[i].Kind)
            {
                case StepKind.Member or StepKind.Like:
                    var name = steps[i].Name.Text.Replace("*", "X", StringComparison.Ordinal);
                    if (at is not JsonObject holder) return;
                    if (!last && holder[name] is { } there && (nextIsList ? there is JsonArray : there is JsonObject)) next = there;
                    else holder[name] = next;
                    break;
                case StepKind.Where:
                    if (at is not JsonArray named) return;
                    var element = named.OfType<JsonObject>().FirstOrDefault(one => one[steps[i].Name.Text]?.ToString() == steps[i].Value);
                    if (element is null) named.Add(element = new JsonObject { [steps[i].Name.Text] = steps[i].Value });
                    next = element;
                    break;
                default:
                    if (at is not JsonArray list) return;
                    if (!last && list.Count > 0) next = list[0]!;
                    else list.Add(next);
                    break;
            }
            at = next;
        }
    }
}
