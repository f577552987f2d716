namespace Compliance.Local.EmbeddedTables;

/// <summary>A refusal in the service's own terms: HTTP status, error code, text.</summary>
#pragma warning disable CA1032 // It always carries the three.
internal sealed class TableException(int status, string code, string message) : Exception(message)
#pragma warning restore CA1032
{
    public int Status => status;

    public string Code => code;

    public static TableException InvalidInput(string detail) => new(400, "InvalidInput", $"One of the request inputs is not valid: {detail}");

    public static TableException TableNotFound() => new(404, "TableNotFound", "The table specified does not exist.");

    public static TableException ResourceNotFound() => new(404, "ResourceNotFound", "The specified resource does not exist.");

    public static TableException ConditionNotSatisfied() =>
        new(412, "UpdateConditionNotSatisfied", "The update condition specified in the request was not satisfied.");

    public static TableException RequestBodyTooLarge() =>
        new(413, "RequestBodyTooLarge", "The request body is too large and exceeds the maximum permissible limit.");

    /// <summary>The same refusal, naming the action of a transaction it concerns.</summary>
    public TableException At(int index) => new(status, code, $"{index}:{Message}");
}
