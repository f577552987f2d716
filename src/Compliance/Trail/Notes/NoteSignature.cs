namespace Compliance.Trail.Notes;

/// <summary>One signature line of a note.</summary>
/// <param name="Name">Name of the key that is said to have signed.</param>
/// <param name="KeyId">Its id: tells apart keys of one name, and proves nothing.</param>
/// <param name="Bytes">What the algorithm made: the payload of the line after the four bytes of the key id. Never empty.</param>
public sealed record NoteSignature(string Name, uint KeyId, byte[] Bytes);
