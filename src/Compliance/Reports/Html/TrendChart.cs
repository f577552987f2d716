using System.Globalization;
using Compliance.Findings;

namespace Compliance.Reports.Html;

/// <summary>A bar for each audit, its findings by severity, the worst at the foot. Drawn as SVG in the page itself; whoever cannot see it is
/// read the same numbers.</summary>
internal static class TrendChart
{
    private const int Width = 720;
    private const int Height = 190;
    private const int Top = 22;
    private const int Foot = 42;
    private const int Left = 40;
    private const int Right = 8;
    private const int WidestBar = 46;
    private const int LegendSlot = 74;
    private static readonly Severity[] Severities = [.. Enum.GetValues<Severity>().OrderDescending()];

    /// <param name="course">One audit at least, oldest first.</param>
    public static void Write(IReadOnlyList<AuditPoint> course, HtmlWriter html)
    {
        var most = Ceiling(course.Max(point => point.Total));
        using var svg = html.Open("svg", ("viewBox", $"0 0 {Width} {Height}"), ("role", "img"), ("aria-labelledby", "trend-title trend-words"));
        html.Element("title", "Findings that stood after each audit, by severity", ("id", "trend-title"));
        html.Element("desc", string.Join("; ", course.Select(Words)), ("id", "trend-words"));
        foreach (var tick in new[] { 0, most / 2, most }.Distinct())
        {
            var y = Y(tick, most);
            html.Element("line", null, ("class", tick == 0 ? "axis" : "grid"), ("x1", Number(Left)), ("x2", Number(Width - Right)), ("y1", Number(y)), ("y2", Number(y)));
            html.Element("text", Shown.Number(tick), ("x", Number(Left - 6)), ("y", Number(y + 4)), ("text-anchor", "end"));
        }
        var slot = (double)(Width - Left - Right) / course.Count;
        for (var i = 0; i < course.Count; i++) WriteBar(course[i], Left + slot * i, slot, most, html);
        WriteLegend(course, html);
    }

    private static void WriteBar(AuditPoint point, double left, double slot, long most, HtmlWriter html)
    {
        var width = Math.Min(WidestBar, slot * 0.62);
        var middle = left + slot / 2;
        var below = 0L;
        foreach (var severity in Severities)
        {
            if (point.Standing.GetValueOrDefault(severity) is not (> 0 and var findings)) continue;
            var (top, bottom) = (Y(below + findings, most), Y(below, most));
            html.Element("rect", null, ("class", Wording.Of(severity)), ("x", Number(middle - width / 2)), ("y", Number(top)), ("width", Number(width)), ("height", Number(bottom - top)));
            below += findings;
        }
        html.Element("text", Shown.Number(point.Total), ("class", "total"), ("x", Number(middle)), ("y", Number(Y(point.Total, most) - 5)), ("text-anchor", "middle"));
        html.Element("text", Shown.Day(point.At)[5..], ("x", Number(middle)), ("y", Number(Height - Foot + 15)), ("text-anchor", "middle"));
    }

    private static void WriteLegend(IReadOnlyList<AuditPoint> course, HtmlWriter html)
    {
        var x = Left;
        foreach (var severity in Severities.Where(severity => course.Any(point => point.Standing.GetValueOrDefault(severity) > 0)))
        {
            html.Element("rect", null, ("class", Wording.Of(severity)), ("x", Number(x)), ("y", Number(Height - 13)), ("width", "10"), ("height", "10"));
            html.Element("text", Wording.Of(severity), ("x", Number(x + 14)), ("y", Number(Height - 4)));
            x += LegendSlot;
        }
    }

    private static double Y(long findings, long most) => Height - Foot - (double)findings / most * (Height - Top - Foot);

    // 2, 4 or 10 times a power of ten: its half is a whole number.
    private static long Ceiling(long most)
    {
        for (var power = 1L; ; power *= 10)
            foreach (var step in new[] { 2, 4, 10 })
                if (step * power >= most) return step * power;
    }

    private static string Words(AuditPoint point)
    {
        var severities = Severities.Where(severity => point.Standing.GetValueOrDefault(severity) > 0).Select(severity => $"{Shown.Number(point.Standing[severity])} {Wording.Of(severity)}").ToList();
        return $"{Shown.Day(point.At)}: {(severities.Count == 0 ? "none" : string.Join(", ", severities))}";
    }

    private static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
