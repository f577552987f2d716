using System.Globalization;
using FsCheck;
using Microsoft.FSharp.Core;

namespace Compliance.Tests;

/// <summary>How often a property is tried, and with what. The same tree is tried with the same values each time: whether a change may land is not
/// left to chance. <c>COMPLIANCE_TRIED_TIMES=20</c> tries others, twenty times as many; what fails then says by which seed it is repeated, and
/// becomes an example among the tests.</summary>
internal static class Tried
{
    private static readonly int Factor = Environment.GetEnvironmentVariable("COMPLIANCE_TRIED_TIMES") is { Length: > 0 } text
        ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)
        : 0;

    private static readonly Rnd Seed = new(2026, 1123);

    public static Config Times(int tests) => Factor is 0
        ? Config.QuickThrowOnFailure.WithMaxTest(tests).WithReplay(FSharpOption<Replay>.Some(new Replay(Seed, FSharpOption<int>.None)))
        : Config.QuickThrowOnFailure.WithMaxTest(checked(tests * Factor));

    /// <summary>As often as FsCheck tries one by itself.</summary>
    public static Config Times() => Times(100);
}
