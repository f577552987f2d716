using System.Globalization;
using System.Text;
using Compliance.Events;

namespace Compliance.Onboarding;

/// <summary>Writes accounts.csv, of what was joined, and unjoined.csv, of what a person has to look at.</summary>
internal static class AccountsDraft
{
    public static string Joined(FirstDraft draft)
    {
        var text = new StringBuilder("account,person,kind,system,owner\n");
        foreach (var account in draft.Accounts.Where(account => account.Drafted is not null && CanBeWritten(account.Account)).GroupBy(account => account.Account, StringComparer.OrdinalIgnoreCase).OrderBy(group => group.Key, StringComparer.OrdinalIgnoreCase))
        {
            // One name that means several people, or nobody in another system, means its person only where it was joined.
            var whole = draft.Accounts.Where(other => other.Account.Equals(account.Key, StringComparison.OrdinalIgnoreCase)).ToList();
            var narrowed = whole.Select(other => other.Drafted?.Key).Distinct().Count() > 1;
            if (!narrowed) Row(text, account.First(), null);
            else
                foreach (var one in account)
                    foreach (var system in Places(draft, one)) Row(text, one, system);
        }
        return text.ToString();
    }

    public static string Unjoined(FirstDraft draft)
    {
        var text = new StringBuilder("account,system,listed_as,events,last,could_be,why\n");
        foreach (var account in draft.Accounts.Where(account => account.Person is null && account.Ground == JoinGround.None))
            text.AppendJoin(',', CsvCell.Of(account.Account), CsvCell.Of(account.System), CsvCell.Of(account.ListedAs), account.Events.ToString(CultureInfo.InvariantCulture), CsvCell.Of(account.Last?.ToString()),
                CsvCell.Of(string.Join("; ", account.Candidates.Select(person => person.Key))), CsvCell.Of(account.Why)).Append('\n');
        return text.ToString();
    }

    /// <summary>Whether accounts.csv may hold an account: as it is, and yet no formula of a spreadsheet.</summary>
    public static bool CanBeWritten(string account) =>
        YamlText.CanHold(account) && account.Trim() == account && (account[0] is not ('=' or '@' or '+' or '-') || (account[0] is '+' or '-' && account.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0));

    private static void Row(StringBuilder text, JoinedAccount account, string? system) =>
        text.AppendJoin(',', PeopleDraft.Exact(account.Account), PeopleDraft.Exact(account.Drafted!.Key), account.Kind == AccountKind.Shared ? "shared" : "human", PeopleDraft.Exact(system ?? ""), "").Append('\n');

    private static IEnumerable<string> Places(FirstDraft draft, JoinedAccount account) =>
        account.Use is { } use ? use.Sources.Order().Select(index => draft.Use.Sources[index].Path) : [account.System ?? ""];
}
