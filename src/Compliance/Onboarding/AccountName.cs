namespace Compliance.Onboarding;

/// <summary>The forms in which systems write one and the same account.</summary>
internal static class AccountName
{
    private const string GuestMark = "#EXT#";

    // What Salesforce writes the three characters behind a 15-character id in.
    private const string SuffixLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    public static bool IsMail(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at == text.LastIndexOf('@') && text.IndexOf('.', at) > at + 1 && !text.EndsWith('.') && text.IndexOfAny([' ', '<', '>', ',', ';', '/', ':']) < 0;
    }

    /// <summary>What stands before the <c>@</c>; the whole when there is none.</summary>
    public static string LocalPart(string account) => account.IndexOf('@', StringComparison.Ordinal) is > 0 and var at ? account[..at] : account;

    /// <summary>What stands behind the <c>@</c>, lower case; empty when there is none.</summary>
    public static string Domain(string account) => account.IndexOf('@', StringComparison.Ordinal) is >= 0 and var at ? account[(at + 1)..].ToLowerInvariant() : "";

    /// <summary>The mail address behind a guest's name in another's directory: <c>ann.lee_vendor.example#EXT#@client.onmicrosoft.com</c>
    /// is <c>ann.lee@vendor.example</c>; null when it is no guest's.</summary>
    public static string? Guest(string account)
    {
        var mark = account.IndexOf(GuestMark, StringComparison.OrdinalIgnoreCase);
        if (mark <= 0) return null;
        var written = account[..mark];
        // A domain holds no `_`: the last one stands where the `@` was.
        var at = written.LastIndexOf('_');
        return at > 0 && at + 1 < written.Length ? $"{written[..at]}@{written[(at + 1)..]}" : null;
    }

    /// <summary>The name of the session in an assumed role, which whoever assumed it chose: what stands behind the last <c>/</c>
    /// of <c>arn:aws:sts::…:assumed-role/Support/ann.lee</c>, or of the role's own ARN and the session; null when it is none.</summary>
    public static string? Session(string account)
    {
        if (!account.StartsWith("arn:aws", StringComparison.OrdinalIgnoreCase)) return null;
        var assumed = account.Contains(":assumed-role/", StringComparison.OrdinalIgnoreCase);
        var role = account.IndexOf(":role/", StringComparison.OrdinalIgnoreCase);
        if (!assumed && (role < 0 || account.IndexOf('/', role + ":role/".Length) < 0)) return null;
        return account[(account.LastIndexOf('/') + 1)..] is { Length: > 0 } session ? session : null;
    }

    /// <summary>The name of an AWS user: what stands behind the last <c>/</c> of <c>arn:aws:iam::…:user/…</c>; null when it is none.</summary>
    public static string? AwsUser(string account) =>
        account.StartsWith("arn:aws", StringComparison.OrdinalIgnoreCase) && account.Contains(":user/", StringComparison.OrdinalIgnoreCase)
            ? account[(account.LastIndexOf('/') + 1)..] is { Length: > 0 } user ? user : null
            : null;

    /// <summary>A user's id of Salesforce in its 18-character form, from either; null when it is none. The last three characters
    /// say which of the first fifteen are capitals, so that ids that differ in case alone stay apart where case is ignored.</summary>
    public static string? SalesforceUser(string account)
    {
        if (account.Length is not (15 or 18) || !account.StartsWith("005", StringComparison.Ordinal) || !account.All(char.IsAsciiLetterOrDigit)) return null;
        var whole = string.Create(18, account, static (text, id) =>
        {
            id.AsSpan(0, 15).CopyTo(text);
            for (var part = 0; part < 3; part++)
            {
                var capitals = 0;
                for (var i = 0; i < 5; i++)
                    if (char.IsAsciiLetterUpper(id[part * 5 + i])) capitals |= 1 << i;
                text[15 + part] = SuffixLetters[capitals];
            }
        });
        // An 18-character text whose end does not follow from its beginning is another thing, or was changed in case on its way.
        return account.Length == 15 || account[15..].Equals(whole[15..], StringComparison.OrdinalIgnoreCase) ? whole : null;
    }
}
