using System.Text;
using Compliance.Notices;
using Compliance.Regimes;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static Compliance.Tests.Notices.Cases;

namespace Compliance.Tests.Notices;

public sealed class NoticeTemplatesTests
{
    private static readonly string Folder = Repository.At("src", "Compliance", "Notices");
    private static readonly string[] Files = Directory.GetFiles(Path.Combine(Folder, "Templates"), "*.json");

    [Fact]
    public void Every_rule_has_a_template_and_those_with_listed_content_one_of_their_own() =>
        Assert.All(RegimeCatalogue.All, rule =>
        {
            var template = NoticeTemplates.For(rule);
            Assert.NotEmpty(template.Sections);
            if (rule.Content.Count > 0) Assert.Contains(rule.Id, template.Rules);
            else Assert.Equal(rule.RecipientType, template.Recipient);
        });

    [Fact]
    public void Each_item_that_a_rule_requires_is_a_section()
    {
        var listed = RegimeCatalogue.All.Where(rule => rule.Content.Count > 0).ToList();

        Assert.NotEmpty(listed);
        Assert.All(listed, rule => Assert.Equal(rule.Content.Order(), NoticeTemplates.For(rule).Sections.Select(section => section.Requires).OfType<string>().Distinct().Order()));
    }

    [Fact]
    public void No_template_is_for_a_rule_that_is_not_there() =>
        Assert.Empty(NoticeTemplates.All.SelectMany(template => template.Rules).Except(RegimeCatalogue.All.Select(rule => rule.Id)));

    [Fact]
    public void Every_template_is_some_rules_and_the_last_one_is_everybodys()
    {
        var used = RegimeCatalogue.All.Select(NoticeTemplates.For).ToHashSet();
        // The company's customers, public media and a data set yet to come use what no law of today does.
        var unused = NoticeTemplates.All.Where(template => !used.Contains(template)).Select(template => template.Recipient);
        Assert.All(unused, recipient => Assert.Contains(recipient, new[] { null, "public", "market", "authority" }));

        var strange = RegimeRule.Contract("contract.insurer", "Example Insurance", "a new kind", Duty.Customer, Duration.FromHours(48), "awareness", "policy 77-1");
        Assert.Equal("Notice of an incident", NoticeTemplates.For(strange).Title);
    }

