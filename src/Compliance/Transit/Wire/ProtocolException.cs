namespace Compliance.Transit.Wire;

/// <summary>What the other side sent is not what the protocol allows, or more than was allowed for. The message is fit to be shown.</summary>
internal sealed class ProtocolException(string message) : Exception(message);
