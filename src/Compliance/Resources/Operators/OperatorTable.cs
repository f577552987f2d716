using System.Globalization;
using Compliance.Resources.Json;

namespace Compliance.Resources.Operators;

/// <summary>The operators by name, and what each expects.</summary>
internal static class OperatorTable
{
    private static readonly Dictionary<string, Func<TapeNode, ValueTest>> Tests = new(StringComparer.Ordinal)
    {
        ["equals"] = expected => new EqualsTest(Scalar(expected)),
        ["equal"] = expected => new EqualsTest(Scalar(expected)),
        ["in"] = expected => new InTest(Scalars(expected)),
        ["exists"] = expected => new ExistsTest(Boolean(expected)),
        ["non-empty"] = _ => new NonEmptyTest(),
        ["not-disabled"] = _ => new NotDisabledTest(),
        ["starts-with"] = expected => new PartTest(Text(expected), TextPart.Start),
        ["ends-with"] = expected => new PartTest(Text(expected), TextPart.End),
        ["contains"] = expected => new PartTest(Text(expected), TextPart.Any),
        ["gte"] = expected => new RangeTest(Number(expected), decimal.MaxValue),
        ["lte"] = expected => new RangeTest(decimal.MinValue, Number(expected)),
        ["between"] = Between,
        ["version-gte"] = expected => new VersionTest(Version(expected)),
        ["days-until-gte"] = expected => new DaysUntilTest((double)Number(expected)),
        ["within-days"] = expected => new WithinDaysTest((double)Number(expected)),
        ["age-days-lte"] = expected => new AgeTest((double)Number(expected)),
        ["subset-of"] = expected => new AllTokensTest(Texts(expected)),
        ["all-tokens-in"] = expected => new AllTokensTest(Texts(expected)),
        ["no-token-in"] = expected => new NoTokenTest(Texts(expected)),
        ["equals-set"] = expected => new EqualSetTest(expected.Kind == NodeKind.Array ? Texts(expected) : [Text(expected)]),
        ["enabled-and-days-gte"] = expected => new RetentionTest(Number(expected)),
        ["policy-or-min"] = SslPolicy,
        ["https-or-redirect"] = _ => new HttpsOrRedirectTest(),
        ["kerberos5p-only"] = _ => new Kerberos5pTest(),
        ["no-inline-secret"] = _ => new NoInlineSecretTest(),
    };

    public static IEnumerable<string> Names => Tests.Keys.Where(name => name != "equal").Order(StringComparer.Ordinal);

    /// <summary>Null when no operator has the name.</summary>
    /// <exception cref="FormatException">It cannot expect this value.</exception>
    public static ValueTest? Find(string name, TapeNode expected)
    {
        if (!Tests.TryGetValue(name, out var test)) return null;
        try
        {
            return test(expected);
        }
        catch (FormatException wrong)
        {
            throw new FormatException($"`{name}` {wrong.Message}", wrong);
        }
    }

    private static RangeTest Between(TapeNode expected)
    {
        var bounds = Scalars(expected);
        return bounds.Count == 2 ? new RangeTest(Number(bounds[0]), Number(bounds[1])) : throw new FormatException("expects two numbers");
    }

    private static SslPolicyTest SslPolicy(TapeNode expected)
    {
        if (expected.IsMissing || !expected.TryMember(new PropertyName("policies"), out var policies) || !expected.TryMember(new PropertyName("minimum"), out var minimum))
            throw new FormatException("expects {\"policies\": [names], \"minimum\": version}");
        return new SslPolicyTest(Texts(policies), Version(minimum));
    }

    private static TapeNode Scalar(TapeNode expected) =>
        expected.IsMissing || expected.Kind is NodeKind.Object or NodeKind.Array or NodeKind.Null ? throw new FormatException("expects a text, a number, true or false") : expected;

    private static List<TapeNode> Scalars(TapeNode expected)
    {
        if (expected.IsMissing || expected.Kind != NodeKind.Array || expected.IsEmpty) throw new FormatException("expects a list");
        var scalars = new List<TapeNode>();
        foreach (var element in expected.Inner) scalars.Add(Scalar(element));
        return scalars;
    }

    private static List<string> Texts(TapeNode expected) => Scalars(expected).ConvertAll(Text);

    private static string Text(TapeNode expected) =>
        expected.IsMissing || expected.Kind != NodeKind.Text ? throw new FormatException("expects text") : expected.GetText();

    private static decimal Number(TapeNode expected) =>
        !expected.IsMissing && expected.TryNumber(out var number) ? number : throw new FormatException("expects a number");

    private static bool Boolean(TapeNode expected) => expected.IsMissing || expected.Kind switch
    {
        NodeKind.True => true,
        NodeKind.False => false,
        _ => throw new FormatException("expects true or false"),
    };

    private static TlsSpelling Version(TapeNode expected) =>
        TlsSpelling.Read(Text(expected)) is { Major: > 0 } version ? version
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"expects a TLS version such as \"1.2\""));
}
