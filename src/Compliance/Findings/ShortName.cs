namespace Compliance.Findings;

/// <summary>A thing as a sentence names it.</summary>
public static class ShortName
{
    private const string Provider = "/providers/";

    /// <summary>Of a resource id type and name, which tell it from its neighbours; of anything else all.</summary>
    public static string Of(string thing)
    {
        var provider = thing.LastIndexOf(Provider, StringComparison.OrdinalIgnoreCase);
        return provider < 0 ? thing : thing[(provider + Provider.Length)..];
    }
}
