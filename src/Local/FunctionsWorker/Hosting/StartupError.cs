namespace Compliance.Local.FunctionsWorker.Hosting;

/// <summary>Something the person who starts the host has to put right; the message says what, and is all they are shown.</summary>
internal sealed class StartupError(string message) : Exception(message);
