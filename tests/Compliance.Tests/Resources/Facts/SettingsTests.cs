using System.Text.Json;
using System.Text.Json.Nodes;
using Compliance.Findings;

namespace Compliance.Tests.Resources.Facts;

/// <summary>Settings as customers have them, good, bad and absent, in every shape in which they come: the verdict is the same.
/// What is expected stands in settings.json, from the documentation and not from the program.</summary>
public sealed class SettingsTests
{
    private static readonly Lazy<IReadOnlyDictionary<string, Setting>> Settings = new(Read);

    public static TheoryData<string> Checks() => [.. Settings.Value.Keys];

    [Theory]
    [MemberData(nameof(Checks))]
    public void A_good_setting_passes_in_every_shape(string check) => Expect(check, setting => setting.Good, Verdict.Pass, Verdict.Pass);

    [Theory]
    [MemberData(nameof(Checks))]
    public void A_bad_setting_fails_in_every_shape(string check) => Expect(check, setting => setting.Bad, Verdict.Fail, Verdict.Fail);

    [Theory]
    [MemberData(nameof(Checks))]
    public void An_absent_setting_means_what_is_documented(string check) =>
        Expect(check, setting => setting.Absent, Settings.Value[check].Template, Settings.Value[check].Row);

    [Theory]
    [MemberData(nameof(Checks))]
    public void Names_are_compared_ignoring_case(string check)
    {
        var setting = Settings.Value[check];

        Assert.Equal(Verdict.Pass, Given.Verdict(check, InCapitals(setting.AsRow(setting.Good))!.ToJsonString()));
    }

    private static JsonNode? InCapitals(JsonNode? value) => value switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key.ToUpperInvariant(), InCapitals(member.Value)))),
        JsonArray elements => new JsonArray([.. elements.Select(InCapitals)]),
        _ => value?.DeepClone(),
    };

    private static void Expect(string check, Func<Setting, JsonObject> properties, Verdict inTemplate, Verdict inRow)
    {
        var setting = Settings.Value[check];

        Assert.Equal(inRow, Given.Verdict(check, setting.AsRow(properties(setting)).ToJsonString()));
        Assert.Equal(inRow, Given.Verdict(check, setting.Flattened(properties(setting)).ToJsonString()));
        Assert.Equal(inTemplate, Given.Verdict(check, setting.AsTemplate(properties(setting)).ToJsonString()));
    }

    private static Dictionary<string, Setting> Read()
    {
        using var json = typeof(SettingsTests).Assembly.GetManifestResourceStream("Resources/Facts/settings.json")!;
        return JsonSerializer.Deserialize<List<Setting>>(json, Setting.Format)!.ToDictionary(setting => setting.Check);
    }

    private sealed record Setting(string Check, string Type, string Name, JsonObject? More, JsonObject Good, JsonObject Bad, JsonObject Absent, Verdict Template, Verdict Row)
    {
        public static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() } };

        private string Id
        {
            get
            {
                var types = Type.Split('/');
                return $"/subscriptions/s/resourceGroups/g/providers/{types[0]}" + string.Concat(types.Skip(1).Zip(Name.Split('/'), (type, name) => $"/{type}/{name}"));
            }
        }

        /// <summary>As Resource Graph gives it, the type in lower case.</summary>
        public JsonObject AsRow(JsonObject properties) =>
            With(new JsonObject { ["id"] = Id, ["type"] = Type.ToLowerInvariant(), ["properties"] = properties.DeepClone() }, More);

        /// <summary>As az gives it.</summary>
        public JsonObject Flattened(JsonObject properties) => With(With(new JsonObject { ["id"] = Id, ["type"] = Type }, properties), More);

        /// <summary>In a template, its name and properties behind parameters with defaults.</summary>
        public JsonObject AsTemplate(JsonObject properties) => new()
        {
            ["$schema"] = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
            ["contentVersion"] = "1.0.0.0",
            ["parameters"] = new JsonObject
            {
                ["name"] = new JsonObject { ["type"] = "string", ["defaultValue"] = Name },
                ["settings"] = new JsonObject { ["type"] = "object", ["defaultValue"] = properties.DeepClone() },
            },
            ["resources"] = new JsonArray(With(new JsonObject
            {
                ["type"] = Type,
                ["apiVersion"] = "2025-01-01",
                ["name"] = "[parameters('name')]",
                ["properties"] = "[parameters('settings')]",
            }, More)),
        };

        private static JsonObject With(JsonObject target, JsonObject? more)
        {
            foreach (var (name, value) in more ?? []) target[name] = value?.DeepClone();
            return target;
        }
    }
}
