namespace Compliance.Secrets;

/// <summary>The key under which a vendor's trail is written cannot be read: the secret is gone, disabled, out of reach for this program, or no key. Whoever runs this
/// program has to put that right; whoever asks it for something has done nothing wrong.</summary>
public sealed class KeyUnavailableException(string message, Exception inner) : InputException(message, inner);
