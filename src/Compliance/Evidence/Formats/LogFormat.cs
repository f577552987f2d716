using System.Runtime.CompilerServices;
using Compliance.Events;
using Compliance.Evidence.Masking;

namespace Compliance.Evidence.Formats;

/// <summary>Maps the records of one source to events: what the format says, then what the log entry's <c>fields</c> and
/// <c>values</c> say over it.</summary>
internal abstract class LogFormat(FormatOptions options)
{
    // The place of an event in its record is one byte wherever events are judged.
    private const int MostEvents = 256;
    private readonly List<(EventField Field, int Slot)> _mapped = [];
    private readonly SecretMask _secrets = new();
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

    /// <summary>Hands the events of the record that was read last to the tally; or none, and why.</summary>
    /// <param name="tally">Takes them.</param>
    /// <param name="record">1-based position of the record.</param>
    /// <param name="bytes">The record as received.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Give(SourceTally tally, long record, ReadOnlySpan<byte> bytes)
    {
        var events = CountEvents();
        if (events != 1)
        {
            GiveSeveral(tally, record, bytes, events);
            return;
        }
        var accessEvent = new AccessEvent { Source = tally.Source, Record = record, Bytes = bytes };
        if (Map(ref accessEvent) is { } problem) tally.Reject(record, problem);
        else tally.Accept(accessEvent);
    }

    // INVARIANT: a record is accepted or rejected as a whole, so each of its events is looked at before the first is handed on.
    private void GiveSeveral(SourceTally tally, long record, ReadOnlySpan<byte> bytes, int events)
    {
        var problem = events is > 0 and <= MostEvents ? null : $"the record tells {events} events, expected 1 to {MostEvents}";
        for (var part = 0; part < events && problem is null; part++)
        {
            var accessEvent = new AccessEvent { Source = tally.Source, Record = record, Part = part, Bytes = bytes };
            problem = Map(ref accessEvent);
        }
        if (problem is not null)
        {
            tally.Reject(record, problem);
            return;
        }
        for (var part = 0; part < events; part++)
        {
            var accessEvent = new AccessEvent { Source = tally.Source, Record = record, Part = part, Bytes = bytes };
            _ = Map(ref accessEvent);
            tally.Accept(accessEvent);
        }
    }

    /// <summary>How many events the record that was read last tells. Of several, <see cref="AccessEvent.Part"/> is the one to map;
    /// each needs an id of its own.</summary>
    protected virtual int CountEvents() => 1;

    /// <summary>Turns to one of the events of the record, before its time and fields are read.</summary>
    protected virtual void Turn(int part) { }

    /// <summary>Maps an event of the record that was read last.</summary>
    /// <returns>Null, or why it is no event.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private string? Map(ref AccessEvent accessEvent)
    {
        accessEvent.Records = -1;
        Turn(accessEvent.Part);
        var problem = _mappedTime < 0 ? ReadTime(out accessEvent.Time) : ReadTime(_mappedTime, out accessEvent.Time);
        if (problem is not null) return problem;
        accessEvent.Outcome = Outcome.Success;
        MapOwn(ref accessEvent);
        if (_mapped.Count > 0) Apply(ref accessEvent);
        if (options.OutcomeWords is not null) ApplyOutcomeWords(ref accessEvent);
        if (accessEvent.Action.IsEmpty) return $"no action: {ActionPlaces}";
        if (accessEvent.Account.IsEmpty) accessEvent.Account = "(none)"u8;
        // Over everything, what the entry maps too: nothing behind the reader sees a secret.
        _secrets.Clean(ref accessEvent);
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
    protected string? ReadTime(int slot, out long time) => ReadTime(Values, slot, out time);

    /// <summary>Reads a time from a slot of values inside the record.</summary>
    protected string? ReadTime(RecordValues values, int slot, out long time)
    {
        time = 0;
        var text = values.Text(slot);
        if (text.IsEmpty) return "no time";
        if (values.Kind(slot) == ValueKind.Number) return Timestamps.ReadNumber(text, out time);
        // Rows have numbers as text. Of these lengths no spelling of a time is digits alone, and a refusal would be worded for each row.
        if (text.Length is 10 or 13 or 16 or 19 && text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 && Timestamps.ReadNumber(text, out time) is null) return null;
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

    /// <summary>Sets where the address is; coordinates only when both are there.</summary>
    protected static void SetPlace(ref AccessEvent accessEvent, ReadOnlySpan<byte> country, ReadOnlySpan<byte> latitude, ReadOnlySpan<byte> longitude)
    {
        accessEvent.Country = country;
        if (latitude.IsEmpty || longitude.IsEmpty) return;
        accessEvent.Latitude = latitude;
        accessEvent.Longitude = longitude;
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
            case EventField.Country: accessEvent.Country = text; break;
            case EventField.Latitude: accessEvent.Latitude = text; break;
            case EventField.Longitude: accessEvent.Longitude = text; break;
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
