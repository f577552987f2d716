namespace Compliance.Trail.Verification;

/// <summary>The files of an export, wherever they lie. Nothing about them is believed.</summary>
/// <remarks>Paths are those of the format: relative, with <c>/</c>, ordinal.</remarks>
public interface IExportSource
{
    /// <summary>For messages: as the user named it.</summary>
    string Location { get; }

    /// <summary>Every file there is, in no particular order.</summary>
    /// <exception cref="InputException">The export is not of plain files inside it.</exception>
    IEnumerable<string> Paths();

    bool Exists(string path);

    /// <summary>Opens a file for one pass from its beginning; null: there is none. Several may be open at a time.</summary>
    /// <exception cref="InputException">It is not a plain file inside the export.</exception>
    Stream? Open(string path);
}
