namespace Compliance.Judging;

/// <summary>Something a rule derives from a grant, once for each.</summary>
internal sealed class ByGrant<T>(Func<Grant, T> derive)
{
    private readonly List<(bool Known, T Value)> _values = [];

    public T Of(Grant grant)
    {
        while (_values.Count <= grant.Index) _values.Add(default);
        if (_values[grant.Index].Known) return _values[grant.Index].Value;
        var value = derive(grant);
        _values[grant.Index] = (true, value);
        return value;
    }
}
