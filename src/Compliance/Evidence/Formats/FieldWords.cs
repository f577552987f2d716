using System.Runtime.CompilerServices;
using System.Text;
using Compliance.Events;

namespace Compliance.Evidence.Formats;

/// <summary>Words that sources use for the values of event fields.</summary>
internal static class FieldWords
{
    /// <summary>Yes or no; anything else is not known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Answer Answer(ReadOnlySpan<byte> text)
    {
        if (text.Length is 0 or > 5) return Events.Answer.Unknown;
        if (Is(text, "true"u8) || Is(text, "yes"u8) || Is(text, "1"u8)) return Events.Answer.Yes;
        return Is(text, "false"u8) || Is(text, "no"u8) || Is(text, "0"u8) ? Events.Answer.No : Events.Answer.Unknown;
    }

    public static AccountKind Kind(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return AccountKind.Unknown;
        if (Is(text, "user"u8) || Is(text, "human"u8) || Is(text, "admin"u8)) return AccountKind.Human;
        if (Is(text, "service"u8) || Is(text, "system"u8) || Is(text, "application"u8) || Is(text, "app"u8)) return AccountKind.Service;
        if (Is(text, "bot"u8)) return AccountKind.Bot;
        return Is(text, "shared"u8) ? AccountKind.Shared : AccountKind.Unknown;
    }

    /// <summary>Outcomes in words and HTTP status codes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Outcome Outcome(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return Events.Outcome.Success;
        if (text.Length == 3 && char.IsAsciiDigit((char)text[0])) return Status(text);
        if (Is(text, "success"u8) || Is(text, "succeeded"u8) || Is(text, "successful"u8) || Is(text, "ok"u8) || Is(text, "allow"u8) || Is(text, "allowed"u8)
            || Is(text, "granted"u8)) return Events.Outcome.Success;
        if (Is(text, "denied"u8) || Is(text, "deny"u8) || Is(text, "forbidden"u8) || Is(text, "unauthorized"u8) || Is(text, "blocked"u8)
            || Is(text, "accessdenied"u8) || Is(text, "access denied"u8)) return Events.Outcome.Denied;
        return Is(text, "failure"u8) || Is(text, "failed"u8) || Is(text, "fail"u8) || Is(text, "error"u8) ? Events.Outcome.Failure : Events.Outcome.Unknown;
    }

    /// <summary>Whether a text names a refusal for lack of permission.</summary>
    public static bool NamesDenial(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return false;
        foreach (var word in DenialWords)
            if (Contains(text, word)) return true;
        return false;
    }

    public static bool Is(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) => text.Length == word.Length && Ascii.EqualsIgnoreCase(text, word);

    /// <summary>Whether a text holds a lower-case word, in any case.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Contains(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word)
    {
        for (var i = 0; i + word.Length <= text.Length; i++)
            if ((text[i] | 0x20) == word[0] && Ascii.EqualsIgnoreCase(text.Slice(i, word.Length), word)) return true;
        return false;
    }

    private static readonly byte[][] DenialWords =
    [
        "denied"u8.ToArray(), "denial"u8.ToArray(), "deny"u8.ToArray(), "forbidden"u8.ToArray(), "unauthorized"u8.ToArray(), "not authorized"u8.ToArray(),
        "notauthorized"u8.ToArray(), "not permitted"u8.ToArray(), "not allowed"u8.ToArray(), "permission"u8.ToArray(),
    ];

    private static Outcome Status(ReadOnlySpan<byte> code)
    {
        if (code.SequenceEqual("401"u8) || code.SequenceEqual("403"u8)) return Events.Outcome.Denied;
        return code[0] switch
        {
            (byte)'2' or (byte)'3' => Events.Outcome.Success,
            (byte)'4' or (byte)'5' => Events.Outcome.Failure,
            _ => Events.Outcome.Unknown,
        };
    }
}
