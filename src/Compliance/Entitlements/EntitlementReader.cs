using Compliance.Entitlements.Lists;
using Compliance.Evidence;
using Compliance.Evidence.Bytes;
using Compliance.Vendors;
using NodaTime;

namespace Compliance.Entitlements;

/// <summary>Reads lists of users and roles, as systems print them or with our own columns (<c>system,account,role,enabled,granted_at,granted_by,last_login,mfa_enrolled,as_of</c>).</summary>
public static class EntitlementReader
{
    /// <summary>Folder whose files need no entry in vendor.yaml.</summary>
    public const string Place = "entitlements";

    private const int MostSamples = 20;
    private const int FirstBytes = 1 << 20;

    // Clocks differ, and a day without an offset is told in another zone.
    private static readonly Duration Skew = Duration.FromDays(1);

    /// <summary>What a file seems to be, by its beginning; null when it is no list of users or roles.</summary>
    public static EntitlementForm? Recognises(IVendorFolder folder, VendorFile file)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(file);
        using var stream = folder.Open(file);
        var start = ListText.Read(stream, file.Path, FirstBytes, whole: false);
        var records = ListRecords.Of(start, whole: start.Length < FirstBytes);
        return records.Records is [var first, ..] && ListFormats.Of(first) is { } format ? new EntitlementForm(format.Name, format.System ?? first.Text("system")) : null;
    }

    /// <summary>Reads a file that no entry of vendor.yaml names.</summary>
    /// <param name="system">The system that grants, where the file does not say; null: by the form, else the file's name.</param>
    /// <param name="zone">Zone of days and of times without an offset; null: UTC.</param>
    public static EntitlementList Read(IVendorFolder folder, VendorFile file, string? system = null, DateTimeZone? zone = null, CancellationToken cancellation = default) =>
        Read(folder, file, system is null ? null : new EntitlementEntry { Path = new Pattern("*"), System = system }, zone, now: null, cancellation);

    /// <summary>Reads a file as its entry tells. What cannot be read is counted and shown.</summary>
    /// <param name="now">By when it was made at the latest, unless it was collected later; null: any time.</param>
    public static EntitlementList Read(IVendorFolder folder, VendorFile file, EntitlementEntry? entry, DateTimeZone? zone, Instant? now = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(file);
        using var received = new ReceivedStream(folder.Open(file));
        var read = new Reading(file.Path, entry, new ListTimes(zone ?? DateTimeZone.Utc, Latest(file, now)), cancellation);
        try
        {
            read.Take(ListRecords.Of(ListText.Read(received, file.Path, ListText.Largest, whole: true), whole: true, cancellation));
        }
        catch (InputException refused)
        {
            read.Reject(1, refused.Message);
        }
        return read.Sum(received.Finish(), received.Count, folder.Method, file.CollectedAt);
    }

    // When a file was collected may be no more than the time that an archive gave it: it never makes the bound tighter.
    private static Instant Latest(VendorFile file, Instant? now) => now is { } made ? Instant.Max(made, file.CollectedAt ?? made) + Skew : Instant.MaxValue;

    private sealed class Reading(string file, EntitlementEntry? entry, ListTimes times, CancellationToken cancellation)
    {
        private readonly List<Entitlement> _entitlements = [];
        private readonly List<RejectedSample> _samples = [];
        private long _records;
        private long _rejected;
        private string _format = ListFormats.Unknown;
        private string? _system;

        public void Take(ListRecords list)
        {
            if (entry?.AsOf > times.Latest)
            {
                Refuse($"`asOf` of vendor.yaml:{entry.Line} is after the list came here: correct it");
                return;
            }
            foreach (var (record, reason) in list.Broken) Reject(record, reason);
            var format = list.Records.Select(ListFormats.Of).FirstOrDefault(format => format is not null);
            if (format is null)
            {
                if (list.Records.Count > 0) Reject(list.Records[0].Number, "no list of users or roles in a known form: give it the columns system, account, role, enabled, granted_at, last_login");
                return;
            }
            _format = format.Name;
            _system = format.System;
            var context = new ListContext(file, entry?.System ?? format.System ?? NameOf(file), entry?.Role, times);
            foreach (var record in list.Records.Where(record => record.Number > 0))
            {
                if (record.Number % 1024 == 0) cancellation.ThrowIfCancellationRequested();
                Take(record, format, context);
                if (_entitlements.Count > GatheredRecords.Most)
                {
                    Refuse(GatheredRecords.TooMany);
                    return;
                }
            }
        }

        /// <summary>Nothing of the list counts.</summary>
        private void Refuse(string reason)
        {
            _entitlements.Clear();
            _samples.Clear();
            (_records, _rejected) = (0, 0);
            Reject(1, reason);
        }

        public void Reject(long record, string reason)
        {
            _records++;
            _rejected++;
            if (_samples.Count < MostSamples) _samples.Add(new RejectedSample(record, reason));
        }

        public EntitlementList Sum(string sha256, long bytes, string method, Instant? collectedAt)
        {
            var stated = entry?.AsOf ?? _entitlements.Max(entitlement => entitlement.AsOf);
            var systems = _entitlements.Select(entitlement => entitlement.System).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
            return new EntitlementList
            {
                Source = file,
                Format = _format,
                System = systems.Count == 1 ? systems[0] : systems.Count == 0 ? entry?.System ?? _system : null,
                Entitlements = _entitlements,
                AsOf = stated ?? _entitlements.SelectMany(Told).Max(),
                AsOfIsStated = stated is not null,
                Records = _records,
                Rejected = _rejected,
                RejectedSamples = [.. _samples.OrderBy(sample => sample.Record)],
                Method = method,
                CollectedAt = collectedAt,
                Sha256 = sha256,
                Bytes = bytes,
            };
        }

        private void Take(ListRecord record, ListFormat format, ListContext context)
        {
            var read = format.Read(record, context).ToList();
            if (record.Problem is { } problem)
            {
                Reject(record.Number, problem);
                return;
            }
            _records++;
            _entitlements.AddRange(entry?.AsOf is { } asOf ? read.Select(entitlement => entitlement with { AsOf = asOf }) : read);
        }

        private static IEnumerable<Instant?> Told(Entitlement entitlement) => [entitlement.GrantedAt, entitlement.LastLogin, entitlement.CreatedAt];

        private static string NameOf(string path)
        {
            var name = path[(path.LastIndexOf('/') + 1)..];
            return name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? name[..dot] : name;
        }
    }
}

/// <summary>What a file seems to be.</summary>
/// <param name="Format">As in <see cref="EntitlementList.Format"/>.</param>
/// <param name="System">The system whose list it is; null: the file does not say.</param>
public sealed record EntitlementForm(string Format, string? System);
