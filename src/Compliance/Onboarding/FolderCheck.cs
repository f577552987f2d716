using Compliance.Evidence;
using Compliance.Findings;
using Compliance.Judging;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Onboarding;

/// <summary>Whether a vendor folder can be audited: how its parts fit together, and what an audit of it could not evaluate.
/// It performs that audit, and shows none of its findings.</summary>
public sealed record FolderCheck
{
    public required VendorId Vendor { get; init; }

    /// <summary>People employed at the end of the evidence, and those of them of whom an account is seen.</summary>
    public required IReadOnlyList<string> Employed { get; init; }
    public required IReadOnlyList<string> WithoutAccount { get; init; }

    /// <summary>Accounts of the logs that are somebody's, and those in scope that are nobody's.</summary>
    public required int KnownAccounts { get; init; }
    public required IReadOnlyList<UnknownAccount> UnknownAccounts { get; init; }

    /// <summary>Accounts of the logs that are not the vendor's.</summary>
    public required int OutOfScope { get; init; }
    public required IReadOnlyList<CheckedSource> Sources { get; init; }

    /// <summary>Actions that succeeded and that no role covers, the most frequent first.</summary>
    public required IReadOnlyList<UncoveredAction> Uncovered { get; init; }

    /// <summary>Roles that nobody holds at the end of the evidence, other than everyone's.</summary>
    public required IReadOnlyList<string> WithoutHolder { get; init; }
    public required IReadOnlyList<UnboundCondition> Unbound { get; init; }

    /// <summary>Actions that a role allows and that none of the logs can show.</summary>
    public required IReadOnlyList<UnseenAction> Unseen { get; init; }

    /// <summary>What could not be evaluated, by reason.</summary>
    public required IReadOnlyList<OpenReason> Open { get; init; }

    /// <summary>Whether an audit of the folder could evaluate everything.</summary>
    public bool IsEvaluable => Open.Count == 0;

    /// <exception cref="InputException">The evidence cannot be read at all.</exception>
    public static FolderCheck Of(AuditRequest request, IProgress<AuditProgress>? progress, CancellationToken cancellation)
    {
        var record = request.Record;
        var use = new ObservedUse(_ => null, record.Access.Timezone);
        var seen = new SeenActions();
        var reader = new LogReader(request.Folder, record.Vendor.Logs);
        var owners = new Dictionary<string, LogEntry?>(StringComparer.Ordinal);
        var total = reader.Bytes;
        Action<long, long>? report = progress is null ? null : (bytes, events) => progress.Report(new AuditProgress(bytes, total, events));
        var result = Auditor.Audit(request, sink => new LogsRead(reader.Read(new SeveralSinks(sink, use, seen, new Owners(owners)), report, cancellation), reader.Unmatched), cancellation);
        return new FolderCheckFacts(record, use, seen, result, owners, reader.Unmatched).Check();
    }

    /// <summary>Notes which entry of vendor.yaml claims a source.</summary>
    private sealed class Owners(Dictionary<string, LogEntry?> owners) : Events.IEventSink
    {
        public void Begin(LogSource source) => owners[source.Path] = source.Entry;

        public void Accept(in Events.AccessEvent accessEvent) { }

        public void Reject(in Events.RejectedRecord record) { }
    }
}

/// <summary>An account in scope that stands in neither people, accounts nor assignments.</summary>
public sealed record UnknownAccount(string Account, long Events);

/// <summary>The files of one entry of <c>logs:</c>, or one file that no entry names.</summary>
/// <param name="Missing">Days without a record between the first and the last, weekends left out where only weekdays are expected.</param>
/// <param name="Days">Days from the first to the last, likewise.</param>
/// <param name="Problem">Why a record could not be read; null: all could.</param>
public sealed record CheckedSource(string Path, string Format, int Files, long Records, long Rejected, IReadOnlyList<LocalDate> Missing, int Days, bool IsExpected, string? Problem);

/// <summary>An action that no role covers.</summary>
/// <param name="Accounts">How many accounts did it.</param>
public sealed record UncoveredAction(string Action, long Events, int Accounts);

/// <summary>An action that a role allows and that was not seen.</summary>
/// <param name="CanBeShown">False: no log here can show it; null: that is not known.</param>
public sealed record UnseenAction(string Role, string Action, bool? CanBeShown);

/// <summary>Why checks could not be evaluated.</summary>
/// <param name="Reason">As the audit says it.</param>
/// <param name="Plain">In plain words.</param>
/// <param name="Remedy">What to do; null: the reason says it.</param>
public sealed record OpenReason(string Reason, string Plain, string? Remedy, IReadOnlyList<string> Rules);
