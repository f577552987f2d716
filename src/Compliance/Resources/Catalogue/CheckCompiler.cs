using System.Text.Json;
using Compliance.Findings;
using Compliance.Resources.Json;
using Compliance.Resources.Operators;
using Compliance.Resources.Paths;

namespace Compliance.Resources.Catalogue;

/// <summary>Compiles the checks of one file; what is wrong is named with the file and the check.</summary>
internal sealed class CheckCompiler(string file)
{
    private static readonly HashSet<string> Themes = new(StringComparer.Ordinal) { "transit", "rest", "cmk", "double", "keys", "certs", "vault" };

    /// <exception cref="InputException">The file is no file of checks.</exception>
    public IEnumerable<CheckReading> Compile(Stream json)
    {
        CheckFile? read;
        try
        {
            read = JsonSerializer.Deserialize<CheckFile>(json, CheckFormat.Options);
        }
        catch (JsonException wrong)
        {
            throw InputException.At(file, (wrong.LineNumber ?? 0) + 1, (wrong.BytePositionInLine ?? 0) + 1, $"{wrong.Path}: {wrong.Message}");
        }
        if (read is null) throw new InputException($"{file}: expected an object with `service` and `checks`");
        return read.Checks.SelectMany(text => Compile(read.Service, text));
    }

    private List<CheckReading> Compile(string service, CheckText text)
    {
        try
        {
            Require(text.Id.Length > 0 && text.Id.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '-'), "its id must be of capital letters, digits and `-`");
            Require(Themes.Contains(text.Theme), $"theme `{text.Theme}` is not one of {string.Join(", ", Themes)}");
            Require(text.Type.Contains('/', StringComparison.Ordinal), $"type `{text.Type}` is no resource type such as Microsoft.Storage/storageAccounts");
            var check = new ResourceCheck
            {
                Id = text.Id,
                Title = text.Title,
                Service = service,
                Type = text.Type,
                Severity = text.Severity,
                Theme = text.Theme,
                Controls = text.Controls,
                Fix = text.Fix,
                Source = text.Source,
                Caveat = text.Caveat,
            };
            var needsSource = text.Absent?.Any(a => a.Value is not null || a.Verdict is Verdict.Fail or Verdict.Pass) == true;
            Require(!needsSource || !string.IsNullOrWhiteSpace(text.AbsentSource), "`absentSource` must say where the meaning of `absent` is documented");
            return [Arm(check, text), .. text.Child is { } child ? [Parent(check, text, child)] : Array.Empty<CheckReading>(), .. (text.Terraform ?? []).Select(terraform => Terraform(check, text, terraform))];
        }
        catch (FormatException wrong)
        {
            throw new InputException($"{file}: check {text.Id}: {wrong.Message}", wrong);
        }
    }

    private static CheckReading Arm(ResourceCheck check, CheckText text)
    {
        var paths = Paths(text.Paths);
        return new CheckReading
        {
            Check = check,
            Type = text.Type,
            Paths = paths,
            Operator = Operator.Parse(text.Operator, Node(text.Expected)),
            Expected = Raw(text.Expected),
            Absent = Absent(text.Absent),
            Null = text.Null is null ? null : Meaning(text.Null),
            Conditions = Conditions(text.AppliesWhen),
            ThroughChildren = paths.All(path => path.ThroughChild),
        };
    }

    private static CheckReading Parent(ResourceCheck check, CheckText text, string child)
    {
        var path = ResourcePath.Parse($"child({child}).{text.Paths[0]}");
        var childType = $"/{path.Branches[0].ChildType}";
        Require(text.Type.EndsWith(childType, StringComparison.OrdinalIgnoreCase), $"`child` `{child}` is not how its type ends");
        return new CheckReading
        {
            Check = check,
            Type = text.Type[..^childType.Length],
            Paths = [path],
            Operator = Operator.Parse(text.Operator, Node(text.Expected)),
            Expected = Raw(text.Expected),
            Absent = AbsentRule.Unknown,
            Conditions = [],
            ThroughChildren = true,
            OnlyChildless = true,
        };
    }

    private static CheckReading Terraform(ResourceCheck check, CheckText text, TerraformText terraform)
    {
        Require(text.AppliesWhen is null or [] || terraform.AppliesWhen is not null, $"terraform `{terraform.Resource}` must say when it applies, since the check does; `[]`: always");
        var paths = Paths(terraform.Paths);
        var conditions = Conditions(terraform.AppliesWhen);
        Require(paths.Concat(conditions.Select(condition => condition.Path)).All(path => path.Branches.All(branch => branch.Origin is PathOrigin.Self or PathOrigin.Name)),
            $"terraform `{terraform.Resource}` can read its own values only, no parent or child");
        var expected = terraform.Expected ?? text.Expected;
        return new CheckReading
        {
            Check = check,
            Type = terraform.Resource,
            Paths = paths,
            Operator = Operator.Parse(terraform.Operator ?? text.Operator, Node(expected)),
            Expected = Raw(expected),
            Absent = Absent(terraform.Absent),
            Conditions = conditions,
        };
    }

    private static IReadOnlyList<ResourcePath> Paths(IReadOnlyList<string> paths)
    {
        Require(paths.Count > 0, "`paths` must name one path at least");
        return [.. paths.Select(ResourcePath.Parse)];
    }

    private static AbsentRule Absent(IReadOnlyList<AbsentText>? meanings)
    {
        if (meanings is null or []) return AbsentRule.Unknown;
        Require(meanings[^1].Before is null, "the last entry of `absent` must hold for every API version: it has no `before`");
        Require(meanings.SkipLast(1).All(meaning => meaning.Before is not null), "an entry of `absent` behind one without `before` is never reached");
        return new AbsentRule([.. meanings.Select(Meaning)]);
    }

    private static AbsentMeaning Meaning(AbsentText text)
    {
        Require(text.Value is null != text.Verdict is null, "an entry of `absent` has either `value` or `verdict`");
        Require(text.Verdict is not Verdict.Exempt, "`absent` cannot be exempt");
        Require(text.Before is null || DateOnly.TryParseExact(text.Before, "yyyy-MM-dd", out _), $"`before` must be a date such as 2019-04-01, not `{text.Before}`");
        return new AbsentMeaning(text.Before, Node(text.Value), text.Verdict, text.Why);
    }

    private static IReadOnlyList<CheckCondition> Conditions(IReadOnlyList<ConditionText>? conditions) =>
        [.. (conditions ?? []).Select(Condition)];

    private static CheckCondition Condition(ConditionText text)
    {
        var @operator = Operator.Parse(text.Operator, Node(text.Expected));
        bool? absent = text.Absent switch
        {
            null => @operator.WhenAbsent ?? false,
            { ValueKind: JsonValueKind.True } => true,
            { ValueKind: JsonValueKind.False } => false,
            { ValueKind: JsonValueKind.String } word when word.ValueEquals("notEvaluable") => null,
            _ => throw new FormatException("`absent` of a condition is true, false or \"notEvaluable\""),
        };
        return new CheckCondition(ResourcePath.Parse(text.Path), @operator, absent, $"applies only when {text.Path} {text.Operator} {Raw(text.Expected)}");
    }

    private static TapeNode Node(JsonElement? value) => value is { } json ? JsonTape.Parse(System.Text.Encoding.UTF8.GetBytes(json.GetRawText())) : default;

    private static string Raw(JsonElement? value) => value?.GetRawText() ?? "true";

    private static void Require(bool holds, string otherwise)
    {
        if (!holds) throw new FormatException(otherwise);
    }
}
