namespace Compliance.Resources.Templates;

/// <summary>Full type and name of a resource of a template, whether it stands in its parent or names it.</summary>
/// <param name="Type"><c>Microsoft.Web/sites/config</c></param>
/// <param name="Segments"><c>app</c>, <c>web</c></param>
internal sealed record TemplateName(string Type, IReadOnlyList<string> Segments)
{
    public string Full => string.Join('/', Segments);

    public static TemplateName Of(string type, string name, TemplateName? parent)
    {
        var full = parent is null || type.StartsWith(parent.Type + "/", StringComparison.OrdinalIgnoreCase) ? type : $"{parent.Type}/{type}";
        var segments = Split(name);
        var wanted = full.Count(c => c == '/');
        return new TemplateName(full, parent is not null && segments.Count < wanted ? [.. parent.Segments, .. segments] : segments);
    }

    /// <summary>A key shaped like an id, so that without its last two segments it is the parent's.</summary>
    public string KeyIn(string file)
    {
        var types = Type.Split('/');
        var key = new System.Text.StringBuilder($"template:{file.Replace('/', '|')}/providers/{types[0]}");
        for (var i = 1; i < types.Length || i <= Segments.Count; i++)
            key.Append('/').Append(types.ElementAtOrDefault(i) ?? "").Append('/').Append((Segments.ElementAtOrDefault(i - 1) ?? "").Replace('/', '|'));
        return key.ToString().ToLowerInvariant();
    }

    // A slash inside `{…}` belongs to an expression that is not known.
    private static List<string> Split(string name)
    {
        var segments = new List<string>();
        var (start, depth) = (0, 0);
        for (var at = 0; at < name.Length; at++)
        {
            if (name[at] == '{') depth++;
            else if (name[at] == '}') depth--;
            else if (name[at] == '/' && depth == 0)
            {
                segments.Add(name[start..at]);
                start = at + 1;
            }
        }
        segments.Add(name[start..]);
        return segments;
    }
}
