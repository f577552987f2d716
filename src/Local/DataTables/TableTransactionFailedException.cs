using System.Globalization;

namespace Azure.Data.Tables;

/// <summary>A transaction that the service refused as a whole because of one of its actions. Nothing of it was written.</summary>
public class TableTransactionFailedException : RequestFailedException
{
    /// <summary>Wraps the error of the action that failed.</summary>
    public TableTransactionFailedException(RequestFailedException requestFailedException)
        : base(
            requestFailedException.Status,
            requestFailedException.Message,
            requestFailedException.ErrorCode,
            requestFailedException.InnerException)
        => FailedTransactionActionIndex = LeadingIndex(requestFailedException.Message);

    /// <summary>The position of the action that failed, from 0; null when the service does not say.</summary>
    public int? FailedTransactionActionIndex { get; }

    // The service gives the index only inside the text: `2:The specified entity already exists.`
    private static int? LeadingIndex(string message)
    {
        var colon = message.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && int.TryParse(message.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : null;
    }
}
