using Compliance.Incidents;
using Compliance.Vendors;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Tests.Incidents;

/// <summary>Cases made by hand and by chance.</summary>
internal static class Cases
{
    public static readonly VendorId Vendor = VendorId.Parse("acme-bpo");
    public static readonly Instant Start = Instant.FromUtc(2026, 11, 20, 8, 0);
    public const string Ann = "Ann Ott";
    public const string Bob = "bob@harborline.example";

    /// <summary>What the directory calls her, whatever she is called.</summary>
    public const string AnnsId = "5d0c2f7e-ann";

    public static Incident Of(params IEnumerable<IncidentRecord> records) => Incident.Of("20261120-case", Vendor, records);

    public static Incident Opened(Stage stage = Stage.Suspicion, string by = Ann) => OpenedBy(new(by), stage);

    public static Incident OpenedBy(NamedPerson by, Stage stage = Stage.Suspicion) =>
        Of(new Opening { Title = "mass record access" }.ByPerson(stage, by, Start));

    public static Incident Then(this Incident incident, Func<Incident, IEnumerable<IncidentRecord>> act) => Of([.. incident.Records, .. act(incident)]);

    public static Incident WithFact(this Incident incident, Fact fact, string by = Ann) => incident.Then(now => now.Record(fact, by, Start + Duration.FromDays(30)));

    public static Incident Add(this Incident incident, params IncidentRecord[] records) => Of([.. incident.Records, .. records]);

    public static Fact Fact(string name, string at, int? corrects = null) => new() { Name = name, At = At(at), Corrects = corrects };

    public static Fact Affected(string jurisdiction, long count, string at = "2026-11-20T12:00:00Z") => Fact("affected", at) with { Jurisdiction = jurisdiction, Count = count };

    public static OffsetDateTime At(string text) => OffsetDateTimePattern.ExtendedIso.Parse(text).GetValueOrThrow();

    private static readonly Gen<Instant> Instants =
        from seconds in Gen.Choose(0, 90 * 24 * 3600)
        from ticks in Gen.Choose(0, 9_999_999)
        select Start + Duration.FromSeconds(seconds) + Duration.FromTicks(ticks);

    private static readonly Gen<OffsetDateTime> Times =
        from instant in Instants
        from quarters in Gen.Choose(-48, 56)
        select instant.WithOffset(Offset.FromSeconds(quarters * 900));

    private static readonly Gen<string> Words = Gen.Elements("a", "eu-gdpr.art33-1", "contain", "Größe 寸 \"q\" \\ \n <b>", "😀", "");
    private static readonly Gen<string> People = Gen.Elements(Ann, Bob, "system:playbook");
    private static readonly Gen<IReadOnlyList<string>> Lists = Words.ListOf().Select(words => (IReadOnlyList<string>)[.. words.Take(4)]);
    private static readonly Gen<Instant?> MaybeInstants = Instants.Select(instant => instant.ToUnixTimeTicks() % 3 == 0 ? (Instant?)null : instant);

    public static readonly Gen<Fact> Facts =
        from name in Gen.Elements("awareness", "detection", "discovery", "classification", "occurrence", "affected", "law_enforcement_hold", "eu-dora.initial:submitted_at", "materiality", "no such")
        from at in Times
        from until in Times
        from some in Gen.Choose(0, 7)
        from corrects in Gen.Choose(-1, 12)
        from evidence in Lists
        from note in Words
        select new Fact
        {
            Name = name,
            At = at,
            Evidence = evidence,
            Note = some % 2 == 0 ? note : null,
            Privileged = some == 3,
            Corrects = corrects < 2 ? null : corrects,
            Until = name == "law_enforcement_hold" && some > 2 ? until : null,
            Jurisdiction = name == "affected" ? some > 3 ? "DE" : "US-CA" : null,
            Count = name == "affected" ? some * 1_000_000_000_000 : null,
            DataClasses = name == "affected" ? evidence : [],
        };

    public static readonly Gen<IncidentRecord> Records =
        from at in Instants
        from person in People
        from word in Words
        from other in Words
        from list in Lists
        from fact in Facts
        from instant in MaybeInstants
        from number in Gen.Choose(0, 100)
        from kind in Gen.Choose(0, 18)
        from id in Gen.Elements(null, AnnsId)
        select Record(kind, at, person, word, other, list, fact, instant, number) with { ById = id };

    private static IncidentRecord Record(int kind, Instant at, string by, string word, string other, IReadOnlyList<string> list, Fact fact, Instant? instant, int number) => kind switch
    {
        0 => new Opened { At = at, By = by, Stage = (Stage)(number % 5), Title = word, Findings = list, Principals = list, From = instant, Rule = number > 50 ? other : null },
        1 => new StageChanged { At = at, By = by, To = (Stage)(number % 5), Reason = word },
        2 => new RuleEnabled { At = at, By = by, Rule = word, Reason = other },
        3 => new Decided { At = at, By = by, Notify = number > 50, Rationale = word, RiskAssessment = other },
        4 => new StepStarted { At = at, By = by, Step = word, Due = instant },
        5 => new StepApproved { At = at, By = by, Step = word },
        6 => new StepRejected { At = at, By = by, Step = word, Reason = other },
        7 => new StepCompleted { At = at, By = by, Step = word, Evidence = list, Note = other },
        8 => new StepFailed { At = at, By = by, Step = word, Reason = other },
        9 => new TouchedComputed { At = at, By = by, Step = word, Accessed = number, Rows = long.MaxValue, Reachable = 1, Evidence = other, Sha256 = "00", Limits = list },
        10 => new NoticeDrafted { At = at, By = by, Notice = word, Rule = other, Step = word, Sha256 = "11", Missing = list },
        11 => new NoticeApproved { At = at, By = by, Notice = word },
        12 => new DeliveryQueued { At = at, By = by, Delivery = word, Purpose = number > 50 ? "approval" : "reminder", To = other, About = word, NotAfter = instant, Withheld = number % 2 == 0, Percent = number },
        13 => new DeliveryAttempted { At = at, By = by, Delivery = word, Attempt = number, Channel = other, Outcome = "accepted", Detail = word, TargetSha256 = "22", BodySha256 = "33", Next = instant, Status = number },
        14 => new DeliveryAcknowledged { At = at, By = by, Delivery = word },
        15 => new Reminded { At = at, By = by, Clock = word, Percent = number, Due = at },
        16 => new Overdue { At = at, By = by, Clock = word, Due = at },
        _ => new FactRecorded { At = at, By = by, Fact = fact },
    };
}
