using Compliance.Companies;
using Compliance.Incidents;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Playbooks.Running;

/// <summary>One look at a case: what is missing among its records.</summary>
internal sealed class Round
{
    private readonly List<IncidentRecord> _records = [];
    private readonly List<PlaybookWork> _work = [];
    private readonly HashSet<string> _queued;
    private readonly Company? _company;
    private readonly bool _withheld;

    public Round(Incident incident, Playbook? playbook, Vendor vendor, Company? company, IReadOnlyList<ApplicableRule> rules, Instant now)
    {
        (Incident, Now, _company) = (incident, now, company);
        _queued = incident.Deliveries.Select(delivery => delivery.Delivery).ToHashSet(StringComparer.Ordinal);
        _withheld = vendor.Mode is VendorMode.Pilot;

        // A case that is closed with nobody to be told is over. Where somebody is, the clocks go on until that is done.
        var closed = incident.Stage is Stage.Closed;
        if (closed && incident.Decision is not { Notify: true }) return;
        RuleClocks.Watch(this, rules);
        if (closed) return;
        Queue("opened", null, "operator");
        Triage.Watch(this);
        if (playbook is not null) new Workflow(this, playbook, vendor, rules).Run();
    }

    public Incident Incident { get; }
    public Instant Now { get; }
    public IReadOnlyList<IncidentRecord> Records => _records;
    public IReadOnlyList<PlaybookWork> Work => _work;
    public Instant? Next { get; private set; }

    public void Add(IncidentRecord record) => _records.Add(record);

    public void Add(PlaybookWork work) => _work.Add(work);

    /// <summary>Something becomes due at the instant, unless that has passed.</summary>
    public void LookAgain(Instant at)
    {
        if (at > Now && (Next is null || at < Next)) Next = at;
    }

    /// <summary>Queues a message, once for ever: the same message has the same id.</summary>
    public void Queue(string purpose, string? about, string role, Instant? due = null, int? percent = null, Instant? notAfter = null)
    {
        var to = StandIn.For(role, _company);
        var id = DeliveryId.Of(Incident.Vendor.Value, Incident.Id, purpose, about, to, due, percent);
        if (!_queued.Add(id)) return;
        Add(new DeliveryQueued
        {
            At = Now,
            By = Engine.By,
            Delivery = id,
            Purpose = purpose,
            About = about,
            To = to,
            NotAfter = notAfter,
            Withheld = _withheld,
            Percent = percent,
        });
    }
}
