namespace Compliance.Functions.Describing;

internal static class ServiceOperations
{
    public static readonly Operation[] All =
    [
        new(nameof(Live), "Whether the process answers") { Answers = [Success.Json(200, "It does", "Health")] },
        new(nameof(Ready), "Whether what the service needs can be reached")
        {
            Answers = [Success.Json(200, "It can", "Health")],
            Refusals = ["too-many-requests", "not-ready"],
        },
        new(nameof(OpenApi), "This description")
        {
            Headers = [Parameter.IfNoneMatch],
            Answers = [Success.Json(200, "OpenAPI 3.1", "", AnswerHeader.ETag), Success.NotModified],
            Refusals = ["too-many-requests"],
        },
    ];
}
