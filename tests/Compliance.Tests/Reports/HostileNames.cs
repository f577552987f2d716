using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Reports;

/// <summary>Names as whoever is logged may choose them.</summary>
internal static class HostileNames
{
    private static readonly Gen<string> Part = Gen.OneOf(
        Gen.Elements("\0", "\u001b[2J", "\r\n", "\n", "\u2028", "\u0085", "\ud800", "\udc00", "\ud83d\ude00", "\"", "\\", "</script>", " ", "\t", "{\"a\":1}", "é", "../", ""),
        Gen.Elements(new string('x', 70_000), new string('\n', 3_000)),
        ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get));

    public static Arbitrary<string> Any { get; } = Part.ListOf().Select(parts => string.Concat(parts.Take(6))).ToArbitrary();
}
