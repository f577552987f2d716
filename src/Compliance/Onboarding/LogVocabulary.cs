using Compliance.Vendors;

namespace Compliance.Onboarding;

/// <summary>Which actions a log of a format can show at all. Where no log can show one, that nobody is seen to do it proves nothing.</summary>
internal static class LogVocabulary
{
    // Of formats that are not here nothing can be said: their words are whatever their systems write.
    private static readonly Dictionary<string, string[]> OfFormat = new(StringComparer.Ordinal)
    {
        ["entra-signin"] = ["signin"],
        ["cloudtrail"] = ["*:*"],
        ["azure-activity"] = ["*/*"],
        ["azure-keyvault"] = ["secret*", "key*", "certificate*", "vault*", "storage*", "sas*", "managed*", "authentication"],
        ["okta"] =
        [
            "signin", "signout", "user.*", "group.*", "application.*", "app.*", "policy.*", "system.*", "device.*", "zone.*", "security.*", "iam.*", "access.*",
            "oauth2.*", "core.*", "plugin.*", "directory.*", "org.*", "rate_limit.*", "inline_hook.*", "event_hook.*", "certification.*", "pam.*", "workflow*", "credential.*",
            "mim.*", "master_application.*", "self_service.*", "support.*", "task.*", "pki.*", "network_zone.*", "scheduled_action.*", "entity_risk.*", "analytics.*",
        ],
        ["zendesk"] = ["*.*", "signin", "signout"],
    };

    /// <summary>Null: whatever its source writes.</summary>
    public static IReadOnlyList<string>? Of(string format) => OfFormat.GetValueOrDefault(format);

    /// <summary>Whether a log of one of the formats could show an action that the pattern matches; null: of one of them that is not known.</summary>
    public static bool? CanShow(Pattern action, IReadOnlyCollection<string> formats)
    {
        if (formats.Any(format => Of(format) is null)) return null;
        return formats.Any(format => Of(format)!.Any(shown => Overlap(action.Text, shown)));
    }

    /// <summary>Whether some text matches both patterns.</summary>
    public static bool Overlap(string left, string right)
    {
        (left, right) = (Pattern.Fold(left), Pattern.Fold(right));
        // Column j: whether what is read of the left matches the first j characters of the right.
        var reached = new bool[right.Length + 1];
        reached[0] = true;
        Spread(reached, right);
        foreach (var one in left)
        {
            var next = new bool[right.Length + 1];
            for (var j = 0; j <= right.Length; j++)
            {
                if (!reached[j]) continue;
                if (one == '*') next.AsSpan(j).Fill(true);
                else if (j < right.Length && right[j] == '*') next[j] = true;
                else if (j < right.Length && right[j] == one) next[j + 1] = true;
            }
            Spread(next, right);
            reached = next;
        }
        return reached[^1];
    }

    // A star also stands for nothing.
    private static void Spread(bool[] reached, string right)
    {
        for (var j = 0; j < right.Length; j++)
            if (reached[j] && right[j] == '*') reached[j + 1] = true;
    }
}
