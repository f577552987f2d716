using System.CommandLine;
using System.CommandLine.Parsing;
using NodaTime;

namespace Compliance.Cli;

/// <summary>An option whose value is the name of a zone of the IANA database: <c>Asia/Manila</c>.</summary>
internal static class ZoneOption
{
    public static Option<DateTimeZone?> Of(string name, string description) => new(name)
    {
        HelpName = "iana",
        Description = description,
        CustomParser = argument => Parse(argument, name),
    };

    private static DateTimeZone? Parse(ArgumentResult argument, string name)
    {
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(argument.Tokens[0].Value);
        if (zone is null) argument.AddError($"{name}: `{argument.Tokens[0].Value}` is not a time zone: expected an IANA name such as Europe/Berlin");
        return zone;
    }
}
