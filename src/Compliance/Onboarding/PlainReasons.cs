namespace Compliance.Onboarding;

/// <summary>Why an audit could not be evaluated, in plain words, and what to do about it.</summary>
internal static class PlainReasons
{
    private static readonly (string Mark, string Plain, string Remedy)[] Known =
    [
        ("policy not approved", "nobody has approved access.yaml: what is found against it is no more than a question", "when it says what the contract says, fill in `approved` (by, on, contract)"),
        ("people.csv is missing", "there is no people.csv: who works there, and from when to when, is not known", "put the vendor's list of people into the folder and run `compliance init`"),
        ("does not reach back", "the logs are too short: what nobody did in them, somebody may have done before", "add older logs, or audit again as they grow"),
        ("days on which they are expected", "days of a log are missing: what nobody did on the others, somebody may have done on those", "ask the vendor for the missing days"),
        ("no event of the vendor's people lies in the window", "no record is of the vendor's people", "see whether accounts.csv and `population` of vendor.yaml name their accounts as the logs do"),
        ("records could not be read", "some records could not be read: a violation may be among them", "see what is wrong with them in the table above, and give the log its format, zone or fields in vendor.yaml"),
        ("and no file matches", "a log that vendor.yaml names is not there", "ask the vendor for it, or correct the path"),
        ("nothing says what time it is", "there is no event, so nothing says of when the folder is", "add the logs"),
        ("do not say where a case is", "whether there was a case is not told by every log", "say under `fields` of the log where its case is, or add a log that carries it"),
        ("says whether MFA was used", "whether there was a second factor is not told", "add a log of sign-ins that tells it"),
        ("without an address that can be read", "where from is not told by every record", "add a log that carries addresses, or map `ip` under `fields`"),
        ("status is terminated while `left` is empty", "people.csv says that somebody has left, and not when", "fill in `left`"),
        ("tell no roles", "the lists of a system tell its users, and not what they may do there", "export its roles or groups too"),
        ("add `grants`", "what the contract's roles mean in a system is not said", "add `grants` to the roles in access.yaml"),
    ];

    /// <summary>The reason in plain words, and what to do; the reason itself where it is plain already.</summary>
    public static (string Plain, string? Remedy) Of(string reason)
    {
        foreach (var (mark, plain, remedy) in Known)
            if (reason.Contains(mark, StringComparison.OrdinalIgnoreCase)) return (plain, remedy);
        return (reason, null);
    }
}
