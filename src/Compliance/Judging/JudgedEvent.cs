
namespace Compliance.Judging;

/// <summary>An event as a rule sees it: in scope, no duplicate, in the order of its principal's events.</summary>
internal readonly ref struct JudgedEvent
{
    private readonly ref readonly EventRow _row;

    public JudgedEvent(in EventRow row, Grant grant, Subject? subject, bool inWindow)
    {
        _row = ref row;
        Grant = grant;
        Subject = subject;
        InWindow = inWindow;
    }

    public ref readonly EventRow Row => ref _row;

    /// <summary>What the access model says of it.</summary>
    public Grant Grant { get; }

    /// <summary>Null: the principal stands in neither people, accounts nor assignments.</summary>
    public Subject? Subject { get; }

    /// <summary>False for an event before the audit's window: it fills windows of time but gives no finding.</summary>
    public bool InWindow { get; }

    public long Time => _row.Time;
    public bool Succeeded => _row.Has(EventTraits.Succeeded);
    public bool Denied => _row.Has(EventTraits.Denied);

    /// <summary>Successful and allowed: conditions are judged for these alone.</summary>
    public bool IsUse => Succeeded && Grant.IsAllowed;
    public bool NamesResource => _row.Has(EventTraits.Resource);
    public bool CarriesCase => _row.Has(EventTraits.Case);

    /// <summary>A service or a bot: judged, but not on hours, MFA and case.</summary>
    public bool ByMachine => _row.Has(EventTraits.Machine);
    public EmploymentTimes? Employments => Subject?.Employments;
}
