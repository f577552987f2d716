using Compliance.Findings;
using Compliance.Vaults;

namespace Compliance.Rules.Vaults;

/// <summary>What a rule says of one thing, and why.</summary>
/// <param name="Severity">Null: that of the rule.</param>
internal sealed record Ruling(Verdict Verdict, string Message, Severity? Severity = null)
{
    public static Ruling Pass(string message) => new(Verdict.Pass, message);

    public static Ruling Fail(string message, Severity? severity = null) => new(Verdict.Fail, message, severity);

    public static Ruling Unknown(string why) => new(Verdict.NotEvaluable, why);

    public static Ruling None(string why) => new(Verdict.NotApplicable, why);

    /// <summary>One ruling from those on each enabled version. A failure that was seen counts though other versions were not; nothing passes
    /// when one of them was not seen.</summary>
    public static Ruling OfEnabledVersions(VaultSecret secret, Func<SecretVersion, Ruling> judge)
    {
        var rulings = secret.Enabled.Select(judge).ToList();
        var failures = rulings.FindAll(ruling => ruling.Verdict is Verdict.Fail);
        if (failures.Count > 0) return failures[^1] with { Message = Also(failures[^1].Message, failures.Count - 1) };
        if (rulings.Find(ruling => ruling.Verdict is Verdict.NotEvaluable) is { } open) return open;
        if (secret.Unread is { } unread) return Unknown(unread);
        return rulings.FindLast(ruling => ruling.Verdict is Verdict.Pass) ?? rulings.LastOrDefault() ?? None("no version is enabled");
    }

    /// <summary>A ruling on the newest version that can be read.</summary>
    public static Ruling OfNewestEnabled(VaultSecret secret, Func<SecretVersion, Ruling> judge)
    {
        // The current version is always known: when it is enabled, no version that was not seen is newer.
        if (secret.Unread is { } unread && secret.Current is not { IsEnabled: true }) return Unknown(unread);
        return secret.NewestEnabled is { } newest ? judge(newest) : None("no version is enabled");
    }

    private static string Also(string message, int others) => others switch
    {
        0 => message,
        1 => $"{message}; so it is with 1 other enabled version",
        _ => $"{message}; so it is with {others} other enabled versions",
    };
}
