using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Compliance.Reports;
using Compliance.Vendors;

namespace Compliance.Tests.Reports.Html;

/// <summary>A report's HTML, read as strictly as XML is: every element closed, every text encoded.</summary>
internal sealed partial class Page
{
    private Page(string text, XElement root) => (Text, Root) = (text, root);

    public string Text { get; }

    public XElement Root { get; }

    public XElement Main => Root.Descendants("main").Single();

    public IReadOnlyList<string> Headings => [.. Root.Descendants("h2").Select(heading => heading.Value)];

    public static Page Of(ReportedAudit reported, ReportAudience audience, ShownNames? names = null, VendorRecord? record = null) =>
        Read(Write(reported, audience, ReportForm.Html, names, record));

    public static string Write(ReportedAudit reported, ReportAudience audience, ReportForm form, ShownNames? names = null, VendorRecord? record = null)
    {
        using var output = new MemoryStream();
        AudienceReport.Write(reported, record, names ?? ShownNames.AsTheyAre, audience, form, output);
        return System.Text.Encoding.UTF8.GetString(output.ToArray());
    }

    public static Page Read(string text)
    {
        Assert.StartsWith("<!DOCTYPE html>\n", text, StringComparison.Ordinal);
        // The two elements that HTML never closes.
        var xml = NeverClosed().Replace(text["<!DOCTYPE html>\n".Length..], "<$1/>");
        using var reader = XmlReader.Create(new StringReader(xml), new XmlReaderSettings { CheckCharacters = false, DtdProcessing = DtdProcessing.Prohibit });
        return new(text, XElement.Load(reader));
    }

    /// <summary>The rows of the table with a caption, cells as text.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows(string caption) =>
        [.. Table(caption).Element("tbody")!.Elements("tr").Select(row => (IReadOnlyList<string>)[.. row.Elements().Select(cell => cell.Value)])];

    public XElement Table(string caption) => Root.Descendants("table").Single(table => table.Element("caption")!.Value == caption);

    /// <summary>Elements in their order and depth, with the names of their attributes: all of a page but what it says.</summary>
    public string Skeleton() => string.Concat(Root.DescendantsAndSelf().Select(element =>
        $"{new string(' ', element.Ancestors().Count())}{element.Name} {string.Join(' ', element.Attributes().Select(attribute => attribute.Name))}\n"));

    [GeneratedRegex("<((?:meta|br)(?: [^>]*)?)>", RegexOptions.CultureInvariant)]
    private static partial Regex NeverClosed();
}
