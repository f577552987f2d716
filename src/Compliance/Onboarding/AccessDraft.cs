using System.Globalization;
using System.Text;
using Compliance.Vendors;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Onboarding;

/// <summary>Writes access.yaml: roles as titles or groups suggest them, what their holders did and have, who holds them since when.
/// Every line says what it rests on; what few did is there as a comment. Nothing of it is approved.</summary>
internal sealed class AccessDraft
{
    private const int MostComments = 40;
    private readonly FirstDraft _draft;
    private readonly StringBuilder _text = new();

    private AccessDraft(FirstDraft draft) => _draft = draft;

    public static string Write(FirstDraft draft)
    {
        var access = new AccessDraft(draft);
        access.Head();
        access.Everyone();
        foreach (var role in draft.Roles) access.Role(role);
        access.Assignments();
        access.Line("# segregation: pairs of actions that one person must not both do on one resource, such as [refund.issue, refund.approve]");
        return access._text.ToString();
    }

    private void Head()
    {
        Line("# What the vendor's people were seen to do, as the beginning of what the contract lets them do. Read every line against");
        Line("# the contract, take out what it does not give, and then say who approved it.");
        Line($"timezone: {YamlText.Scalar(_draft.Timezone.Zone.Id)}   # {YamlText.Comment(_draft.Timezone.Why)}");
        Line("approved:   # { by: who, on: 2026-01-31, contract: which }");
        Line("roles:");
    }

    private void Everyone()
    {
        var seen = _draft.Accounts.Where(account => account is { Person: not null, Use: not null }).GroupBy(account => account.Person!).ToList();
        var signedIn = seen.Count(person => person.Any(account => account.Use!.Actions.TryGetValue("signin", out var use) && use.Count > 0));
        Line("  everyone:");
        Line("    allow:");
        Line($"      - actions: [signin, signout]   # observed, not approved: {signedIn} of {seen.Count} people who are seen in the logs signed in");
        var (all, told, mfa) = (0L, 0L, 0L);
        foreach (var use in _draft.Accounts.Where(account => account is { Person: not null, Use: not null }).Select(account => account.Use!.SignIns)) (all, told, mfa) = (all + use.All, told + use.Told, mfa + use.WithMfa);
        if (told > 0) Line($"    # when: {{ mfa: required }}   # observed: {mfa} of {told} sign-ins that say so had a second factor");
    }

    private void Role(RoleDraft role)
    {
        Line($"  {YamlText.Scalar(role.Name)}:   # {role.SourceKind} {YamlText.Comment(role.Source)}: {(role.Holders.Count == 1 ? "1 person" : $"{role.Holders.Count} people")}, {role.Active} active {Since()}");
        Grants(role);
        var actions = role.Actions.Where(action => !IsEveryones(action.Action)).ToList();
        var common = actions.Where(action => action.IsCommon && IsLiteral(action.Action)).ToList();
        Line(common.Count == 0 ? $"    allow: []   # {(role.Active == 0 ? "none of them is seen in the logs" : "no action is shared by enough of them")}" : "    allow:");
        foreach (var action in common) Line($"      - actions: [{YamlText.Scalar(action.Action)}]   # observed, not approved: {action.Users} of {action.Of}");
        var rare = actions.Except(common).ToList();
        foreach (var action in rare.Take(MostComments)) Line($"      # - actions: [{YamlText.Comment(YamlText.Scalar(action.Action))}]   # left out: {action.Users} of {action.Of}");
        if (rare.Count > MostComments) Line($"      # and {rare.Count - MostComments} more actions of few");
    }

    private void Grants(RoleDraft role)
    {
        if (role.Grants.Count == 0) return;
        var grants = role.Grants.Where(grant => grant.IsCommon && IsLiteral(grant.Role)).ToList();
        if (grants.Count > 0) Line("    grants:");
        foreach (var grant in grants)
            Line($"      - {{ system: {YamlText.Scalar(grant.System)}, roles: [{YamlText.Scalar(grant.Role)}] }}   # has, not approved: {grant.Holders} of {grant.Of}");
        foreach (var grant in role.Grants.Except(grants).Take(MostComments))
            Line($"      # - {{ system: {YamlText.Comment(YamlText.Scalar(grant.System))}, roles: [{YamlText.Comment(YamlText.Scalar(grant.Role))}] }}   # left out: {grant.Holders} of {grant.Of}");
    }

    private void Assignments()
    {
        var accounts = _draft.Accounts.Where(account => account.Person is not null).ToLookup(account => account.Person!);
        var held = _draft.Roster.People.SelectMany(person => Held(person, accounts)).ToList();
        Line(held.Count == 0 ? "assignments: []" : "assignments:");
        foreach (var line in held) Line(line);
        foreach (var person in _draft.WithoutRole) Line($"  # {YamlText.Comment(person.Key)} has no role: neither title, team nor group is known");
    }

    private IEnumerable<string> Held(RosterPerson person, ILookup<RosterPerson, JoinedAccount> accounts)
    {
        var zone = _draft.Timezone.Zone;
        for (var i = 0; i < person.Periods.Count; i++)
        {
            var period = person.Periods[i];
            if (RoleDrafts.RoleOf(person, period, accounts) is not var (name, source, kind)) continue;
            var from = zone.AtStartOfDay(period.Hired ?? _draft.FirstDay);
            ZonedDateTime? until = period.Left is { } left ? left.PlusDays(1).At(LocalTime.Noon).InZoneLeniently(zone) : null;
            // Nobody holds a role twice at once: the next period ends this one.
            if (i + 1 < person.Periods.Count && person.Periods[i + 1].Hired is { } next && (until is null || zone.AtStartOfDay(next).ToInstant() < until.Value.ToInstant()))
                until = zone.AtStartOfDay(next);
            if (until is { } end && end.ToInstant() <= from.ToInstant()) continue;
            var hired = period.Hired is { } day ? $"since {LocalDatePattern.Iso.Format(day)}" : "since the logs begin: when they were hired is not known";
            yield return $"  - {{ principal: {YamlText.Scalar(person.Key)}, role: {YamlText.Scalar(name)}, from: {YamlText.Instant(from)}{(until is { } at ? $", until: {YamlText.Instant(at)}" : "")} }}   # {kind} {YamlText.Comment(source)}, {hired}";
        }
    }

    private string Since() => _draft.Use.Since is { } since ? $"since {LocalDatePattern.Iso.Format(since.InZone(_draft.Timezone.Zone).Date)}" : "in no log";

    // A star in a name would be read as any run of characters.
    private static bool IsLiteral(string name) => YamlText.CanHold(name) && !name.Contains('*', StringComparison.Ordinal);

    private static bool IsEveryones(string action) => action.Equals("signin", StringComparison.OrdinalIgnoreCase) || action.Equals("signout", StringComparison.OrdinalIgnoreCase);

    private void Line(string line) => _text.Append(CultureInfo.InvariantCulture, $"{line}\n");
}
