using System.Runtime.CompilerServices;
using Compliance.Events;

namespace Compliance.Evidence.Formats;

/// <summary>Maps the records of one source to events: what the format says, then what the log entry's <c>fields</c> and
/// <c>values</c> say over it.</summary>
internal abstract class LogFormat(FormatOptions options)
{
    private readonly List<(EventField Field, int Slot)> _mapped = [];
    private int _mappedTime = -1;
    private int _mappedOutcome = -1;
    private RecordValues? _values;

    /// <summary>Name of the format, as <c>logs:</c> has it.</summary>
    public abstract string Name { get; }

    /// <summary>Whether the format or the entry says where a case is.</summary>
    public virtual bool MapsCase => Maps(EventField.Case);

    protected RecordValues Values => _values!;

    protected Timestamps Times { get; } = options.Times;

    /// <summary>Takes the values that the records are read into.</summary>
    public void Bind(RecordValues values) => _values = values;

    /// <summary>Maps the record that was read last.</summary>
    /// <returns>Null, or why the record is no event.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public string? Map(ref AccessEvent accessEvent)
    {
        accessEvent.Records = -1;
        var problem = _mappedTime < 0 ? ReadTime(out accessEvent.Time) : ReadTime(_mappedTime, out accessEvent.Time);
        if (problem is not null) return problem;
        accessEvent.Outcome = Outcome.Success;
        MapOwn(ref accessEvent);
        if (_mapped.Count > 0) Apply(ref accessEvent);
        if (options.OutcomeWords is not null) ApplyOutcomeWords(ref accessEvent);
        if (accessEvent.Action.IsEmpty) return $"no action: {ActionPlaces}";
        if (accessEvent.Account.IsEmpty) accessEvent.Account = "(none)"u8;
        return null;
    }

    /// <summary>Where the format looks for an action, for the message when there is none.</summary>
    protected abstract string ActionPlaces { get; }

    /// <summary>Reads the time where the format has it.</summary>
    protected abstract string? ReadTime(out long time);

    /// <summary>Fills the other fields as the format has them.</summary>
    protected abstract void MapOwn(ref AccessEvent accessEvent);

    /// <summary>The source's word for the outcome, which <c>values.outcome</c> may translate.</summary>
    protected abstract ReadOnlySpan<byte> OutcomeWord { get; }

    /// <summary>Reads a time from a slot: text in any spelling, or a number.</summary>
    protected string? ReadTime(int slot, out long time)
    {
        time = 0;
        var text = Values.Text(slot);
        if (text.IsEmpty) return "no time";
        if (Values.Kind(slot) == ValueKind.Number) return Timestamps.ReadNumber(text, out time);
        var problem = Times.Read(text, out time);
        return problem is not null && Timestamps.ReadNumber(text, out var number) is null ? Accept(number, out time) : problem;
    }

    /// <summary>Leads the fields that the entry maps to slots.</summary>
    protected void MapFields(Func<string, int> slotOf)
    {
        foreach (var (field, path) in options.Fields)
        {
            var slot = slotOf(path);
            if (field == EventField.Time) _mappedTime = slot;
            else _mapped.Add((field, slot));
            if (field == EventField.Outcome) _mappedOutcome = slot;
        }
    }

    protected bool Maps(EventField field) => options.Fields.ContainsKey(field);

    private static string? Accept(long number, out long time)
    {
        time = number;
        return null;
    }

    private void Apply(ref AccessEvent accessEvent)
    {
        foreach (var (field, slot) in _mapped) Set(ref accessEvent, field, Values.Text(slot));
    }

    private void ApplyOutcomeWords(ref AccessEvent accessEvent)
    {
        var word = _mappedOutcome < 0 ? OutcomeWord : Values.Text(_mappedOutcome);
        foreach (var (known, outcome) in options.OutcomeWords!)
            if (FieldWords.Is(word, known)) accessEvent.Outcome = outcome;
    }

    /// <summary>Sets a field from text.</summary>
    protected static void Set(ref AccessEvent accessEvent, EventField field, ReadOnlySpan<byte> text)
    {
        switch (field)
        {
            case EventField.Id: accessEvent.Id = text; break;
            case EventField.Account: accessEvent.Account = text; break;
            case EventField.AccountType: accessEvent.AccountKind = FieldWords.Kind(text); break;
            case EventField.Ip: accessEvent.Ip = Addresses.Bare(text); break;
            case EventField.UserAgent: accessEvent.UserAgent = text; break;
            case EventField.Session: accessEvent.Session = AbsentWords.UnlessUnknown(text); break;
            case EventField.Mfa: accessEvent.Mfa = FieldWords.Answer(text); break;
            case EventField.Interactive: accessEvent.Interactive = FieldWords.Answer(text); break;
            case EventField.Action: accessEvent.Action = text; break;
            case EventField.Resource: accessEvent.Resource = text; break;
            case EventField.ResourceType: accessEvent.ResourceType = text; break;
            case EventField.Outcome: accessEvent.Outcome = FieldWords.Outcome(text); break;
            case EventField.Tenant: accessEvent.Tenant = text; break;
            case EventField.Case: accessEvent.Case = text; break;
            case EventField.Records: accessEvent.Records = EpochTimes.TryInteger(text, out var records) ? records : -1; break;
            case EventField.Time:
            default: break;
        }
    }
}
