using System.Text.Json;
using Compliance.Vendors;

namespace Compliance.Notices;

/// <summary>A file of templates as it is written, read strictly: a key that is not known is refused.</summary>
/// <param name="Passages">Text that sections of all files use, by name.</param>
internal sealed record TemplateFile(IReadOnlyDictionary<string, TemplateFile.Passage>? Passages = null, IReadOnlyList<TemplateFile.Template>? Templates = null)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        PropertyNameCaseInsensitive = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    internal sealed record Passage(string Heading, IReadOnlyList<string> Text);

    internal sealed record Template(
        string Title,
        IReadOnlyList<Section> Sections,
        IReadOnlyList<string>? Rules = null,
        string? Recipient = null,
        IReadOnlyList<string>? Stages = null,
        IReadOnlyList<string>? Opening = null,
        IReadOnlyList<string>? Closing = null);

    /// <param name="Use">Names of passages, one behind the other.</param>
    /// <param name="Heading">In place of the first passage's.</param>
    /// <param name="When"><c>late</c>, or always.</param>
    internal sealed record Section(IReadOnlyList<string> Use, string? Requires = null, string? Heading = null, string? When = null);

    /// <exception cref="InputException">It is not JSON, or not as templates are written.</exception>
    public static TemplateFile Read(string name, Stream json)
    {
        try
        {
            return JsonSerializer.Deserialize<TemplateFile>(json, Format) ?? throw new InputException($"{name}: the file holds `null`; write an object with `passages` or `templates`");
        }
        catch (JsonException wrong)
        {
            throw new InputException($"{name}: {wrong.Path ?? "$"}: not as a template is written; compare it with those that come with the program", wrong);
        }
    }

    /// <summary>The templates of several files, with the passages of all.</summary>
    /// <exception cref="InputException">A passage or a placeholder is not there, or two templates are for one rule.</exception>
    public static IReadOnlyList<NoticeTemplate> Joined(IReadOnlyList<(string Name, TemplateFile File)> files)
    {
        var passages = new Dictionary<string, (string Heading, IReadOnlyList<Phrase> Text)>(StringComparer.Ordinal);
        foreach (var (name, file) in files)
        {
            foreach (var (key, passage) in file.Passages ?? new Dictionary<string, Passage>())
            {
                if (passage is null) throw new InputException($"{name}: passage `{key}`: `null` is no passage");
                if (!passages.TryAdd(key, (Line(name, key, passage.Heading), Phrases($"{name}: passage `{key}`", passage.Text))))
                    throw new InputException($"{name}: there are two passages `{key}`; name one of them otherwise");
            }
        }

        var templates = new List<NoticeTemplate>();
        foreach (var (name, file) in files)
        {
            foreach (var (index, template) in (file.Templates ?? []).Index()) templates.Add(Of(template, $"{name}: template {index + 1}", passages));
        }
        var twice = templates.SelectMany(template => template.Rules).GroupBy(rule => rule, StringComparer.Ordinal).FirstOrDefault(rule => rule.Count() > 1);
        return twice is null ? templates : throw new InputException($"two templates are for the rule `{twice.Key}`; take it out of one");
    }

    private static NoticeTemplate Of(Template? template, string place, Dictionary<string, (string Heading, IReadOnlyList<Phrase> Text)> passages)
    {
        if (template is null) throw new InputException($"{place}: `null` is no template");
        if (template.Rules?.Count > 0 == template.Stages?.Count > 0) throw new InputException($"{place}: give it either `rules` or `stages`");
        if (template.Sections.Count == 0) throw new InputException($"{place}: it has no section");
        return new NoticeTemplate
        {
            Rules = Texts(place, template.Rules),
            Recipient = template.Recipient,
            Stages = [.. Texts(place, template.Stages).Select(stage => new Pattern(stage))],
            Title = Line(place, "title", template.Title),
            Opening = Phrases(place, template.Opening),
            Sections = [.. template.Sections.Select(section => Of(section, place, passages))],
            Closing = Phrases(place, template.Closing),
        };
    }

    private static TemplateSection Of(Section? section, string place, Dictionary<string, (string Heading, IReadOnlyList<Phrase> Text)> passages)
    {
        if (section is null || section.Use.Count == 0) throw new InputException($"{place}: a section uses at least one passage");
        if (section.When is not (null or "late")) throw new InputException($"{place}: `when` is `late`, or left out");
        var used = section.Use.Select(name => name is not null && passages.TryGetValue(name, out var passage) ? passage : throw new InputException($"{place}: there is no passage `{name}`")).ToList();
        return new TemplateSection(Line(place, "heading", section.Heading ?? used[0].Heading), [.. used.SelectMany(passage => passage.Text)], section.Requires, section.When is "late");
    }

    private static IReadOnlyList<string> Texts(string place, IReadOnlyList<string>? texts) =>
        texts is null ? [] : texts.Any(string.IsNullOrWhiteSpace) ? throw new InputException($"{place}: a text in a list is empty") : texts;

    private static string Line(string place, string key, string line) =>
        string.IsNullOrWhiteSpace(line) || line.Any(char.IsControl) || line.Contains("{{", StringComparison.Ordinal)
            ? throw new InputException($"{place}: `{key}` is to be one line without placeholders") : line;

    private static IReadOnlyList<Phrase> Phrases(string place, IReadOnlyList<string>? texts)
    {
        try
        {
            return [.. Texts(place, texts).Select(Phrase.Parse)];
        }
        catch (FormatException wrong)
        {
            throw new InputException($"{place}: {wrong.Message}", wrong);
        }
    }
}
