using Compliance.Regimes;

namespace Compliance.Notices;

/// <summary>The templates of notices: data in <c>Templates/</c>, embedded, read once, strictly. NOTICES.md describes them.</summary>
internal static class NoticeTemplates
{
    private const string Folder = "Notices/";

    private static readonly Lazy<IReadOnlyList<NoticeTemplate>> Templates = new(Read);

    /// <summary>In the order of files and lines.</summary>
    public static IReadOnlyList<NoticeTemplate> All => Templates.Value;

    /// <summary>The rule's own template, else the first for its type of recipient and stage; the last one is for every rule.</summary>
    public static NoticeTemplate For(RegimeRule rule) =>
        All.FirstOrDefault(template => template.Rules.Contains(rule.Id, StringComparer.Ordinal))
        ?? All.FirstOrDefault(template => template.Recipient is not null && template.IsFor(rule))
        ?? All.First(template => template.Recipient is null && template.IsFor(rule));

    private static IReadOnlyList<NoticeTemplate> Read()
    {
        var assembly = typeof(NoticeTemplates).Assembly;
        return TemplateFile.Joined(
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => (name, Read(name, assembly.GetManifestResourceStream(name)!))),
        ]);
    }

    private static TemplateFile Read(string name, Stream json)
    {
        using (json) return TemplateFile.Read(name, json);
    }
}
