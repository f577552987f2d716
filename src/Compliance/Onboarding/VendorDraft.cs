using System.Globalization;
using System.Text;
using Compliance.Evidence;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Onboarding;

/// <summary>Writes vendor.yaml: who the vendor seems to be, which accounts are its own, where its logs and lists are.</summary>
internal static class VendorDraft
{
    // More would be a list that nobody reads.
    private const int MostNamed = 200;

    public static string Write(FirstDraft draft)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"id: {YamlText.Scalar(draft.Id)}\n");
        text.Append("# name: what people call the vendor\n");
        text.Append("mode: pilot   # nothing is sent to anybody until somebody writes live\n");
        Population(text, draft);
        Logs(text, draft);
        Lists(text, draft);
        text.Append("""

            # What only you know; see VENDOR-FOLDER.md:
            # contacts: { security: [] }       whom to reach there
            # dataClasses: []                  what is handled: contact, cardholder, health
            # sla: { breachNotice: 24h, document: "" }

            """.ReplaceLineEndings("\n"));
        return text.ToString();
    }

    private static void Population(StringBuilder text, FirstDraft draft)
    {
        var population = Populations.Of(draft);
        if (population.Match.Count == 0 || population.Match.Count > MostNamed)
        {
            text.Append("# population: every account is taken for the vendor's; name its own, if the logs have others too\n");
            return;
        }
        text.Append(CultureInfo.InvariantCulture, $"population:   # observed, not approved; not of the vendor are {population.Others} of {string.Join(", ", population.OtherDomains.Take(3).Select(YamlText.Comment))}\n");
        text.Append("  match:\n");
        foreach (var match in population.Match) text.Append(CultureInfo.InvariantCulture, $"    - {YamlText.Scalar(match)}\n");
    }

    private static void Logs(StringBuilder text, FirstDraft draft)
    {
        text.Append(draft.Groups.Count == 0 ? "logs: []   # none was found\n" : "logs:\n");
        foreach (var group in draft.Groups)
        {
            var (expect, days, of) = group.Coverage(draft.Use);
            var paths = group.Files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
            var events = draft.Use.Sources.Where(source => paths.Contains(source.Path)).Sum(source => source.Events);
            text.Append(CultureInfo.InvariantCulture, $"  - path: {YamlText.Scalar(group.Pattern)}   # {events} events, on {days} of {of} days\n");
            text.Append(CultureInfo.InvariantCulture, $"    format: {group.First.Format}\n");
            if (group.First.Encoding == TextEncoding.Windows1252)
                text.Append(CultureInfo.InvariantCulture, $"    encoding: windows-1252   # assumed: {group.Files.Sum(file => file.Foreign)} lines at its beginning are no UTF-8, and Windows-1252 knows their bytes; see whether accents come out right\n");
            if (group.First is { NeedsZone: true, TimesAreUtc: true }) text.Append(CultureInfo.InvariantCulture, $"    zone: UTC   # as its column {YamlText.Comment(group.First.Fields["time"])} says\n");
            else if (group.First.NeedsZone) text.Append(CultureInfo.InvariantCulture, $"    zone: {YamlText.Scalar(draft.Timezone.Zone.Id)}   # assumed: its times carry no offset; write the zone of the clock that they are of\n");
            if (expect != Expectation.None) text.Append(CultureInfo.InvariantCulture, $"    expect: {(expect == Expectation.Daily ? "daily" : "weekdays")}   # observed, not approved\n");
            if (group.First.Fields.Count > 0) text.Append(CultureInfo.InvariantCulture, $"    fields: {{ {string.Join(", ", group.First.Fields.Select(field => $"{field.Key}: {YamlText.Scalar(field.Value)}"))} }}\n");
        }
    }

    private static void Lists(StringBuilder text, FirstDraft draft)
    {
        var lists = draft.Survey.Of(FileKind.UserList).Where(file => !file.Path.StartsWith("entitlements/", StringComparison.Ordinal) && LogGroups.CanBeNamed(file.Path)).ToList();
        if (lists.Count == 0) return;
        text.Append("entitlements:   # add asOf: when the list was made, where it does not say so itself\n");
        foreach (var file in lists)
        {
            var system = file.System is null ? "" : $", system: {YamlText.Scalar(file.System)}";
            text.Append(CultureInfo.InvariantCulture, $"  - {{ path: {YamlText.Scalar(file.Path)}{system} }}\n");
        }
    }
}

/// <summary>The patterns of the vendor's accounts, where the logs have others' too.</summary>
/// <param name="Match">Empty: every account may be the vendor's.</param>
/// <param name="Others">Accounts that none of them matches and that are joined to nobody.</param>
internal sealed record Populations(IReadOnlyList<string> Match, int Others, IReadOnlyList<string> OtherDomains)
{
    public static Populations Of(FirstDraft draft)
    {
        var domains = draft.Roster.People.SelectMany(person => person.Emails).Select(AccountName.Domain).GroupBy(domain => domain)
            // An address at somebody's own provider is no domain of the vendor's.
            .Where(domain => domain.Count() > 1 || draft.Roster.People.Count < 5).Select(domain => domain.Key).Order(StringComparer.Ordinal).ToList();
        var open = draft.Accounts.Where(account => account.Person is null && account.Use is not null).ToList();
        var others = open.Where(account => DomainOf(account.Account) is { Length: > 0 } domain && !domains.Contains(domain)).ToList();
        if (domains.Count == 0 || others.Count == 0) return new Populations([], 0, []);
        // A bare name may be anybody's: it stays in scope, by its name, until somebody says whose it is.
        var named = open.Except(others).Select(account => account.Account).Where(account => DomainOf(account).Length == 0 && YamlText.CanHold(account) && !account.Contains('*', StringComparison.Ordinal));
        return new Populations([.. domains.Select(domain => $"*@{domain}"), .. domains.Select(domain => $"*_{domain}#EXT#*"), .. named.Distinct(StringComparer.OrdinalIgnoreCase)],
            others.Count, [.. others.Select(account => DomainOf(account.Account)).GroupBy(domain => domain).OrderByDescending(domain => domain.Count()).Select(domain => domain.Key)]);
    }

    private static string DomainOf(string account) => AccountName.Domain(AccountName.Guest(account) ?? AccountName.Session(account) ?? account);
}
