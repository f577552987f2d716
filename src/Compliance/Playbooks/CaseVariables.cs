using Compliance.Incidents;
using Compliance.Vendors;

namespace Compliance.Playbooks;

/// <summary>The variables that a case gives to its playbook. Each is <c>external</c> there, and is asked anew whenever the case is looked at.</summary>
public static class CaseVariables
{
    private const string Stage = "__stage__";
    private const string Decision = "__decision__";
    private const string Recorded = "__recorded_";
    private const string Data = "__data_";

    /// <summary>The forms of their names, for messages.</summary>
    public const string Names = "`__stage__`, `__decision__`, `__recorded_<fact>__`, `__data_<class>__`";

    /// <summary>Whether a case gives the variable.</summary>
    public static bool Knows(string variable) => variable is Stage or Decision || Inner(variable, Recorded) is not null || Inner(variable, Data) is not null;

    /// <summary><c>suspicion</c>, <c>incident</c>, <c>breach</c>; <c>notify</c>, <c>keep</c> or empty; <c>true</c> or <c>false</c>.</summary>
    /// <exception cref="ArgumentException">A case gives no such variable.</exception>
    public static string Value(string variable, Incident incident, Vendor vendor)
    {
        if (variable == Stage) return incident.Stage.ToString().ToLowerInvariant();
        if (variable == Decision) return incident.Decision switch { null => "", { Notify: true } => "notify", _ => "keep" };
        if (Inner(variable, Recorded) is { } fact) return Text(incident.Earliest(fact) is not null);
        if (Inner(variable, Data) is { } kind) return Text(vendor.DataClasses.Concat(incident.DataClasses).Contains(kind, StringComparer.OrdinalIgnoreCase));
        throw new ArgumentException($"a case gives no variable `{variable}`: {Names}", nameof(variable));
    }

    private static string Text(bool value) => value ? "true" : "false";

    private static string? Inner(string variable, string prefix) =>
        variable.StartsWith(prefix, StringComparison.Ordinal) && variable.EndsWith("__", StringComparison.Ordinal) && variable.Length > prefix.Length + 2
            ? variable[prefix.Length..^2]
            : null;
}
