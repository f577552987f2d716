using System.Text;
using System.Text.Unicode;
using Compliance.Evidence.Bytes;
using Compliance.Evidence.Csv;
using Compliance.Evidence.Json;
using Compliance.Vendors;

namespace Compliance.Evidence.Formats;

/// <summary>Tells the format of a log from its first record.</summary>
internal sealed unsafe class FormatSniffer(Window window, ReadLimits limits)
{
    // Enough for the first record of any log but the oddest.
    private const int Wanted = 64 * 1024;

    /// <summary>Why the text is no log, when <see cref="Sniff"/> says so.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>The name of the format, <see cref="LogFormats.Unknown"/> when it is none.</summary>
    /// <param name="entry">The entry that claims the file without naming its format: it vouches that the file is a log.</param>
    public string Sniff(LogEntry? entry)
    {
        while (window.Available < Wanted && window.Fill()) { }
        var text = window.Text.TrimStart(" \t\r\n"u8);
        if (text.IsEmpty) return Refuse("the file is empty");
        if (text[0] is (byte)'{' or (byte)'[') return SniffJson(entry);
        return SniffCsv(entry);
    }

    private string SniffJson(LogEntry? entry)
    {
        var start = new JsonLayout(window, limits, new JsonLists(entry?.List)).FirstRecord();
        var marks = new Marks();
        var values = new RecordValues(marks.Paths.Slots);
        // The record may be longer than what is at hand: what its beginning shows is enough.
        new JsonScanner(marks.Paths, values).Scan(window.Start + start, window.End);
        return marks.FormatOf(values) ?? (entry is not null ? LogFormats.Ndjson
            : Refuse("JSON whose first record has no time or no known form; name its format, or the `list` that holds the records, under `logs` in vendor.yaml, or keep it outside logs/"));
    }

    private string SniffCsv(LogEntry? entry)
    {
        var line = window.Text[..Math.Min(window.Available, Wanted)];
        if (line.IndexOf((byte)'\n') is >= 0 and var end) line = line[..end];
        if (line.IndexOfAnyInRange((byte)0, (byte)8) >= 0) return Refuse("not text: no log in a known format");
        if (!Utf8.IsValid(line)) return Refuse($"the first line {TextEncodings.Problem(window.Encoding)}");
        if (line.IndexOfAny(",;\t"u8) < 0) return Refuse("neither JSON nor CSV: no log in a known format; keep other files outside logs/");
        var names = Encoding.UTF8.GetString(line).Split(',', ';', '\t').Select(name => name.Trim().Trim('"')).ToArray();
        if (LogFormats.OfHeader(names) is { } known) return known;
        if (entry is null && IsEntraPage(names)) return Refuse("sign-ins as the admin centre of Entra prints them to CSV: download them as JSON, which is read");
        return entry is not null || new GenericCsv(FormatOptions.Of(null, timesAreUtc: false), names).LooksLikeLog
            ? LogFormats.Csv
            : Refuse("text whose first line names no columns of a log; name its format and fields under `logs` in vendor.yaml, or keep it outside logs/");
    }

    private static bool IsEntraPage(string[] names) => Array.TrueForAll(["Date (UTC)", "Request ID", "Username", "Application"], name => names.Contains(name, StringComparer.OrdinalIgnoreCase));

    private string Refuse(string reason)
    {
        Reason = reason;
        return LogFormats.Unknown;
    }

    /// <summary>The properties by which formats are known.</summary>
    private sealed class Marks
    {
        private readonly int _class, _type, _product, _eventSource, _eventName, _category, _application, _userName, _created, _operation, _resource, _time;
        private readonly int _published, _eventType, _actor, _method, _url, _userId, _sourceType, _actorId, _delivery, _googleApplication, _activityTime;
        private readonly int _vault, _changedAt, _change, _office, _officeTime, _officeOperation;

        // Whatever else wants the same property: each path of a preset has a slot of its own.
        private readonly (string Name, int[] Slots)[] _presets;

