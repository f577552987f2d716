using System.CommandLine;
using System.CommandLine.Parsing;
using NodaTime;
using NodaTime.Text;

namespace Compliance.Cli;

/// <summary>Options whose value is an instant.</summary>
internal static class Instants
{
    public static Option<Instant?> Option(string name, string description) => new(name)
    {
        HelpName = "instant",
        Description = description,
        CustomParser = Parse,
    };

    private static Instant? Parse(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        var parsed = OffsetDateTimePattern.ExtendedIso.Parse(text);
        if (parsed.Success) return parsed.Value.ToInstant();
        var local = LocalDateTimePattern.ExtendedIso.Parse(text).Success || LocalDatePattern.Iso.Parse(text).Success;
        argument.AddError(local
            ? $"`{text}` has no offset: write an instant such as 2026-01-31T08:00:00Z or 2026-01-31T16:00:00+08:00"
            : $"`{text}` is not an instant: expected one such as 2026-01-31T08:00:00Z or 2026-01-31T16:00:00+08:00");
        return null;
    }
}
