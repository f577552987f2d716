using Compliance.Events;
using Row = Compliance.Vendors.CsvTable.CsvRow;

namespace Compliance.Vendors;

/// <summary>Reads <c>accounts.csv</c>.</summary>
internal static class AccountsCsv
{
    public const string File = "accounts.csv";

    private static readonly string[] Columns = ["account", "person", "kind", "system", "owner"];
    private static readonly string[] Required = ["account"];

    public static IReadOnlyList<Account> Read(string text, InputProblems problems)
    {
        var accounts = new Dictionary<(string Account, string System), Account>();
        foreach (var row in CsvTable.Read(File, text, problems, Columns, Required).Rows)
        {
            if (row.Required("account") is not { } name) continue;
            var account = new Account(name, row["person"], Kind(row), row["system"], row["owner"], row.Line);
            var key = (Pattern.Fold(AccountDirectory.Key(name, account.System)), Pattern.Fold(account.System ?? ""));
            if (!accounts.TryAdd(key, account)) RefuseContradiction(row, account, accounts[key]);
        }
        return [.. accounts.Values.OrderBy(account => account.Line)];
    }

    private static AccountKind Kind(Row row)
    {
        switch (row["kind"]?.ToUpperInvariant())
        {
            case null: return AccountKind.Unknown;
            case "HUMAN": return AccountKind.Human;
            case "SERVICE": return AccountKind.Service;
            case "BOT": return AccountKind.Bot;
            case "SHARED": return AccountKind.Shared;
            default:
                row.Refuse("kind", $"{Excerpt.Of(row["kind"]!)} is not a kind of account: expected human, service, bot or shared");
                return AccountKind.Unknown;
        }
    }

    // The same row twice says nothing new; two different answers to "whose is it" cannot both be judged.
    private static void RefuseContradiction(Row row, Account account, Account first)
    {
        var where = account.System is null ? "" : $" on {Excerpt.Of(account.System)}";
        if (!string.Equals(account.Person, first.Person, StringComparison.OrdinalIgnoreCase))
            row.Refuse("person", $"{Excerpt.Of(account.Name)}{where} is another person's on line {first.Line}: keep one row, or tell them apart by `system`");
        else if (account.Kind != first.Kind)
            row.Refuse("kind", $"{Excerpt.Of(account.Name)}{where} is of another kind on line {first.Line}: keep one row");
    }
}
