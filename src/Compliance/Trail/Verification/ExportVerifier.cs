namespace Compliance.Trail.Verification;

/// <summary>Verifies an export offline: every byte of it that means something, against what was signed.</summary>
/// <remarks>Shares nothing with what writes exports or stores: columns, tiles and roots are derived again from the entries.
/// Streams: memory does not grow with the export.</remarks>
public static class ExportVerifier
{
    /// <summary>Whatever the bytes are, the answer is a verdict.</summary>
    /// <exception cref="InputException">The export cannot be read at all.</exception>
    public static Task<TrailVerification> VerifyAsync(IExportSource source, VerifyOptions options, CancellationToken cancellationToken = default) =>
        Task.Run(() => Verify(source, options, cancellationToken), cancellationToken);

    private static TrailVerification Verify(IExportSource source, VerifyOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return new ExportReading(source, options, cancellationToken).Run();
        }
        catch (InvalidDataException e)
        {
            throw new InputException($"`{source.Location}` cannot be unpacked: {e.Message}", e);
        }
    }
}
