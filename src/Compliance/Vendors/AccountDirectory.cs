using Compliance.Evidence.Formats;

namespace Compliance.Vendors;

/// <summary>Whose an account is, by the rows of accounts.csv; names are compared ordinally, ignoring case.</summary>
/// <remarks>
/// A row with a <c>system</c> speaks for the sources that the system names, and wins there over a row without; among
/// several such rows the first in the file wins. A system names a source when it equals, ignoring case,
/// <list type="bullet">
/// <item>the source's path: <c>logs/crm.csv</c>;</item>
/// <item>one segment of the path: <c>crm</c> names <c>logs/crm/2026.csv</c>;</item>
/// <item>the file's name without its extensions (from its first dot on): <c>crm</c> names <c>logs/crm.csv.gz</c>.</item>
/// </list>
/// Ids of Salesforce, in rows of the system <c>salesforce</c>, are compared with 18 characters: those of 15 differ by case alone.
/// A system that holds a <c>*</c> is instead a <see cref="Pattern"/> of the whole path: <c>logs/crm-*</c>.
/// </remarks>
public sealed class AccountDirectory
{
    private readonly Dictionary<string, Account[]>.AlternateLookup<ReadOnlySpan<char>> _rows;
    private readonly Dictionary<Account, Pattern> _patterns = new(ReferenceEqualityComparer.Instance);

    public AccountDirectory(IReadOnlyList<Account> accounts)
    {
        _rows = accounts.GroupBy(account => Key(account.Name, account.System), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var account in accounts)
            if (account.System?.Contains('*', StringComparison.Ordinal) == true) _patterns.Add(account, new Pattern(account.System));
    }

    /// <summary>The row that speaks for an account in a source; null when none does.</summary>
    /// <param name="account">The account as the log has it.</param>
    /// <param name="sourcePath">The source's path, relative to the vendor folder, with <c>/</c>.</param>
    public Account? Find(ReadOnlySpan<char> account, string sourcePath)
    {
        if (!_rows.TryGetValue(account, out var rows) && !(account.Length == SalesforceId.Short && _rows.TryGetValue(SalesforceId.Full(account.ToString()), out rows))) return null;
        Account? anywhere = null;
        foreach (var row in rows)
        {
            if (row.System is null) anywhere ??= row;
            else if (Names(row, sourcePath)) return row;
        }
        return anywhere;
    }

    private bool Names(Account row, string path)
    {
        if (_patterns.TryGetValue(row, out var pattern)) return pattern.Matches(path);
        if (Same(path, row.System)) return true;
        foreach (var segment in path.AsSpan().Split('/'))
            if (Same(path.AsSpan(segment), row.System)) return true;
        var file = path.AsSpan(path.LastIndexOf('/') + 1);
        var dot = file.IndexOf('.');
        return dot > 0 && Same(file[..dot], row.System);
    }

    /// <summary>The name by which a row is found.</summary>
    internal static string Key(string account, string? system) => "salesforce".Equals(system, StringComparison.OrdinalIgnoreCase) ? SalesforceId.Full(account) : account;

    private static bool Same(ReadOnlySpan<char> text, string? system) => text.Equals(system, StringComparison.OrdinalIgnoreCase);
}
