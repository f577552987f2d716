using System.Text.Json.Serialization;
using Compliance.Findings;
using NodaTime;

namespace Compliance.Storage;

/// <summary>Shapes of the JSON in rows. Instants are 100 ns ticks since 1970-01-01T00:00:00Z.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(List<StoredFile>))]
[JsonSerializable(typeof(List<StoredFinding>))]
[JsonSerializable(typeof(StoredFinding))]
[JsonSerializable(typeof(StoredExemption))]
[JsonSerializable(typeof(StoredResult))]
[JsonSerializable(typeof(StoredWork))]
[JsonSerializable(typeof(StoredDecision))]
[JsonSerializable(typeof(StoredBefore))]
[JsonSerializable(typeof(StoredUsage))]
[JsonSerializable(typeof(StoredSourceUsage))]
[JsonSerializable(typeof(StoredPermissionUsage))]
[JsonSerializable(typeof(StoredPrincipalUsage))]
[JsonSerializable(typeof(List<DayRange>))]
[JsonSerializable(typeof(StoredSlices))]
internal sealed partial class StorageJson : JsonSerializerContext;

internal sealed record StoredFile(string Path, string ETag, long Length, string Sha256, long? CollectedAt)
{
    public static StoredFile Of(FrozenFile file) => new(file.Path, file.ETag, file.Length, file.Sha256, file.CollectedAt?.ToUnixTimeTicks());

    public FrozenFile ToFrozen() => new(Path, ETag, Length, Sha256, StoredTime.Read(CollectedAt));
}

internal sealed record StoredReference(string Source, long Record);

internal sealed record StoredExemption(string Owner, string RequestedBy, string ApprovedBy, string Reason, long Expires, string? Control = null)
{
    public static StoredExemption Of(Exemption exemption) =>
        new(exemption.Owner, exemption.RequestedBy, exemption.ApprovedBy, exemption.Reason, exemption.Expires.ToUnixTimeTicks(), exemption.CompensatingControl);

    public Exemption ToExemption() => new(Owner, RequestedBy, ApprovedBy, Reason, Instant.FromUnixTimeTicks(Expires)) { CompensatingControl = Control };
}

/// <summary>A finding as one audit left it.</summary>
internal sealed record StoredFinding
{
    public required string Fingerprint { get; init; }
    public required string Rule { get; init; }
    public required string Severity { get; init; }
    public required string Verdict { get; init; }
    public required string State { get; init; }
    public string? Principal { get; init; }
    public string? Role { get; init; }
    public string? Action { get; init; }
    public string? Resource { get; init; }
    public required long Count { get; init; }
    public long? First { get; init; }
    public long? Last { get; init; }
    public List<StoredReference> Evidence { get; init; } = [];
    public List<string> Controls { get; init; } = [];
    public required string Message { get; init; }
    public required string Fix { get; init; }
    public StoredExemption? Exemption { get; init; }
    public StoredWork? Work { get; init; }

    /// <summary>Null: of a time when it was not kept.</summary>
    public long? Opened { get; init; }
    public long? Due { get; init; }

    /// <summary>The audit that left it so, and the start of that audit's run.</summary>
    public required string Audit { get; init; }
    public required long Run { get; init; }
    public required long FirstSeen { get; init; }
    public required long LastSeen { get; init; }

    public static StoredFinding Of(FindingRecord record) => new()
    {
        Fingerprint = record.Finding.Fingerprint.Value,
        Rule = record.Finding.Rule,
        Severity = record.Finding.Severity.ToString(),
        Verdict = record.Finding.Verdict.ToString(),
        State = record.Finding.State.ToString(),
        Principal = record.Finding.Principal,
        Role = record.Finding.Role,
        Action = record.Finding.Action,
        Resource = record.Finding.Resource,
        Count = record.Finding.Count,
        First = record.Finding.First?.ToUnixTimeTicks(),
        Last = record.Finding.Last?.ToUnixTimeTicks(),
        Evidence = [.. record.Finding.Evidence.Select(reference => new StoredReference(reference.Source, reference.Record))],
        Controls = [.. record.Finding.Controls],
        Message = record.Finding.Message,
        Fix = record.Finding.Fix,
        Exemption = record.Finding.Exemption is { } exemption ? StoredExemption.Of(exemption) : null,
        Work = record.Finding.Work is { } work ? StoredWork.Of(work) : null,
        Opened = record.Finding.Opened?.ToUnixTimeTicks(),
        Due = record.Finding.Due?.ToUnixTimeTicks(),
        Audit = record.Audit,
        Run = record.RunStarted.ToUnixTimeTicks(),
        FirstSeen = record.FirstSeen.ToUnixTimeTicks(),
        LastSeen = record.LastSeen.ToUnixTimeTicks(),
    };

    public FindingRecord ToRecord()
    {
        if (!Findings.Fingerprint.TryParse(Fingerprint, out var fingerprint)) throw new InvalidDataException($"`{Fingerprint}` is not a fingerprint");
        var finding = new Finding
        {
            Fingerprint = fingerprint,
            Rule = Rule,
            Severity = Enum.Parse<Severity>(Severity),
            Verdict = Enum.Parse<Verdict>(Verdict),
            State = Enum.Parse<FindingState>(State),
            Principal = Principal,
            Role = Role,
            Action = Action,
            Resource = Resource,
            Count = Count,
            First = StoredTime.Read(First),
            Last = StoredTime.Read(Last),
            Evidence = Evidence.ConvertAll(reference => new EvidenceReference(reference.Source, reference.Record)),
            Controls = Controls,
            Message = Message,
            Fix = Fix,
            Exemption = Exemption?.ToExemption(),
            Work = Work?.ToWork(),
            Opened = StoredTime.Read(Opened),
            Due = StoredTime.Read(Due),
        };
        return new(finding, Audit, Instant.FromUnixTimeTicks(Run), Instant.FromUnixTimeTicks(FirstSeen), Instant.FromUnixTimeTicks(LastSeen));
    }
}

/// <summary>Ticks as <see cref="StorageJson"/> has them.</summary>
internal static class StoredTime
{
    public static Instant? Read(long? ticks) => ticks is { } value ? Instant.FromUnixTimeTicks(value) : null;
}