    [Fact]
    public void Every_placeholder_and_every_passage_is_used_and_on_the_page()
    {
        var templates = string.Concat(Files.Select(File.ReadAllText)) + "{{due}}{{delay_reasons}}{{previous}}";
        var page = File.ReadAllText(Path.Combine(Folder, "NOTICES.md"));

        Assert.All(Placeholders.All.Keys, name => Assert.Contains("{{" + name + "}}", templates, StringComparison.Ordinal));
        Assert.All(Placeholders.All.Keys, name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
        using var json = File.OpenRead(Path.Combine(Folder, "Templates", "passages.json"));
        var passages = TemplateFile.Read("passages.json", json).Passages!;
        Assert.All(passages.Keys, name => Assert.True(templates.Split($"\"{name}\"").Length > 2, $"`{name}` is in no section"));
    }

    [Theory]
    [InlineData("a {{unknown}} b", "is no placeholder")]
    [InlineData("a {{company", "without `}}`")]
    [InlineData("a company}}", "without `{{`")]
    [InlineData("{{ company }}", "is no placeholder")]
    [InlineData("{{Company}}", "is no placeholder")]
    [InlineData("{{{{company}}}}", "is no placeholder")]
    [InlineData("{{}}", "is no placeholder")]
    public void A_placeholder_that_is_none_is_an_error_when_templates_are_read(string text, string problem)
    {
        var error = Assert.Throws<InputException>(() => Read("""{"passages":{"p":{"heading":"H","text":["TEXT"]}}}""".Replace("TEXT", text, StringComparison.Ordinal)));

        Assert.StartsWith("x.json: passage `p`:", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"templates":[{"stages":["*"],"title":"T","sections":[{"use":["nowhere"]}]}]}""", "there is no passage `nowhere`")]
    [InlineData("""{"templates":[{"title":"T","sections":[{"use":["p"]}]}]}""", "either `rules` or `stages`")]
    [InlineData("""{"templates":[{"rules":["r"],"stages":["*"],"title":"T","sections":[{"use":["p"]}]}]}""", "either `rules` or `stages`")]
    [InlineData("""{"templates":[{"stages":["*"],"title":"T","sections":[]}]}""", "no section")]
    [InlineData("""{"templates":[{"stages":["*"],"title":"T {{company}}","sections":[{"use":["p"]}]}],"passages":{"p":{"heading":"H","text":[]}}}""", "`title`")]
    [InlineData("""{"templates":[{"stages":["*"],"title":"T","sections":[{"use":["p"],"when":"never"}]}],"passages":{"p":{"heading":"H","text":[]}}}""", "`when`")]
    [InlineData("""{"templates":[{"rules":["r","r"],"title":"T","sections":[{"use":["p"]}]}],"passages":{"p":{"heading":"H","text":[]}}}""", "two templates are for the rule `r`")]
    [InlineData("""{"templates":[],"banana":1}""", "not as a template is written")]
    [InlineData("""{"passages":{"p":{"heading":"H","text":[null]}}}""", "empty")]
    [InlineData("""{"passages":{"p":null}}""", "no passage")]
    [InlineData("null", "`null`")]
    [InlineData("", "not as a template is written")]
    public void A_file_that_is_not_as_templates_are_is_refused(string json, string problem) =>
        Assert.Contains(problem, Assert.Throws<InputException>(() => Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Whatever_a_file_holds_it_is_read_or_refused()
    {
        var valid = Files.Select(File.ReadAllBytes).ToArray();
        var fragments = new[] { "null", "{{", "}}", "\"", "[", "]", "{", "}", ",", ":", "\"rules\":", "\"stages\":[\"*\"]", "\\u0000", "\\ud800", "1e999", "\"use\":[]", "\0", "{{company}}" }.Select(Encoding.UTF8.GetBytes).ToArray();
        var mutated =
            from file in Gen.Elements(valid)
            from at in Gen.Choose(0, int.MaxValue)
            from length in Gen.Choose(0, 8)
            from inserted in Gen.OneOf(Gen.Elements(fragments), Gen.Choose(0, 255).Select(one => (byte)one).ArrayOf())
            select Mutated(file, at, length, inserted);
        var soup = Gen.Elements(fragments).ArrayOf().Select(parts => parts.SelectMany(part => part).ToArray());

        Prop.ForAll(Gen.OneOf(mutated, soup).ToArbitrary(), bytes =>
        {
            try
            {
                return Read(bytes).All(template => template.Sections.Count > 0);
            }
            catch (InputException e)
            {
                return e.Message.Length is > 10 and < 2_000;
            }
        }).Check(Tried.Times(2_000));
    }

    [Fact]
    public void Whatever_names_are_given_they_stay_words()
    {
        var bare = Markup(Draft(Gdpr, Incident(Known), Company).Html);
        var hostile = Gen.OneOf(
            ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get),
            Gen.Elements("<script>alert(1)</script>", "\"onmouseover=\"x", "'><img src=x>", "&amp;<b>", "a\n\n2. Contact point\n\nevil", "{{company}}", "[missing: x]", "\u202Eevil", "a\r\n| Due: never", "\ud800", "--><!--").ArrayOf().Select(parts => string.Concat(parts)));
        Prop.ForAll(hostile.Where(text => !string.IsNullOrWhiteSpace(text)).ToArbitrary(), name =>
        {
            var notice = Draft(Gdpr, Incident(Known), Company with { Name = name, Dpo = name }, vendor: Vendor with { Name = name });
            return Markup(notice.Html) == bare
                && notice.Text.Split('\n').Length == Draft(Gdpr, Incident(Known), Company).Text.Split('\n').Length
                && !notice.Text.Contains('\u202E', StringComparison.Ordinal);
        }).Check(Tried.Times(500));
    }

    /// <summary>The tags of a document, without what stands between them.</summary>
    private static string Markup(string html) => string.Concat(System.Text.RegularExpressions.Regex.Matches(html, "<[^>]*>").Select(tag => tag.Value));

    private static byte[] Mutated(byte[] file, int at, int length, byte[] inserted)
    {
        var start = at % (file.Length + 1);
        return [.. file[..start], .. inserted, .. file[Math.Min(file.Length, start + length)..]];
    }

    private static IReadOnlyList<NoticeTemplate> Read(string json) => Read(Encoding.UTF8.GetBytes(json));

    private static IReadOnlyList<NoticeTemplate> Read(byte[] json)
    {
        using var stream = new MemoryStream(json);
        return TemplateFile.Joined([("x.json", TemplateFile.Read("x.json", stream))]);
    }
}
