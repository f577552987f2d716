namespace Compliance.Playbooks.Cacao;

/// <summary>What is wrong with one playbook: collected, so that one reading shows all of it.</summary>
internal sealed class Problems(string file)
{
    /// <summary>Problems shown in a message; the rest are counted.</summary>
    public const int Shown = 100;

    private readonly List<string> _messages = [];
    private int _count;

    public bool Any => _count > 0;

    public void Add(Place place, string problem)
    {
        _count++;
        if (_messages.Count < Shown) _messages.Add($"{file}: {place}: {problem}");
    }

    /// <exception cref="InputException">Something was added; one line for each problem.</exception>
    public void ThrowIfAny()
    {
        if (_count == 0) return;
        var more = _count > Shown ? $"\n… and {_count - Shown} more" : "";
        throw new InputException(string.Join('\n', _messages) + more);
    }
}
