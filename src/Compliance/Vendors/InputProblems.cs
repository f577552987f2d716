namespace Compliance.Vendors;

/// <summary>What is wrong with the files of one vendor folder: collected, so that one reading shows all of it.</summary>
internal sealed class InputProblems
{
    /// <summary>Problems shown in a message; the rest are counted.</summary>
    public const int Shown = 20;

    private readonly List<string> _messages = [];
    private int _count;

    public void Add(InputException problem)
    {
        _count++;
        if (_messages.Count < Shown) _messages.Add(problem.Message);
    }

    public void Add(string file, long line, long column, string problem) =>
        Add(InputException.At(file, line, column, problem));

    /// <exception cref="InputException">Something was added; one line for each problem.</exception>
    public void ThrowIfAny()
    {
        if (_count == 0) return;
        var more = _count > Shown ? $"\n… and {_count - Shown} more" : "";
        throw new InputException(string.Join('\n', _messages) + more);
    }
}
