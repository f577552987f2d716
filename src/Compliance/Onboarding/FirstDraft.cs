using Compliance.Entitlements;
using Compliance.Evidence;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Onboarding;

/// <summary>What the user says about a folder where it does not say it itself.</summary>
public sealed record DraftOptions
{
    /// <summary>The vendor's id; null: made of the folder's name.</summary>
    public VendorId? Id { get; init; }

    /// <summary>Where the vendor's people work; null: as the roster's sites tell.</summary>
    public DateTimeZone? Timezone { get; init; }

    /// <summary>Which number of a roster's dates is the day; <see cref="DayOrder.Unknown"/>: as the dates show; null: as was said before, else as they show.</summary>
    public DayOrder? DayOrder { get; init; }

    /// <summary>Today, where no log tells of when it is.</summary>
    public required Instant Now { get; init; }

    /// <summary>These, and what was said before where these say nothing: a second run is not to undo what the first was told.</summary>
    internal DraftOptions Recall(DraftMemory memory) => this with
    {
        Id = Id ?? (VendorId.TryParse(memory.Given("id"), out var id) ? id : null),
        Timezone = Timezone ?? (memory.Given("timezone") is { } zone ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) : null),
        DayOrder = DayOrder switch
        {
            null => memory.Given("dates") switch { "dmy" => Onboarding.DayOrder.DayFirst, "mdy" => Onboarding.DayOrder.MonthFirst, _ => null },
            Onboarding.DayOrder.Unknown => null,
            _ => DayOrder,
        },
    };

    /// <summary>So that a later run can <see cref="Recall"/> it.</summary>
    internal void Keep(DraftMemory memory)
    {
        memory.Give("id", Id?.Value);
        memory.Give("timezone", Timezone?.Id);
        memory.Give("dates", DayOrder switch { Onboarding.DayOrder.DayFirst => "dmy", Onboarding.DayOrder.MonthFirst => "mdy", _ => null });
    }
}

/// <summary>A vendor folder drafted from what lies in it: people from rosters, whose accounts are, roles from titles and from what
/// was done. A function of the folder and the options.</summary>
public sealed record FirstDraft
{
    public required string Id { get; init; }
    public required FolderSurvey Survey { get; init; }

    /// <summary>What the user said, now or when the folder was drafted before.</summary>
    public required DraftOptions Given { get; init; }

    /// <summary>The rosters, and what a person added to people.csv.</summary>
    public required Roster Roster { get; init; }
    public required ListedUsers Users { get; init; }
    public required ObservedUse Use { get; init; }
    public required TimezoneGuess Timezone { get; init; }
    public required IReadOnlyList<JoinedAccount> Accounts { get; init; }
    public required IReadOnlyList<RoleDraft> Roles { get; init; }
    internal IReadOnlyList<LogGroup> Groups { get; private init; } = [];

    /// <summary>The last day of the evidence, and its first.</summary>
    public required LocalDate LastDay { get; init; }
    public required LocalDate FirstDay { get; init; }

    /// <summary>What was drafted: name → text.</summary>
    public IReadOnlyDictionary<string, string> Files { get; private init; } = new Dictionary<string, string>();

    /// <summary>People whose role nothing tells.</summary>
    public IReadOnlyList<RosterPerson> WithoutRole { get; private init; } = [];

    /// <exception cref="InputException">The folder cannot be read.</exception>
    public static FirstDraft Of(IVendorFolder folder, DraftOptions options, IProgress<AuditProgress>? progress, CancellationToken cancellation)
    {
        options = options.Recall(DraftMemory.Of(folder));
        var survey = FolderSurvey.Of(folder, options.DayOrder, cancellation);
        var received = Roster.Of(survey.Rosters);
        var written = WrittenByHand.Of(folder, options.DayOrder);
        var roster = written.People is null ? received : Roster.Of([.. survey.Rosters, written.People]);
        var timezone = TimezoneGuess.Of(roster, options.Timezone);
        var groups = LogGroups.Of(survey);
        var users = new ListedUsers(Lists(folder, survey, timezone.Zone));
        var use = Read(folder, survey, groups, timezone.Zone, progress, cancellation);
        var accounts = AccountJoin.Of(roster, users, use, written.Accounts);
        var last = (use.Latest ?? options.Now).InZone(timezone.Zone).Date;
        var first = use.Accounts.Count == 0 ? last : use.Accounts.Min(account => account.First).InZone(timezone.Zone).Date;
        var ofPerson = accounts.Where(account => account.Person is not null).ToLookup(account => account.Person!);
        var draft = new FirstDraft
        {
            Id = options.Id?.Value ?? IdOf(folder.Location),
            Survey = survey,
            Given = options,
            Roster = roster,
            Users = users,
            Use = use,
            Timezone = timezone,
            Accounts = accounts,
            Roles = RoleDrafts.Of(roster, accounts, use.Since, last),
            Groups = groups,
            LastDay = last,
            FirstDay = first,
            WithoutRole = [.. roster.People.Where(person => person.Periods.All(period => RoleDrafts.RoleOf(person, period, ofPerson) is null))],
        };
        return draft with { Files = Written(draft, received) };
    }

    private static SortedDictionary<string, string> Written(FirstDraft draft, Roster received)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["vendor.yaml"] = VendorDraft.Write(draft),
            ["access.yaml"] = AccessDraft.Write(draft),
            ["accounts.csv"] = AccountsDraft.Joined(draft),
            [ContractFiles.Unjoined] = AccountsDraft.Unjoined(draft),
        };
        // Without a roster there is nothing to say of people, and a file that says nothing would make everybody unknown.
        if (received.People.Count > 0) files["people.csv"] = PeopleDraft.Write(received);
        return files;
    }

    private static List<EntitlementList> Lists(IVendorFolder folder, FolderSurvey survey, DateTimeZone zone)
    {
        var files = folder.List().ToDictionary(file => file.Path, StringComparer.Ordinal);
        return [.. survey.Of(FileKind.UserList).Select(list => EntitlementReader.Read(folder, files[list.Path], list.System, zone))];
    }

    private static ObservedUse Read(IVendorFolder folder, FolderSurvey survey, IReadOnlyList<LogGroup> groups, DateTimeZone zone, IProgress<AuditProgress>? progress, CancellationToken cancellation)
    {
        var systems = survey.Of(FileKind.Log).ToDictionary(file => file.Path, file => file.System, StringComparer.Ordinal);
        var use = new ObservedUse(systems.GetValueOrDefault, zone);
        var reader = new LogReader(folder, [.. groups.Select(group => group.First.Entry(zone, new Pattern(group.Pattern)))]);
        var total = reader.Bytes;
        reader.Read(use, progress is null ? null : (bytes, events) => progress.Report(new AuditProgress(bytes, total, events)), cancellation);
        return use;
    }

    private static string IdOf(string location)
    {
        var name = NameText.Slug(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(location))));
        var ascii = new string([.. name.Where(c => char.IsAsciiLetterOrDigit(c) || c == '-')]).Trim('-');
        return VendorId.TryParse(ascii, out var id) ? id.Value : "vendor";
    }
}
