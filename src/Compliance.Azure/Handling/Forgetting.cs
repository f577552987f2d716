using System.Globalization;
using Compliance.Secrets;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Trail.Export;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Handling;

/// <summary>Forgets what a pseudonym stands for: in table <c>names</c>, and in findings that are resolved. That it was forgotten is an
/// entry; the trail verifies as before.</summary>
/// <remarks>The order: what the entry will say is written beside the name; the entry; the findings; other rows that hold the name;
/// the name itself, last. So an act that was cut off is taken up by doing it again, and says the same.</remarks>
public sealed class Forgetting(Store store, VendorKeys keys, TimeProvider clock)
{
    /// <summary>Forgets a person or an account by name, and counts where the name is left.</summary>
    /// <param name="by">Who orders it, by name.</param>
    /// <param name="reason">The trail has its digest; null: none.</param>
    /// <exception cref="InputException">The vendor's key was destroyed.</exception>
    /// <exception cref="TrailHaltedException">The trail takes no entry.</exception>
    public async Task<ForgottenName> ForgetAsync(VendorId vendor, string person, string by, string? reason, CancellationToken cancellationToken = default)
    {
        var pseudonyms = await keys.OfAsync(vendor, cancellationToken);
        return await ForgetAsync(vendor, pseudonyms.OfPerson(person), person, Actor.Of(by, pseudonyms), reason, countLeft: true, cancellationToken);
    }

    /// <summary>Forgets whom a pseudonym stands for. Null: no name stands behind it.</summary>
    /// <param name="countLeft">Whether to count where the name is left: every finding, audit and incident is read for that.</param>
    /// <inheritdoc cref="ForgetAsync(VendorId, string, string, string?, CancellationToken)"/>
    public async Task<ForgottenName?> ForgetPseudonymAsync(
        VendorId vendor, string pseudonym, string by, string? reason, bool countLeft = false, CancellationToken cancellationToken = default)
    {
        if (!IsPerson(pseudonym) || await store.Names.RowAsync(vendor, pseudonym, cancellationToken) is not { } row) return null;
        // The pseudonym as it was given: a name that was cut when it was stored no longer makes it.
        if (row.Name is { } name)
            return await ForgetAsync(vendor, pseudonym, name, Actor.Of(by, await keys.OfAsync(vendor, cancellationToken)), reason, countLeft, cancellationToken);
        return row.Forgotten is { } at ? new(pseudonym, ForgettingOutcome.ForgottenBefore, at, 0) : null;
    }

    /// <summary>Lets a name that was forgotten come back when somebody sees it again. Nothing happens to one that was not forgotten.</summary>
    /// <returns>Whether it was forgotten.</returns>
    /// <exception cref="InputException">The vendor's key was destroyed.</exception>
    public async Task<bool> RememberAsync(VendorId vendor, string person, string by, CancellationToken cancellationToken = default)
    {
        var pseudonyms = await keys.OfAsync(vendor, cancellationToken);
        var pseudonym = pseudonyms.OfPerson(person);
        if (await store.Names.RowAsync(vendor, pseudonym, cancellationToken) is not { Forgotten: { } at }) return false;
        var actor = Actor.Of(by, pseudonyms);
        await store.Names.AddAsync(vendor, actor.Names, cancellationToken);
        // Decided once for each time that it was forgotten, so that a repetition says the same.
        var act = ForgettingAct.Read(await store.Vendors.DecideAsync(
            vendor, string.Create(CultureInfo.InvariantCulture, $"remember-{pseudonym}-{at.ToUnixTimeTicks()}"), new ForgettingAct(Now.ToUnixTimeTicks(), actor.Pseudonym, 0, null).Write(), cancellationToken));
        var entry = TrailEntry.Create(vendor.Value, act.At, "name remembered", act.By, null, new() { ["pseudonym"] = pseudonym });
        await store.Trail.AppendAsync(vendor.Value, Key("remembered", pseudonym, at), [entry], cancellationToken);
        await store.Names.DeleteAsync(vendor, pseudonym, cancellationToken);
        return true;
    }

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    private async Task<ForgottenName> ForgetAsync(
        VendorId vendor, string pseudonym, string person, Actor actor, string? reason, bool countLeft, CancellationToken cancellationToken)
    {
        if (NameInText.Of(person) is not { } alone)
            return await ForgetAsync(vendor, pseudonym, null, [], actor, reason, cancellationToken) with { Searched = false };
        var (name, resources) = await HoldersAsync(vendor, pseudonym, alone, cancellationToken);
        var outcome = await ForgetAsync(vendor, pseudonym, new PersonFindings(store, vendor, name, pseudonym), resources, actor, reason, cancellationToken);
        return countLeft ? outcome with { Left = await NamesLeft.CountAsync(store, vendor, name, pseudonym, cancellationToken) } : outcome;
    }

