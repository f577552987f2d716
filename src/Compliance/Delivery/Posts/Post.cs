using System.Text;
using System.Text.Json.Nodes;

namespace Compliance.Delivery.Posts;

/// <summary>A message in the format of one channel, ready to be posted.</summary>
internal sealed record Post
{
    public const string Json = "application/json";

    public required Uri Address { get; init; }
    public required byte[] Body { get; init; }
    public string ContentType { get; init; } = Json;
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Statuses that say: taken.</summary>
    public required IReadOnlyList<int> Accepted { get; init; }

    /// <summary>What the whole answer has to be for it to count; null: the status alone says it.</summary>
    public string? Word { get; init; }

    /// <summary>What acceptance means, for the record.</summary>
    public required string Meaning { get; init; }

    public static byte[] Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    /// <exception cref="FailedAttemptException">The body is larger than the receiver takes.</exception>
    public Post AtMost(int bytes) =>
        Body.Length <= bytes ? this : throw FailedAttemptException.Refused($"the message is {Body.Length} bytes in this channel's format; at most {bytes} are taken");
}
