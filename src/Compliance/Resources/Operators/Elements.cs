using Compliance.Resources.Json;

namespace Compliance.Resources.Operators;

/// <summary>Questions about the elements of a list.</summary>
internal static class Elements
{
    /// <summary>Whether one element satisfies; unclear when none does and one is unknown.</summary>
    public static TestAnswer Any(TapeNode list, Func<TapeNode, bool> satisfies)
    {
        TestAnswer none = false;
        foreach (var element in list.Inner)
        {
            if (element.Kind == NodeKind.Unknown) none = TestAnswer.Unclear(element.GetText());
            else if (satisfies(element)) return true;
        }
        return none;
    }
}
