using System.Text;
using Compliance.Events;
using Compliance.Evidence.Json;

namespace Compliance.Evidence.Formats;

/// <summary>One event of a Google Workspace activity: its name and parameters.</summary>
internal sealed class GoogleEvent
{
    // Drive's events have the most, about twenty.
    private const int MostParameters = 40;

    // What an act is done to, in this order: the closest first.
    private static readonly (byte[] Name, byte[]? Type)[] Resources =
    [
        ("doc_id"u8.ToArray(), null), ("USER_EMAIL"u8.ToArray(), "user"u8.ToArray()), ("GROUP_EMAIL"u8.ToArray(), "group"u8.ToArray()),
        ("ROLE_NAME"u8.ToArray(), "role"u8.ToArray()), ("client_id"u8.ToArray(), "application"u8.ToArray()),
        ("APPLICATION_NAME"u8.ToArray(), "application"u8.ToArray()), ("DEVICE_ID"u8.ToArray(), "device"u8.ToArray()), ("ORG_UNIT_NAME"u8.ToArray(), "orgUnit"u8.ToArray()),
    ];

    private readonly int _name, _flatType, _flatFactor;
    private readonly int[] _flat;
    private readonly (int Name, int Value)[] _parameters = new (int, int)[MostParameters];

    /// <param name="paths">Of the event; its slots are the next ones.</param>
    public GoogleEvent(JsonPaths paths)
    {
        _name = paths.Add("name");
        for (var i = 0; i < MostParameters; i++)
            _parameters[i] = (paths.Add($"parameters.{i}.name"), paths.Add($"parameters.{i}.value", $"parameters.{i}.boolValue", $"parameters.{i}.intValue"));
        // Flattened records have the parameters as properties.
        _flat = [.. Resources.Select(one => paths.AddSteps("parameters", Encoding.UTF8.GetString(one.Name)))];
        _flatType = paths.Add("parameters.doc_type");
        _flatFactor = paths.Add("parameters.is_second_factor");
    }

    public void Map(RecordValues values, ReadOnlySpan<byte> application, ref AccessEvent accessEvent)
    {
        var name = values.Text(_name);
        accessEvent.Action = ActionOf(name, application, values);
        accessEvent.Outcome = OutcomeOf(name);
        accessEvent.Mfa = accessEvent.Outcome == Outcome.Success ? FieldWords.Answer(Parameter(values, "is_second_factor"u8, _flatFactor)) : Answer.Unknown;
        for (var i = 0; i < Resources.Length; i++)
        {
            var (parameter, type) = Resources[i];
            accessEvent.Resource = Parameter(values, parameter, _flat[i]);
            if (accessEvent.Resource.IsEmpty) continue;
            accessEvent.ResourceType = type ?? Parameter(values, "doc_type"u8, _flatType);
            return;
        }
    }

    private static ReadOnlySpan<byte> ActionOf(ReadOnlySpan<byte> name, ReadOnlySpan<byte> application, RecordValues values)
    {
        if (FieldWords.Is(name, "login_success"u8) || FieldWords.Is(name, "login_failure"u8)) return "signin"u8;
        if (FieldWords.Is(name, "logout"u8)) return "signout"u8;
        return name.IsEmpty || application.IsEmpty ? name : values.Compose(application, ":"u8, name);
    }

    /// <summary>There is no field for it: names that end in a failure or tell that something was stopped say so.</summary>
    private static Outcome OutcomeOf(ReadOnlySpan<byte> name)
    {
        if (FieldWords.Contains(name, "blocked"u8) || FieldWords.Contains(name, "denied"u8)) return Outcome.Denied;
        return FieldWords.Contains(name, "fail"u8) ? Outcome.Failure : Outcome.Success;
    }

    private ReadOnlySpan<byte> Parameter(RecordValues values, ReadOnlySpan<byte> wanted, int flat)
    {
        if (values.Text(flat) is { IsEmpty: false } text) return text;
        foreach (var (name, value) in _parameters)
        {
            var found = values.Raw(name);
            if (found.IsEmpty) break;
            if (FieldWords.Is(found, wanted)) return values.Text(value);
        }
        return default;
    }
}
