namespace Compliance.Trail;

/// <summary>Which numbers a canonical JSON text may hold.</summary>
public enum CanonicalNumbers
{
    /// <summary>Integers within ±(2^53−1), written as such: every reader of JSON agrees on those. Anything else is refused,
    /// never rounded. This is what the trail holds.</summary>
    Integers,

    /// <summary>All that RFC 8785 allows: each number is the double next to it, written as ECMAScript would.</summary>
    Doubles,
}
