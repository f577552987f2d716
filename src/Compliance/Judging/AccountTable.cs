using System.Text;
using Compliance.Events;
using Compliance.Evidence.Bytes;
using Compliance.Vendors;

namespace Compliance.Judging;

/// <summary>Who stands behind an account of a source: the principal, whether it is in scope, and of what kind it is.</summary>
internal sealed class AccountTable(VendorRecord record, SubjectDirectory subjects, KeyedHash hash)
{
    /// <summary>Accounts remembered; more are looked up each time, so that a log cannot fill memory with names.</summary>
    private const int MostKept = 1 << 15;

    private readonly AccountDirectory _directory = new(record.Accounts);
    private readonly bool _narrowed = record.Accounts.Any(a => a.System is not null);
    private readonly TextTable<AccountOwner> _kept = new(MostKept);
    private string _source = "";
    private char[] _name = new char[128];
    private char[] _folded = new char[128];

    /// <summary>A row of accounts.csv may hold for one source only.</summary>
    public void Begin(string source)
    {
        _source = source;
        if (_narrowed) _kept.Clear();
    }

    public AccountOwner Get(ReadOnlySpan<byte> account)
    {
        if (_kept.TryGetValue(account, out var owner)) return owner;
        owner = Find(account);
        _kept.Keep(account, owner);
        return owner;
    }

    private AccountOwner Find(ReadOnlySpan<byte> account)
    {
        if (_name.Length < account.Length) (_name, _folded) = (new char[account.Length], new char[account.Length]);
        var name = _name.AsSpan(0, Encoding.UTF8.GetChars(account, _name));
        var row = _directory.Find(name, _source);
        var subject = row?.Person is { } person ? subjects.Find(person) : subjects.Find(name);
        var inScope = subject is not null || subjects.Find(name) is not null || InPopulation(name);
        var key = subject is null ? Hashed(name) : PrincipalKey.Known(subject.Index);
        return new AccountOwner(key, subject, inScope, row?.Kind ?? AccountKind.Unknown);
    }

    private bool InPopulation(ReadOnlySpan<char> name)
    {
        if (record.Vendor.Population is not { } population) return true;
        var folded = Fold(name);
        foreach (var pattern in population)
            if (pattern.MatchesFolded(folded)) return true;
        return false;
    }

    // An unknown principal is the account itself, however it is spelled.
    private PrincipalKey Hashed(ReadOnlySpan<char> name) =>
        PrincipalKey.Hashed(hash.Of(System.Runtime.InteropServices.MemoryMarshal.AsBytes(Fold(name))));

    private ReadOnlySpan<char> Fold(ReadOnlySpan<char> name)
    {
        name.ToUpperInvariant(_folded);
        return _folded.AsSpan(0, name.Length);
    }
}

/// <param name="Subject">Null: the principal stands in neither people, accounts nor assignments.</param>
/// <param name="Kind">As accounts.csv says; <see cref="AccountKind.Unknown"/>: ask the log.</param>
internal readonly record struct AccountOwner(PrincipalKey Key, Subject? Subject, bool InScope, AccountKind Kind);
