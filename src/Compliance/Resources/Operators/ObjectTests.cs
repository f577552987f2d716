using System.Globalization;
using Compliance.Resources.Json;
using NodaTime;

namespace Compliance.Resources.Operators;

/// <summary>Asks for several members of one object together, where single paths cannot say it.</summary>
internal abstract class ObjectTest : ValueTest
{
    protected override TestAnswer Ask(TapeNode value, Instant? at)
    {
        if (value.Kind != NodeKind.Object) return Unexpected(value, "an object");
        return Ask(value);
    }

    protected abstract TestAnswer Ask(TapeNode value);

    /// <summary>A member, with or without the <c>properties</c> that az hoists.</summary>
    protected static TapeNode Member(TapeNode value, PropertyName name)
    {
        if (value.TryMember(name, out var member)) return member;
        return value.TryMember(Names.Properties, out var properties) && properties.TryMember(name, out member) ? member : default;
    }

    protected static string? Text(TapeNode value, PropertyName name) =>
        Member(value, name) is { IsMissing: false, Kind: NodeKind.Text } member ? member.GetText() : null;
}

/// <summary><c>enabled-and-days-gte</c>: <c>{enabled, days}</c>.</summary>
internal sealed class RetentionTest(decimal least) : ObjectTest
{
    private static readonly PropertyName Enabled = new("enabled");
    private static readonly PropertyName Days = new("days");
    private static readonly TapeNode True = JsonTape.Parse("true"u8);

    protected override TestAnswer Ask(TapeNode value)
    {
        var enabled = Member(value, Enabled);
        if (enabled.IsMissing || enabled.Kind == NodeKind.Null) return false;
        if (enabled.Kind == NodeKind.Unknown) return TestAnswer.Unclear(enabled.GetText());
        if (EqualsTest.Compare(enabled, True) is not { Holds: true } answer) return EqualsTest.Compare(enabled, True);
        var days = Member(value, Days);
        if (days.IsMissing || days.Kind == NodeKind.Null) return false;
        if (days.Kind == NodeKind.Unknown) return TestAnswer.Unclear(days.GetText());
        return days.TryNumber(out var number) ? number >= least : Unexpected(days, "a number of days");
    }
}

/// <summary><c>policy-or-min</c>: an SSL policy by its name or by its own minimum.</summary>
internal sealed class SslPolicyTest(IReadOnlyList<string> policies, TlsSpelling minimum) : ObjectTest
{
    private static readonly PropertyName PolicyName = new("policyName");
    private static readonly PropertyName Minimum = new("minProtocolVersion");
    private readonly int _newest = policies.Max(DateOf);

    // Resource Graph gives the name of the policy in force where the gateway has none of its own.
    protected override TestAnswer Ask(TapeNode value, Instant? at) => value.Kind == NodeKind.Text ? IsAccepted(value.GetText()) : base.Ask(value, at);

    protected override TestAnswer Ask(TapeNode value)
    {
        var name = Member(value, PolicyName);
        if (!name.IsMissing && name.Kind == NodeKind.Unknown) return TestAnswer.Unclear(name.GetText());
        if (!name.IsMissing && name.Kind == NodeKind.Text) return IsAccepted(name.GetText());
        var version = Member(value, Minimum);
        if (version.IsMissing || version.Kind == NodeKind.Null) return TestAnswer.Unclear("neither policyName nor minProtocolVersion is said");
        if (version.Kind == NodeKind.Unknown) return TestAnswer.Unclear(version.GetText());
        return TlsSpelling.Read(version.GetText()) is { } found ? found.CompareTo(minimum) >= 0 : Unexpected(version, "a TLS version");
    }

    // A predefined policy carries its date; a later one is not worse.
    private bool IsAccepted(string policy) => policies.Contains(policy, StringComparer.OrdinalIgnoreCase) || DateOf(policy) > _newest;

    private static int DateOf(string policy)
    {
        var digits = policy.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit).ToArray();
        return digits.Length == 8 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var date) ? date : 0;
    }
}

/// <summary><c>kerberos5p-only</c>: a volume that is mounted with Kerberos privacy and in no weaker way.</summary>
internal sealed class Kerberos5pTest : ObjectTest
{
    private static readonly PropertyName Kerberos = new("kerberosEnabled");
    private static readonly PropertyName ExportPolicy = new("exportPolicy");
    private static readonly PropertyName Rules = new("rules");
    private static readonly PropertyName[] Private = [new("kerberos5pReadOnly"), new("kerberos5pReadWrite")];
    private static readonly PropertyName[] Weaker =
        [new("kerberos5ReadOnly"), new("kerberos5ReadWrite"), new("kerberos5iReadOnly"), new("kerberos5iReadWrite"), new("unixReadOnly"), new("unixReadWrite")];

    protected override TestAnswer Ask(TapeNode value)
    {
        if (IsTrue(value, Kerberos) is not true) return IsTrue(value, Kerberos) is null ? Unknown : false;
        var policy = Member(value, ExportPolicy);
        var rules = policy.IsMissing ? default : Member(policy, Rules);
        if (rules.IsMissing || rules.Kind != NodeKind.Array || rules.IsEmpty) return TestAnswer.Unclear("the export policy has no rules to judge");
        foreach (var rule in rules.Inner)
        {
            if (rule.Kind == NodeKind.Unknown || Private.Concat(Weaker).Any(name => IsTrue(rule, name) is null)) return Unknown;
            if (Weaker.Any(name => IsTrue(rule, name) == true) || !Private.Any(name => IsTrue(rule, name) == true)) return false;
        }
        return true;
    }

    private static TestAnswer Unknown => TestAnswer.Unclear("part of the export policy is not known before it is deployed");

    private static bool? IsTrue(TapeNode value, PropertyName name)
    {
        var member = Member(value, name);
        if (member.IsMissing) return false;
        return member.Kind == NodeKind.Unknown ? null : member.Kind == NodeKind.True || member.Is("true");
    }
}

/// <summary><c>no-inline-secret</c>: a connection string without a credential of its own.</summary>
internal sealed class NoInlineSecretTest : ValueTest
{
    private static readonly PropertyName Type = new("type");

    protected override TestAnswer Ask(TapeNode value, Instant? at) => value.Kind switch
    {
        NodeKind.Text => value.GetText().Contains("@Microsoft.KeyVault(", StringComparison.OrdinalIgnoreCase) || !ShownValue.IsSecret(value.GetText()),
        NodeKind.Object when value.Text(Type) is { IsMissing: false } type => type.Is("AzureKeyVaultSecret") ? true
            : type.Is("SecureString") ? false : Unexpected(type, "AzureKeyVaultSecret or SecureString"),
        _ => Unexpected(value, "a connection string"),
    };
}