        public Marks()
        {
            _class = Paths.Add("class_uid");
            _type = Paths.Add("type_uid");
            _product = Paths.AddJson("metadata.product");
            _eventSource = Paths.Add("eventSource");
            _eventName = Paths.Add("eventName");
            _category = Paths.Add("category");
            _application = Paths.Add("appDisplayName", "appId");
            _userName = Paths.Add("userPrincipalName", "servicePrincipalId");
            _created = Paths.Add("createdDateTime");
            _operation = Paths.Add("operationName", "operationName.value", "OperationNameValue");
            _resource = Paths.Add("resourceId", "_ResourceId", "eventTimestamp", "correlationId");
            _vault = Paths.Add("properties.clientInfo", "properties.requestUri", "properties.isRbacAuthorized", "properties.isAccessPolicyMatch");
            _changedAt = Paths.Add("activityDateTime", "properties.activityDateTime");
            _change = Paths.Add("activityDisplayName", "properties.activityDisplayName");
            _officeTime = Paths.Add("CreationTime");
            _officeOperation = Paths.Add("Operation");
            _office = Paths.Add("RecordType", "Workload");
            _published = Paths.Add("published");
            _eventType = Paths.Add("eventType");
            _actor = Paths.Add("actor.id", "actor.alternateId");
            _method = Paths.Add("method");
            _url = Paths.Add("url");
            _userId = Paths.Add("user_id");
            _sourceType = Paths.Add("source_type");
            _actorId = Paths.Add("actor_id");
            _delivery = Paths.AddJson("event.access_logs");
            _googleApplication = Paths.Add("id.applicationName");
            _activityTime = Paths.Add("id.time");
            _time = Paths.Add([.. DefaultNames.Flat[EventField.Time]]);
            _presets = [.. Presets.All.Select(preset => (preset.Name, preset.RecognisedBy.Select(Paths.AddField).ToArray()))];
        }

        public JsonPaths Paths { get; } = new();

        public string? FormatOf(RecordValues values)
        {
            if (values.Has(_class) || values.Has(_type) || values.Has(_product)) return LogFormats.Ocsf;
            if (values.Has(_eventSource) && values.Has(_eventName)) return LogFormats.CloudTrail;
            if (FieldWords.Contains(values.Text(_category), "signinlogs"u8)) return LogFormats.EntraSignIn;
            if (values.Has(_application) && values.Has(_userName) && values.Has(_created)) return LogFormats.EntraSignIn;
            if (OfAzure(values) is { } azure) return azure;
            if (values.Has(_published) && values.Has(_eventType) && values.Has(_actor)) return LogFormats.Okta;
            if (values.Has(_googleApplication) && values.Has(_activityTime)) return LogFormats.GoogleWorkspace;
            if (IsZendesk(values)) return LogFormats.Zendesk;
            foreach (var (name, slots) in _presets)
                if (Array.TrueForAll(slots, values.Has)) return name;
            return values.Has(_time) ? LogFormats.Ndjson : null;
        }

        private string? OfAzure(RecordValues values)
        {
            var category = values.Text(_category);
            if (FieldWords.Is(category, "AuditLogs"u8) || (values.Has(_changedAt) && values.Has(_change))) return LogFormats.EntraAudit;
            if (values.Has(_officeTime) && values.Has(_officeOperation) && values.Has(_office)) return LogFormats.M365Audit;
            if (FieldWords.Is(category, "AuditEvent"u8) && values.Has(_vault)) return LogFormats.AzureKeyVault;
            if (FieldWords.Is(category, "StorageRead"u8) || FieldWords.Is(category, "StorageWrite"u8) || FieldWords.Is(category, "StorageDelete"u8))
                return LogFormats.AzureStorage;
            return values.Has(_operation) && values.Has(_resource) ? LogFormats.AzureActivity : null;
        }

        private bool IsZendesk(RecordValues values) =>
            values.Has(_delivery) || (values.Has(_actorId) && values.Has(_sourceType)) || (values.Has(_method) && values.Has(_url) && values.Has(_userId) && values.Has(_time));
    }
}
