using Compliance.Incidents;
using Compliance.Playbooks;
using Compliance.Regimes;
using Compliance.Vendors;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Compliance.Tests.Playbooks;

/// <summary>What holds for every course of a case: whatever persons do, whenever the engine is asked, wherever it is killed.</summary>
public sealed class EngineProperties
{
    private static readonly Gen<Course> Courses =
        from playbook in Gen.Elements("credential-misuse", "lost-device", "mass-record-access", "misdirected-data", "ransomware-at-vendor", "subprocessor-breach")
        from mode in Gen.Elements(VendorMode.Live, VendorMode.Pilot)
        from acts in Gen.Choose(0, int.MaxValue).ListOf()
        select new Course(playbook, mode, [.. acts]);

    [Fact]
    public void Asked_again_at_the_same_instant_it_gives_nothing_new() => Holds(course =>
    {
        foreach (var @case in course.Run())
        {
            foreach (var record in @case.Ask().Records) @case.Add(record);
            if (@case.Ask().Records.Count > 0) return false;
            @case.Advance();
            if (@case.Ask() is not { Records.Count: 0, Work.Count: 0 }) return false;
        }
        return true;
    });

    [Fact]
    public void Before_the_next_instant_it_gives_nothing_new() => Holds(course =>
    {
        foreach (var @case in course.Run())
        {
            @case.Advance();
            var (now, next) = (@case.Now, @case.Ask().Next ?? @case.Now + Duration.FromDays(100));
            foreach (var later in new[] { now + (next - now) / 2, next - Duration.Epsilon })
            {
                @case.Now = later;
                if (@case.Ask().Records.Count > 0) return false;
            }
            @case.Now = now;
        }
        return true;
    });

    [Fact]
    public void No_message_is_queued_twice_and_none_leaves_a_pilot() => Holds(course =>
    {
        var @case = course.RunToEnd();
        var queued = @case.Records.OfType<DeliveryQueued>().ToList();
        return queued.Select(record => record.Delivery).Distinct().Count() == queued.Count && queued.TrueForAll(record => record.Withheld == (course.Mode is VendorMode.Pilot));
    });

    [Fact]
    public void Nothing_is_contained_without_an_approval_by_a_person_before() => Holds(course =>
    {
        var records = course.RunToEnd().Records.ToList();
        var contained = records.FindIndex(record => record is DeliveryQueued { Purpose: "containment" });
        var approved = records.FindIndex(record => record is StepApproved { ByMachine: false });
        return contained < 0 || (approved >= 0 && approved < contained);
    });

    [Fact]
    public void No_notice_is_given_out_that_no_person_approved() => Holds(course =>
    {
        var records = course.RunToEnd().Records;
        var approved = records.OfType<NoticeApproved>().Where(record => !record.ByMachine).Select(record => record.Notice).ToHashSet();
        return records.OfType<DeliveryQueued>().Where(record => record.Purpose == "notice").All(record => approved.Contains(record.About!));
    });

    [Fact]
    public void Killed_anywhere_and_asked_again_it_comes_to_the_same_records() => Holds(course =>
    {
        var whole = course.RunToEnd();
        var killed = course.RunToEnd(kills: new Random(course.Acts.Count));
        return Lines(whole).SequenceEqual(Lines(killed));
    });

    /// <summary>As a multiset: the order within an instant may differ.</summary>
    private static IEnumerable<string> Lines(Case @case) =>
        @case.Records.Select(record => record + (record is StepCompleted completed ? string.Join(',', completed.Evidence) : "")).Order(StringComparer.Ordinal);

    private static void Holds(Func<Course, bool> property) => Check.One(Tried.Times(40), Prop.ForAll(Arb.From(Courses), property));

    /// <summary>What happens to a case, each act a number that means something in any state.</summary>
    private sealed record Course(string Playbook, VendorMode Mode, IReadOnlyList<int> Acts)
    {
        /// <summary>The case after each act; whoever looks advances it.</summary>
        public IEnumerable<Case> Run()
        {
            var @case = Begun();
            yield return @case;
            foreach (var act in Acts)
            {
                Act(@case, act);
                yield return @case;
            }
        }

        public Case RunToEnd(Random? kills = null)
        {
            var @case = Begun();
            foreach (var act in Acts.Append(0))
            {
                if (kills is null) @case.Advance();
                else @case.AdvanceKilled(kills);
                Act(@case, act);
            }
            return @case;
        }

        private Case Begun()
        {
            var @case = new Case(Playbook, mode: Mode);
            @case.Rules.AddRange(
            [
                new("authority.72h", "authority", 72), new("authority.4h", "authority", 4, FactNames.Classification), new("persons.30d", "individuals", 720), new("doubtful.24h", "authority", 24) { Unconfirmed = true },
                new("contract.insurer", "contract party", 48), new("contract.customer.big-retail", "customers", 24), new("vendors.own", "controller", 24, FactNames.Detection) { Duty = Duty.Vendor },
            ]);
            return @case;
        }

        private static void Act(Case @case, int act)
        {
            var pick = act / 32;
            @case.Now += Duration.FromMinutes(pick % 1_500);
            var running = @case.Running.Order(StringComparer.Ordinal).ToList();
            var notices = @case.Incident.Notices.OrderBy(notice => notice.Notice, StringComparer.Ordinal).ToList();
            switch (act % 16)
            {
                case 0 or 1 or 2 or 3 or 4 or 5 when running.Count > 0:
                    var key = running[pick % running.Count];
                    if (@case.Playbook!.Find(key)!.Kind is TaskKind.Approval) @case.Approve(key, by: pick % 5 == 0 ? "system:playbooks" : "d.osei");
                    else @case.Complete(key);
                    break;
                case 6 when running.Count > 0:
                    @case.Add(new StepRejected { At = @case.Now, By = "d.osei", Step = @case.Id(running[pick % running.Count]), Reason = "no" });
                    break;
                case 7:
                    @case.Record(FactNames.Awareness, @case.Now - Duration.FromHours(pick % 100));
                    break;
                case 8 when @case.Incident.Earliest(FactNames.Awareness) is { } awareness:
                    @case.Record(FactNames.Awareness, @case.Now - Duration.FromHours(pick % 200), corrects: awareness.Number);
                    break;
                case 9:
                    @case.Change((Stage)(1 + pick % 4));
                    break;
                case 10 when notices.Count > 0:
                    @case.Add(new NoticeApproved { At = @case.Now, By = "l.marsh", Notice = notices[pick % notices.Count].Notice });
                    break;
                case 11:
                    @case.Record(FactNames.Submission(@case.Rules[pick % @case.Rules.Count].Id), @case.Now, evidence: "receipt");
                    break;
                case 12:
                    @case.Record(new Fact { Name = FactNames.LawEnforcementHold, At = @case.Now.WithOffset(Offset.Zero), Until = (@case.Now + Duration.FromHours(pick % 300)).WithOffset(Offset.Zero) });
                    break;
                case 13:
                    @case.Add(new RuleEnabled { At = @case.Now, By = "l.marsh", Rule = "doubtful.24h", Reason = "counsel" });
                    break;
                case 14:
                    @case.Record(pick % 2 == 0 ? "payment" : FactNames.Classification, @case.Now);
                    break;
                case 15:
                    @case.Add(new Decided { At = @case.Now, By = "l.marsh", Notify = pick % 2 == 0, Rationale = "r", RiskAssessment = "a" });
                    break;
            }
        }
    }
}
