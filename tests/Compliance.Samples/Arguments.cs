using System.Globalization;

namespace Compliance.Samples;

/// <summary>`--name value` pairs of a command line.</summary>
public sealed class Arguments
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private Arguments()
    {
    }

    /// <exception cref="ArgumentException">A name that is not in <paramref name="known"/>, or one without a value.</exception>
    public static Arguments Parse(ReadOnlySpan<string> args, params ReadOnlySpan<string> known)
    {
        var parsed = new Arguments();
        for (var index = 0; index < args.Length; index += 2)
        {
            if (!known.Contains(args[index]))
                throw new ArgumentException($"`{args[index]}` is not an option: give {string.Join(", ", known!)}");
            if (index + 1 == args.Length)
                throw new ArgumentException($"`{args[index]}` has no value");
            parsed._values[args[index]] = args[index + 1];
        }
        return parsed;
    }

    public string? Text(string name) => _values.GetValueOrDefault(name);

    public string Required(string name) => Text(name) ?? throw new ArgumentException($"`{name}` is missing");

    public int Number(string name, int otherwise) => Text(name) is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new ArgumentException($"`{name} {text}` is not a whole number");

    public ulong Seed(ulong otherwise) => Text("--seed") is not { } text ? otherwise
        : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new ArgumentException($"`--seed {text}` is not a whole number");

    /// <summary>A size such as `1GB`, `50MB` or `123456`; decimal units.</summary>
    public long Bytes(string name, long otherwise)
    {
        if (Text(name) is not { } text)
            return otherwise;
        var (digits, unit) = text.ToUpperInvariant() switch
        {
            var gigabytes when gigabytes.EndsWith("GB", StringComparison.Ordinal) => (gigabytes[..^2], 1_000_000_000L),
            var megabytes when megabytes.EndsWith("MB", StringComparison.Ordinal) => (megabytes[..^2], 1_000_000L),
            var plain => (plain, 1L),
        };
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 1_000_000_000_000
            ? number * unit
            : throw new ArgumentException($"`{name} {text}` is not a size: give 1GB, 50MB or a number of bytes");
    }
}
