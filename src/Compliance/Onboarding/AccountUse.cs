using Compliance.Events;
using NodaTime;

namespace Compliance.Onboarding;

/// <summary>What one account did in the logs of one system.</summary>
public sealed class AccountUse
{
    private readonly Dictionary<string, ActionUse> _actions = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<int> _sources = [];

    internal AccountUse(string account, string? system) => (Account, System) = (account, system);

    /// <summary>As the logs have it.</summary>
    public string Account { get; }

    /// <summary>The system; null: not known.</summary>
    public string? System { get; }

    public AccountKind Kind { get; private set; }
    public long Events { get; private set; }
    public Instant First { get; private set; } = Instant.MaxValue;
    public Instant Last { get; private set; } = Instant.MinValue;

    /// <summary>Sign-ins that succeeded, and those of them that say whether there was a second factor, and that there was.</summary>
    public (long All, long Told, long WithMfa) SignIns { get; private set; }

    /// <summary>Indexes of the sources that it stands in.</summary>
    public IReadOnlySet<int> Sources => _sources;

    /// <summary>By action.</summary>
    public IReadOnlyDictionary<string, ActionUse> Actions => _actions;

    internal void Add(in AccessEvent accessEvent, string? action)
    {
        Events++;
        _sources.Add(accessEvent.Source);
        var time = Instant.FromUnixTimeTicks(accessEvent.Time);
        if (time < First) First = time;
        if (time > Last) Last = time;
        if (accessEvent.AccountKind != AccountKind.Unknown) Kind = accessEvent.AccountKind;
        if (action is null) return;
        var succeeded = accessEvent.Outcome is not (Outcome.Denied or Outcome.Failure);
        var use = _actions.GetValueOrDefault(action);
        _actions[action] = succeeded ? new ActionUse(use.Count + 1, use.Count == 0 || time > use.Last ? time : use.Last) : use;
        if (succeeded && action.Equals("signin", StringComparison.OrdinalIgnoreCase)) Note(accessEvent.Mfa);
    }

    private void Note(Answer mfa) => SignIns = (SignIns.All + 1, SignIns.Told + (mfa == Answer.Unknown ? 0 : 1), SignIns.WithMfa + (mfa == Answer.Yes ? 1 : 0));
}

/// <summary>How often an action succeeded, and when last; none when <paramref name="Count"/> is 0: it was only refused.</summary>
public readonly record struct ActionUse(long Count, Instant Last);
