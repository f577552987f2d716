using Compliance.Findings;
using Compliance.Judging;

namespace Compliance.Rules.Conditions;

internal sealed class MassRecordAccess : ConditionRule
{
    private readonly AuditTables _tables;
    private readonly Dictionary<LimitKey, VolumeWindow> _windows;
    private readonly ByGrant<(VolumeWindow Window, long Max)[]> _limits;
    private readonly VolumeWindow[] _all;
    private VolumeWindow[] _held = [];

    public MassRecordAccess(Announcements announced, AuditTables tables, Vendors.AccessModel model)
        : base(announced)
    {
        _tables = tables;
        _windows = model.Roles.SelectMany(r => r.Allow).SelectMany(e => e.When.Volume ?? [])
            .GroupBy(v => LimitKey.Of(v, tables.Types))
            .ToDictionary(g => g.Key, g => new VolumeWindow(g.Key, g.Max(v => v.Max)));
        _all = [.. _windows.Values];
        _limits = new(Shared);
    }

    public override RuleDefinition Definition { get; } = new("mass-record-access", Severity.High,
        "more records were opened in a time than the contract allows",
        "ask what the records were for; treat it as a possible leak until answered; set a limit in the system");

    public override string? NotApplicable(AuditFacts facts) => _windows.Count == 0 ? "access.yaml sets no volume" : null;

    // Only someone who is known can be allowed anything, and only what is allowed is judged.
    public override void Begin(Subject? subject)
    {
        foreach (var window in _held) window.Clear();
        _held = subject is null ? [] : _all;
    }

    public override void Judge(in JudgedEvent e)
    {
        if (!e.Succeeded || _held.Length == 0 || !(e.NamesResource || e.Row.Records >= 0)) return;
        foreach (var window in _held)
            if (window.Key.Covers(e.Row.ResourceType)) window.Add(e.Row);
        if (e.IsUse && Exceeds(e)) Broken(e);
    }

    public override string Says(string? role) => "beyond the volume that the contract allows";

    private bool Exceeds(in JudgedEvent e)
    {
        foreach (var (window, max) in _limits.Of(e.Grant))
            if (window.Key.Covers(e.Row.ResourceType) && window.Exceeds(max)) return true;
        return false;
    }

    // A limit is judged only when every allowing entry sets it; the largest counts.
    private (VolumeWindow Window, long Max)[] Shared(Grant grant)
    {
        if (!grant.IsAllowed) return [];
        var limits = grant.Entries.Select(e => (e.When.Volume ?? []).ToLookup(v => LimitKey.Of(v, _tables.Types), v => v.Max)).ToList();
        return [.. limits[0].Select(l => l.Key).Where(key => limits.All(l => l.Contains(key))).Select(key => (_windows[key], limits.Max(l => l[key].Max())))];
    }
}
