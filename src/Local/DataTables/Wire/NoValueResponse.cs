namespace Azure.Data.Tables.Wire;

/// <summary>The answer to a question for a row that does not exist.</summary>
internal sealed class NoValueResponse<T>(Response response) : NullableResponse<T>
{
    public override bool HasValue => false;

    public override T Value => throw new InvalidOperationException("the row does not exist; look at HasValue first");

    public override Response GetRawResponse() => response;
}
