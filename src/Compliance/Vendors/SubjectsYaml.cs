namespace Compliance.Vendors;

/// <summary>Reads <c>dataSubjects</c> of vendor.yaml: kinds of persons, and where they live.</summary>
internal static class SubjectsYaml
{
    public static IReadOnlyList<SubjectGroup>? Read(YamlValue value)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return value.Any(item =>
        {
            var group = Group(item);
            if (group is null || seen.Add(group.Kind)) return group;
            // A plain name twice says nothing new; jurisdictions in a second place would be overlooked by a reader.
            if (item.Node is YamlMap) item.Refuse($"{Excerpt.Of(group.Kind)} is there twice: put its jurisdictions into one entry");
            return null;
        });
    }

    private static SubjectGroup? Group(YamlValue value)
    {
        if (value.Node is not YamlMap) return value.Text() is { } word ? new SubjectGroup(word, []) : null;
        if (value.Fields("an entry of dataSubjects", "kind", "jurisdictions") is not { } fields) return null;
        var kind = fields.Required("kind", YamlNames.Text);
        var jurisdictions = fields.Optional("jurisdictions", v => v.Some(JurisdictionYaml.Read)) ?? [];
        return kind is null ? null : new SubjectGroup(kind, [.. jurisdictions.Distinct(StringComparer.Ordinal)]);
    }
}
