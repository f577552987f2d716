using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Touched;

/// <summary>The numbers for a person to read. Types and paths come from evidence: whoever prints them makes them harmless.</summary>
public static class TouchedText
{
    private const int MostTypes = 10;

    public static IEnumerable<string> Lines(TouchedResult result)
    {
        yield return $"{result.Vendor}  who was touched by {Count(result.Principals, "principal")}";
        yield return $"  window     {Window(result)}";
        yield return $"  accessed   {Count(result.Accessed, "record")}{Times(result)}";
        foreach (var line in Types(result.Types, t => t.Accessed)) yield return line;
        yield return $"  rows       {Number(result.Rows)} counted without being named";
        foreach (var rows in result.Unnamed) yield return $"    {Number(rows.Rows)}  {InstantPattern.General.Format(rows.At)}  {rows.Source}#{rows.Record}";
        yield return $"  denied     {Count(result.Denied, "attempt")}";
        yield return $"  reachable  at least {Count(result.Reachable, "record")}, by the roles held in the window";
        foreach (var line in Types(result.Types, t => t.Reachable)) yield return line;
        yield return $"  list       {Number(result.Bytes)} bytes, sha256 {result.Sha256}";
        yield return "";
        yield return result.Incomplete ? "NOT SEEN: evidence is missing" : "NOT SEEN";
        foreach (var limit in result.Limits) yield return $"  - {limit}";
    }

    private static IEnumerable<string> Types(IReadOnlyList<TouchedType> types, Func<TouchedType, long> number)
    {
        var counted = types.Where(t => number(t) > 0).OrderByDescending(number).ThenBy(t => t.IsOther).ToList();
        foreach (var type in counted.Take(MostTypes)) yield return $"    {Number(number(type))}  {Name(type)}";
        if (counted.Count > MostTypes) yield return $"    {Number(counted.Skip(MostTypes).Sum(number))}  of {counted.Count - MostTypes} more types";
    }

    private static string Name(TouchedType type) => type.Type ?? (type.IsOther ? "(other types)" : "(no type)");

    private static string Window(TouchedResult result) => result switch
    {
        { From: null, To: null } => "all of the evidence",
        { From: { } from, To: null } => $"from {InstantPattern.ExtendedIso.Format(from)}",
        { From: null, To: { } to } => $"before {InstantPattern.ExtendedIso.Format(to)}",
        { From: { } from, To: { } to } => $"{InstantPattern.ExtendedIso.Format(from)} to {InstantPattern.ExtendedIso.Format(to)}",
    };

    private static string Times(TouchedResult result) => result is { First: { } first, Last: { } last }
        ? $", {InstantPattern.General.Format(first)} to {InstantPattern.General.Format(last)}"
        : "";

    private static string Count(long n, string what) => $"{Number(n)} {what}{(n == 1 ? "" : "s")}";

    private static string Number(long n) => n.ToString("N0", CultureInfo.InvariantCulture);
}
