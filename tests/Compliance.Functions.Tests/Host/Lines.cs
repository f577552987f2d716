namespace Compliance.Functions.Tests.Host;

/// <summary>Lines as a process writes them.</summary>
internal sealed class Lines
{
    private readonly Lock _gate = new();
    private readonly List<string> _all = [];
    private TaskCompletionSource _more = NextLine();

    public IReadOnlyList<string> All
    {
        get
        {
            lock (_gate)
                return [.. _all];
        }
    }

    public void Add(string? line)
    {
        if (line is null)
            return;
        lock (_gate)
        {
            _all.Add(line);
            _more.SetResult();
            _more = NextLine();
        }
    }

    /// <summary>The n-th line that contains a text, when there is one.</summary>
    public async Task<string> FindAsync(string text, int times)
    {
        while (true)
        {
            Task more;
            lock (_gate)
            {
                var found = _all.Where(line => line.Contains(text, StringComparison.Ordinal)).Skip(times - 1).FirstOrDefault();
                if (found is not null)
                    return found;
                more = _more.Task;
            }

            await more;
        }
    }

    // Asynchronously: a waiting test must not go on inside the lock of the thread that reads the process.
    private static TaskCompletionSource NextLine() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