    /// <param name="findings">Null: the name is not looked for in texts.</param>
    private async Task<ForgottenName> ForgetAsync(
        VendorId vendor, string pseudonym, PersonFindings? findings, List<string> others, Actor actor, string? reason, CancellationToken cancellationToken)
    {
        var row = await store.Names.RowAsync(vendor, pseudonym, cancellationToken);
        var (resolved, open) = findings is null ? (0, 0) : await findings.CountAsync(cancellationToken);
        if (row is not { Act: not null } and not { Name: not null } && resolved == 0 && others.Count == 0)
        {
            if (row?.Forgotten is { } before) return new(pseudonym, ForgettingOutcome.ForgottenBefore, before, 0);
            if (open == 0) return new(pseudonym, ForgettingOutcome.Unknown, null, 0);
        }
        await store.Names.AddAsync(vendor, actor.Names, cancellationToken);
        var act = await store.Names.BeginAsync(vendor, pseudonym, new(Now.ToUnixTimeTicks(), actor.Pseudonym, resolved, reason is null ? null : StoredText.Digest(reason)), cancellationToken);
        var at = act.At;
        var said = ResultJson.Present(("pseudonym", pseudonym), ("findings", act.Findings), ("reason", act.Reason));
        await store.Trail.AppendAsync(
            vendor.Value, Key("forgotten", pseudonym, at), [TrailEntry.Create(vendor.Value, at, "name forgotten", act.By, null, said)], cancellationToken);
        if (findings is not null) await findings.RewriteAsync(cancellationToken);
        foreach (var other in others) await store.Names.ForgetAsync(vendor, other, at, cancellationToken);
        await store.Names.ForgetAsync(vendor, pseudonym, at, cancellationToken);
        return new(pseudonym, ForgettingOutcome.Forgotten, at, act.Findings);
    }

    /// <summary>Resources whose name holds the person's: a mailbox, a personal folder. Persons whose name does are others, and the
    /// name does not stand in theirs.</summary>
    private async Task<(NameInText Name, List<string> Resources)> HoldersAsync(VendorId vendor, string pseudonym, NameInText alone, CancellationToken cancellationToken)
    {
        var (persons, resources) = (new List<string>(), new List<PseudonymName>());
        await foreach (var known in store.Names.AllAsync(vendor, cancellationToken))
        {
            if (known.Pseudonym == pseudonym || !alone.IsIn(known.Name)) continue;
            if (known.Pseudonym.StartsWith("r:", StringComparison.Ordinal)) resources.Add(known);
            else persons.Add(known.Name);
        }
        var name = alone.Beside(persons);
        return (name, [.. resources.Where(resource => name.IsIn(resource.Name)).Select(resource => resource.Pseudonym)]);
    }

    private static string Key(string what, string pseudonym, Instant at) => string.Create(CultureInfo.InvariantCulture, $"name/{what}/{pseudonym}/{at.ToUnixTimeTicks()}");

    private static bool IsPerson(string pseudonym) => pseudonym.Length == 28 && pseudonym.StartsWith("p:", StringComparison.Ordinal);

    private sealed record Actor(string Name, string Pseudonym)
    {
        public static Actor Of(string name, Pseudonyms pseudonyms) => new(name, pseudonyms.OfPerson(name));

        public Dictionary<string, string> Names => new(StringComparer.Ordinal) { [Pseudonym] = Name };
    }
}
