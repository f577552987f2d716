using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Onboarding;

/// <summary>What a <see cref="FolderCheck"/> says, from what the contract holds, the logs showed and the audit answered.</summary>
internal sealed class FolderCheckFacts(
    VendorRecord record, ObservedUse use, SeenActions seen, AuditResult result, IReadOnlyDictionary<string, LogEntry?> owners, IReadOnlyList<LogEntry> unmatched)
{
    private readonly AccountDirectory _accounts = new(record.Accounts);
    private readonly HashSet<string> _principals = new(
        record.Access.Assignments.Select(assignment => assignment.Principal).Concat(record.Accounts.Select(account => account.Person).OfType<string>()).Concat(record.People?.ByName.Keys ?? []),
        StringComparer.OrdinalIgnoreCase);

    public FolderCheck Check()
    {
        var known = new List<AccountUse>();
        var unknown = new List<UnknownAccount>();
        var people = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var outside = 0;
        foreach (var account in use.Accounts)
        {
            if (PrincipalOf(account) is { } principal)
            {
                known.Add(account);
                people.Add(principal);
            }
            else if (IsInPopulation(account.Account)) unknown.Add(new UnknownAccount(account.Account, account.Events));
            else outside++;
        }
        List<string> employed = [.. (record.People?.ByName.Values ?? []).Where(IsEmployed).Select(person => person.Name).Order(StringComparer.OrdinalIgnoreCase)];
        return new FolderCheck
        {
            Vendor = record.Vendor.Id,
            Employed = employed,
            WithoutAccount = [.. employed.Where(person => !people.Contains(person))],
            KnownAccounts = known.Count,
            UnknownAccounts = [.. unknown.OrderByDescending(account => account.Events).ThenBy(account => account.Account, StringComparer.Ordinal)],
            OutOfScope = outside,
            Sources = Sources(),
            Uncovered = Uncovered(known),
            WithoutHolder = [.. record.Access.Roles.Where(role => !role.IsEveryone && !record.Access.Assignments.Any(held => held.Role == role && (use.Latest is not { } now || held.InForce(now)))).Select(role => role.Name)],
            Unbound = new UnboundConditions(record.Access, seen).Find(),
            Unseen = Unseen(),
            Open = Open(),
        };
    }

    private string? PrincipalOf(AccountUse account)
    {
        foreach (var source in account.Sources.Order())
            if (_accounts.Find(account.Account, use.Sources[source].Path) is { } row) return row.Person ?? row.Name;
        return _principals.TryGetValue(account.Account, out var principal) ? principal : null;
    }

    private bool IsInPopulation(string account) => record.Vendor.Population is not { } population || population.Any(pattern => pattern.Matches(account));

    private bool IsEmployed(Person person)
    {
        if (use.Latest is not { } now) return !person.Employments[^1].Terminated;
        return person.LastBegun(now) is { } row && (row.Ends is null ? !row.Terminated : row.Ends > now);
    }

    private List<CheckedSource> Sources()
    {
        var summaries = result.Evidence.Where(source => owners.ContainsKey(source.Source)).ToDictionary(source => source.Source, StringComparer.Ordinal);
        var groups = use.Sources.GroupBy(source => owners[source.Path] is { } entry ? (object)entry : source.Path);
        var sources = groups.Select(group => Checked([.. group], owners[group.First().Path], summaries)).ToList();
        sources.AddRange(unmatched.Select(entry => new CheckedSource(entry.Path.Text, entry.Format ?? "", 0, 0, 0, [], 0, entry.Expect != Expectation.None, "no file matches the path")));
        return sources;
    }

    private static CheckedSource Checked(IReadOnlyList<SourceUse> files, LogEntry? entry, Dictionary<string, SourceSummary> summaries)
    {
        var days = files.SelectMany(file => file.Days).ToHashSet();
        List<LocalDate> span = days.Count == 0 ? [] : [.. Enumerable.Range(days.Min(), days.Max() - days.Min() + 1).Select(Day).Where(day => entry?.Expect != Expectation.Weekdays || day.DayOfWeek < IsoDayOfWeek.Saturday)];
        var read = files.Select(file => summaries.GetValueOrDefault(file.Path)).OfType<SourceSummary>().ToList();
        var problem = read.SelectMany(source => source.RejectedSamples.Select(sample => $"{source.Source}#{sample.Record}: {sample.Reason}")).FirstOrDefault();
        return new CheckedSource(entry?.Path.Text ?? files[0].Path, files[0].Format, files.Count, read.Sum(source => source.Records), read.Sum(source => source.Rejected),
            [.. span.Where(day => !days.Contains(Number(day)))], span.Count, entry is { Expect: not Expectation.None }, problem);
    }

    private static LocalDate Day(int number) => new LocalDate(1970, 1, 1).PlusDays(number);

    private static int Number(LocalDate day) => Period.DaysBetween(new LocalDate(1970, 1, 1), day);

    private IReadOnlyList<UncoveredAction> Uncovered(List<AccountUse> known)
    {
        var patterns = record.Access.Roles.SelectMany(role => role.Allow).SelectMany(entry => entry.Actions).ToList();
        return [.. from account in known
                   from action in account.Actions
                   where action.Value.Count > 0 && !patterns.Exists(pattern => pattern.Matches(action.Key))
                   group action.Value.Count by action.Key into one
                   orderby one.Count() descending, one.Sum() descending, one.Key
                   select new UncoveredAction(one.Key, one.Sum(), one.Count())];
    }

    private IReadOnlyList<UnseenAction> Unseen() =>
        [.. from role in record.Access.Roles
            from pattern in role.Allow.SelectMany(entry => entry.Actions).DistinctBy(pattern => pattern.Text, StringComparer.OrdinalIgnoreCase)
            where !seen.All.Any(action => pattern.MatchesFolded(action.Folded))
            select new UnseenAction(role.Name, pattern.Text, LogVocabulary.CanShow(pattern, seen.Formats))];

    private IReadOnlyList<OpenReason> Open()
    {
        var open = from check in result.Checks
                   let reasons = check.Unevaluated ?? (check.Verdict == Verdict.NotEvaluable ? check.Reason ?? "not evaluable" : null)
                   where reasons is not null
                   from reason in reasons.Split("; ")
                   select (reason, check.Rule);
        return [.. from one in open
                   group one.Rule by one.reason into reason
                   let plain = PlainReasons.Of(reason.Key)
                   orderby reason.Count() descending, reason.Key
                   select new OpenReason(reason.Key, plain.Plain, plain.Remedy, [.. reason.Distinct()])];
    }
}
