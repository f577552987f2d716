namespace Compliance.Events;

/// <summary>One access as its source tells it, in the vocabulary of the rules. Text is UTF-8, unescaped; an empty span
/// is an absent field.</summary>
/// <remarks>The spans point into the reader's buffers and live only for the call that carries the event: a log of any
/// size is read without an allocation per event.</remarks>
public ref struct AccessEvent
{
    /// <summary>Index of the source in reading order (<see cref="Evidence.SourceSummary"/>).</summary>
    public int Source;

    /// <summary>1-based position in the source: array element, line of NDJSON, data row of CSV.</summary>
    public long Record;

    /// <summary>0-based place among the events of its record: some sources write several acts as one record.</summary>
    public int Part;

    /// <summary>When it happened: 100 ns ticks since 1970-01-01T00:00:00Z.</summary>
    public long Time;

    /// <summary>The source's own id of the event; empty when it has none.</summary>
    public ReadOnlySpan<byte> Id;

    /// <summary>The actor as the log has it: sign-in name (UPN, e-mail, user name), else id; <c>(none)</c> when absent.</summary>
    public ReadOnlySpan<byte> Account;

    public AccountKind AccountKind;

    /// <summary>Address text as normalised (no port, no brackets); a source name that is no address is kept as it is.</summary>
    public ReadOnlySpan<byte> Ip;

    /// <summary>Where the address is, as the source says: ISO 3166-1 alpha-2 code or the country's name.</summary>
    public ReadOnlySpan<byte> Country;

    /// <summary>The same in degrees, as text; empty unless both are there.</summary>
    public ReadOnlySpan<byte> Latitude;
    public ReadOnlySpan<byte> Longitude;
    public ReadOnlySpan<byte> UserAgent;
    public ReadOnlySpan<byte> Session;

    /// <summary>The event's own statement about multi-factor authentication.</summary>
    public Answer Mfa;

    /// <summary>For a sign-in: <see cref="Answer.No"/> when its source says that nobody was at the keyboard.</summary>
    public Answer Interactive;

    /// <summary>The source's own name for what was done (<c>s3:GetObject</c>, <c>ticket.read</c>, <c>signin</c>).</summary>
    public ReadOnlySpan<byte> Action;

    /// <summary>Id of the first resource named; empty when none is.</summary>
    public ReadOnlySpan<byte> Resource;
    public ReadOnlySpan<byte> ResourceType;
    public Outcome Outcome;
    public ReadOnlySpan<byte> Tenant;

    /// <summary>The case (ticket, order) that the access was for.</summary>
    public ReadOnlySpan<byte> Case;

    /// <summary>How many records the access returned or touched; −1 when the source does not say.</summary>
    public long Records;

    /// <summary>True for a cloud platform acting on its own behalf (CloudTrail <c>AWSService</c>): never judged.</summary>
    public bool PlatformService;

    /// <summary>The record's bytes as received, for comparing records that carry no id.</summary>
    public ReadOnlySpan<byte> Bytes;
}
