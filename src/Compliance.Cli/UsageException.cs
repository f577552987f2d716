namespace Compliance.Cli;

/// <summary>The command line asks for what cannot be; found only after it was parsed.</summary>
internal sealed class UsageException(string message) : Exception(message);
