using System.Text;
using Compliance.Events;
using Compliance.Evidence;

namespace Compliance.Onboarding;

/// <summary>What the records of each action carry: what a condition of access.yaml could be judged by.</summary>
internal sealed class SeenActions : IEventSink
{
    private const int MostActions = 5_000;
    private const int MostTypes = 200;
    private readonly Dictionary<string, SeenAction> _actions = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, SeenAction>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly HashSet<string> _formats = new(StringComparer.Ordinal);
    private char[] _text = new char[256];
    private string _format = "";
    private bool _mapsCase;

    public SeenActions() => _lookup = _actions.GetAlternateLookup<ReadOnlySpan<char>>();

    public IReadOnlyCollection<SeenAction> All => _actions.Values;

    /// <summary>Whether any sign-in that succeeded says whether there was a second factor: what follows it is judged by it.</summary>
    public bool SignInsTellMfa { get; private set; }

    /// <summary>Formats of the logs that hold any event.</summary>
    public IReadOnlyCollection<string> Formats => _formats;

    public void Begin(LogSource source) => (_mapsCase, _format) = (source.MapsCase, source.Format);

    public void Accept(in AccessEvent accessEvent)
    {
        _formats.Add(_format);
        var name = Chars(accessEvent.Action);
        if (!_lookup.TryGetValue(name, out var action))
        {
            if (_actions.Count >= MostActions) return;
            action = new SeenAction(name.ToString());
            _actions.Add(action.Name, action);
        }
        if (name.Equals("signin", StringComparison.OrdinalIgnoreCase) && accessEvent.Mfa != Answer.Unknown) SignInsTellMfa = true;
        action.TellsMfa |= accessEvent.Mfa != Answer.Unknown;
        action.TellsAddress |= !accessEvent.Ip.IsEmpty;
        action.TellsCase |= _mapsCase || !accessEvent.Case.IsEmpty;
        action.NamesResource |= !accessEvent.Resource.IsEmpty;
        action.TellsRecords |= accessEvent.Records >= 0;
        if (!accessEvent.ResourceType.IsEmpty && action.Types.Count < MostTypes) action.Types.Add(Encoding.UTF8.GetString(accessEvent.ResourceType));
    }

    public void Reject(in RejectedRecord record) { }

    private ReadOnlySpan<char> Chars(ReadOnlySpan<byte> utf8)
    {
        if (_text.Length < utf8.Length) _text = new char[utf8.Length];
        return _text.AsSpan(0, Encoding.UTF8.GetChars(utf8, _text));
    }
}

/// <summary>What the records of one action carry.</summary>
internal sealed class SeenAction(string name)
{
    public string Name { get; } = name;
    public string Folded { get; } = Vendors.Pattern.Fold(name);
    public bool TellsMfa { get; set; }
    public bool TellsAddress { get; set; }
    public bool TellsCase { get; set; }
    public bool NamesResource { get; set; }
    public bool TellsRecords { get; set; }
    public HashSet<string> Types { get; } = new(StringComparer.OrdinalIgnoreCase);
}

/// <summary>Hands everything on to several sinks.</summary>
internal sealed class SeveralSinks(params IEventSink[] sinks) : IEventSink
{
    public void Begin(LogSource source)
    {
        foreach (var sink in sinks) sink.Begin(source);
    }

    public void Accept(in AccessEvent accessEvent)
    {
        foreach (var sink in sinks) sink.Accept(accessEvent);
    }

    public void Reject(in RejectedRecord record)
    {
        foreach (var sink in sinks) sink.Reject(record);
    }
}
