using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Compliance.Events;
using Compliance.Evidence;
using Compliance.Tests.SecondReading;
using Compliance.Touched;
using Compliance.Vendors;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Tests.Touched;

/// <summary>Who was touched a second time, from the definitions in TOUCHED.md alone: plain, quadratic, all in memory.</summary>
internal sealed class NaiveTouched
{
    private static readonly InstantPattern Milliseconds = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.fff'Z'");
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly World _world;
    private readonly TouchedQuestion _question;
    private readonly AccessReading _access;

    public NaiveTouched(World world, TouchedQuestion question)
    {
        (_world, _question, _access) = (world, question, new AccessReading(world.Record));
        var asked = world.Events
            .Where(e => !world.Events.Any(other => other.IsReadBefore(e) && e.IsDuplicateOf(other)))
            .Where(e => !e.PlatformService && question.Principals.Any(name => Matching.Same(name, PrincipalOf(e))) && IsInWindow(e.Time))
            .OrderBy(e => e.Time).ThenBy(e => e.Source).ThenBy(e => e.Record).ToList();
        var successful = asked.Where(e => e.Successful).ToList();
        var named = successful.Where(e => e.Resource is not null).ToList();
        var unnamed = successful.Where(e => e.Records > (e.Resource is null ? 0 : 1)).ToList();
        var records = named.GroupBy(KeyOf).OrderBy(g => g.Key.Type, StringComparer.Ordinal).ThenBy(g => g.Key.Id, StringComparer.Ordinal).ToList();
        var reachable = world.Events.Where(e => e.Successful && !e.PlatformService && e.Resource is not null && IsReachable(e)).DistinctBy(KeyOf).ToList();

        List = string.Concat(records.Select(g => Line([.. g]) + "\n"));
        Numbers = string.Join('\n', [
            $"accessed {records.Count}",
            $"rows {unnamed.Sum(e => e.Records)}",
            $"reachable {reachable.Count}",
            $"denied {asked.Count(e => e.Outcome == Outcome.Denied)}",
            $"first {named.Concat(unnamed).Select(e => (Instant?)e.Time).Min()}",
            $"last {named.Concat(unnamed).Select(e => (Instant?)e.Time).Max()}",
            .. unnamed.Take(10).Select(e => $"unnamed {PathOf(e)}#{e.Record} {e.Time} {e.Records}"),
            .. named.Concat(unnamed).Concat(reachable).Select(e => KeyOf(e).Type).Distinct().Order(StringComparer.Ordinal).Select(type =>
                $"type {type} {records.Count(g => g.Key.Type == type)} {unnamed.Where(e => KeyOf(e).Type == type).Sum(e => e.Records)} {reachable.Count(e => KeyOf(e).Type == type)}"),
        ]);
    }

    public string List { get; }

    public string Numbers { get; }

    /// <summary>A result in the same words.</summary>
    public static string Of(TouchedResult result) => string.Join('\n', [
        $"accessed {result.Accessed}",
        $"rows {result.Rows}",
        $"reachable {result.Reachable}",
        $"denied {result.Denied}",
        $"first {result.First}",
        $"last {result.Last}",
        .. result.Unnamed.Select(u => $"unnamed {u.Source}#{u.Record} {u.At} {u.Rows}"),
        .. result.Types.OrderBy(t => t.Type?.ToUpperInvariant() ?? "", StringComparer.Ordinal).Select(t => $"type {t.Type?.ToUpperInvariant()} {t.Accessed} {t.Rows} {t.Reachable}"),
    ]);

    private string Line(List<NaiveEvent> accesses)
    {
        var line = new Dictionary<string, object>();
        if (accesses[0].ResourceType is { } type) line["resourceType"] = type;
        line["resource"] = accesses[0].Resource!;
        line["actions"] = accesses.Select(e => e.Action!).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal);
        line["count"] = accesses.Count;
        line["first"] = Milliseconds.Format(accesses[0].Time);
        line["last"] = Milliseconds.Format(accesses[^1].Time);
        line["evidence"] = accesses.Take(10).Select(e => new { source = PathOf(e), record = e.Record });
        return JsonSerializer.Serialize(line, Relaxed);
    }

    private static (string Type, string Id) KeyOf(NaiveEvent e) => (e.ResourceType?.ToUpperInvariant() ?? "", e.Resource ?? "");

    private bool IsInWindow(Instant time) => !(time < _question.From) && !(time >= _question.To);

    private bool IsReachable(NaiveEvent e) => _question.Principals.Any(name => Instants(name).Any(at =>
    {
        var judged = new JudgedEvent(e, SourceOf(e), name, AccountKind.Human);
        var roles = _access.Held(name, at);
        return !roles.Any(role => AccessReading.Forbids(role, judged)) && roles.Any(role => role.Allow.Any(entry => AccessReading.Covers(entry, judged)));
    }));

    /// <summary>One instant of every period in which a principal holds the same roles, inside the window.</summary>
    private IEnumerable<Instant> Instants(string name)
    {
        var tick = Duration.FromTicks(1);
        var bounds = _access.AssignmentsOf(name).SelectMany(a => new[] { a.From, a.Until })
            .Concat(_access.Rows(name).SelectMany(row => new[] { row.Begins, row.Ends + tick }))
            .OfType<Instant>().Append(_question.From ?? Instant.FromUtc(1900, 1, 1, 0, 0));
        return bounds.Where(IsInWindow);
    }

    private string PrincipalOf(NaiveEvent e)
    {
        var rows = _world.Record.Accounts.Where(row => Matching.Same(row.Name, e.AccountName)).ToList();
        var row = rows.Find(row => row.System is { } system && Names.IsSystem(system, PathOf(e))) ?? rows.Find(row => row.System is null);
        return row?.Person ?? e.AccountName;
    }

    private LogSource SourceOf(NaiveEvent e) => _world.Sources.Single(source => source.Index == e.Source);

    private string PathOf(NaiveEvent e) => SourceOf(e).Path;
}
