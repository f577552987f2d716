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
        var start = window.Text.IndexOfAnyExcept(" \t\r\n"u8);
        if (window.Start[start] == '{' && new JsonLayout(window, limits).WrapperArray(start) is > 0 and var array) start = array;
        else if (window.Start[start] == '[') start++;
        start += Math.Max(0, window.Text[start..].IndexOfAnyExcept(" \t\r\n"u8));
        var marks = new Marks();
        var values = new RecordValues(marks.Paths.Slots);
        // The record may be longer than what is at hand: what its beginning shows is enough.
        new JsonScanner(marks.Paths, values).Scan(window.Start + start, window.End);
        return marks.FormatOf(values) ?? (entry is not null ? LogFormats.Ndjson
            : Refuse("JSON whose first record has no time or no known form; name its format under `logs` in vendor.yaml, or keep it outside logs/"));
    }

    private string SniffCsv(LogEntry? entry)
    {
        var line = window.Text[..Math.Min(window.Available, Wanted)];
        if (line.IndexOf((byte)'\n') is >= 0 and var end) line = line[..end];
        if (!Utf8.IsValid(line) || line.IndexOfAnyInRange((byte)0, (byte)8) >= 0) return Refuse("not text: no log in a known format");
        if (line.IndexOfAny(",;\t"u8) < 0) return Refuse("neither JSON nor CSV: no log in a known format; keep other files outside logs/");
        if (entry is not null) return LogFormats.Csv;
        var names = Encoding.UTF8.GetString(line).Split(',', ';', '\t').Select(name => name.Trim().Trim('"')).ToArray();
        return new GenericCsv(FormatOptions.Of(null, timesAreUtc: false), names).LooksLikeLog
            ? LogFormats.Csv
            : Refuse("text whose first line names no columns of a log; name its format and fields under `logs` in vendor.yaml, or keep it outside logs/");
    }

    private string Refuse(string reason)
    {
        Reason = reason;
        return LogFormats.Unknown;
    }

    /// <summary>The properties by which formats are known.</summary>
    private sealed class Marks
    {
        private readonly int _class, _type, _product, _eventSource, _eventName, _category, _application, _userName, _created, _operation, _resource, _time;

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
            _time = Paths.Add([.. DefaultNames.Flat[EventField.Time]]);
        }

        public JsonPaths Paths { get; } = new();

        public string? FormatOf(RecordValues values)
        {
            if (values.Has(_class) || values.Has(_type) || values.Has(_product)) return LogFormats.Ocsf;
            if (values.Has(_eventSource) && values.Has(_eventName)) return LogFormats.CloudTrail;
            if (FieldWords.Contains(values.Text(_category), "signinlogs"u8)) return LogFormats.EntraSignIn;
            if (values.Has(_application) && values.Has(_userName) && values.Has(_created)) return LogFormats.EntraSignIn;
            if (values.Has(_operation) && values.Has(_resource)) return LogFormats.AzureActivity;
            return values.Has(_time) ? LogFormats.Ndjson : null;
        }
    }
}
