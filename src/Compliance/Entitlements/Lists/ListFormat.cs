using NodaTime;

namespace Compliance.Entitlements.Lists;

/// <summary>A form in which a system prints its users or what it granted them.</summary>
/// <param name="Name">As in <see cref="EntitlementList.Format"/>.</param>
/// <param name="System">The system whose form it is; null: as the records say.</param>
internal abstract record ListFormat(string Name, string? System)
{
    /// <summary>Whether a record is of this form, by the names it has.</summary>
    public abstract bool Recognises(ListRecord record);

    /// <summary>What one record grants; nothing where it is of no account. What cannot be read is refused in the record.</summary>
    public abstract IEnumerable<Entitlement> Read(ListRecord record, ListContext context);
}

/// <summary>What a record is read with.</summary>
/// <param name="Source">Path of the file.</param>
/// <param name="System">The system that grants, where the record does not say.</param>
/// <param name="Role">The role that all accounts of the list hold; null: as the record says.</param>
internal sealed record ListContext(string Source, string System, string? Role, ListTimes Times)
{
    /// <summary>An entitlement of this list, to be filled.</summary>
    public Entitlement Of(ListRecord record, string account) => new() { System = System, Account = account, Role = Role, Source = Source, Record = record.Number };

    /// <summary>An account with all of its roles: one entitlement each, or one without a role.</summary>
    public IEnumerable<Entitlement> Each(Entitlement account, IEnumerable<string> roles)
    {
        var held = roles.Append(Role).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return held.Count == 0 ? [account] : held.Select(role => account with { Role = role });
    }

    public Instant? Time(ListRecord record, params ReadOnlySpan<string> names) => record.Time(Times, names);
}
