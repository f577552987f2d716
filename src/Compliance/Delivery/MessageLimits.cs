using System.Text.RegularExpressions;

namespace Compliance.Delivery;

/// <summary>What a message has to keep to, whatever channel it goes by: headers and keys are made of it.</summary>
internal static partial class MessageLimits
{
    private const int LongestTitle = 200;
    private const int LongestKey = 255;
    private const int LongestText = 256 << 10;
    private const int LongestHtml = 1 << 20;

    /// <summary>Why a message cannot be sent.</summary>
    /// <returns>In words, naming the field; null: it can.</returns>
    public static string? Problem(OutgoingMessage message)
    {
        // Standard Webhooks forbids dots: they separate what is signed.
        if (!Id().IsMatch(message.Id)) return "the message's `Id` is to be 1 to 128 letters, digits, `_` and `-`";
        if (!Type().IsMatch(message.Type)) return "the message's `Type` is to be words with dots between them, at most 128 characters";
        if (!OneLine(message.DedupKey, LongestKey)) return $"the message's `DedupKey` is to be one line of 1 to {LongestKey} characters";
        if (!OneLine(message.Title, LongestTitle)) return $"the message's `Title` is to be one line of 1 to {LongestTitle} characters";
        if (!OneLine(message.Subject, LongestKey)) return $"the message's `Subject` is to be one line of 1 to {LongestKey} characters";
        if (message.Text.Length > LongestText) return $"the message's `Text` is to be at most {LongestText} characters";
        if (message.Html?.Length > LongestHtml) return $"the message's `Html` is to be at most {LongestHtml} characters";
        return message.Link is { } link && !(link.IsAbsoluteUri && link.Scheme is "https" or "http") ? "the message's `Link` is to be an address of the web" : null;
    }

    private static bool OneLine(string text, int most) => text.Length is > 0 && text.Length <= most && !text.Any(char.IsControl) && !text.AsSpan().ContainsAny('\u2028', '\u2029');

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,128}\z")]
    private static partial Regex Id();

    [GeneratedRegex(@"^(?=.{1,128}\z)[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\z")]
    private static partial Regex Type();
}
