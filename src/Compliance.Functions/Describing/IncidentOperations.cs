using Compliance.Functions.Incidents;

namespace Compliance.Functions.Describing;

internal static class IncidentOperations
{
    private static readonly Success[] Acted =
    [
        Success.Json(200, "It was done before, or added nothing", "IncidentAct", AnswerHeader.ETag), Success.Json(201, "Done", "IncidentAct", AnswerHeader.ETag),
    ];

    public static readonly Operation[] All =
    [
        Act(nameof(OpenIncident), "Opens a case", Request.Json<OpenRequest>("What it is about; `by`: who asks, where nobody signs in"), "instant-invalid") with
        {
            Answers =
            [
                Success.Json(200, "It was opened before", "IncidentAct", AnswerHeader.ETag, AnswerHeader.Location),
                Success.Json(201, "Opened", "IncidentAct", AnswerHeader.ETag, AnswerHeader.Location),
            ],
        },
        new(nameof(ListIncidents), "A vendor's register of incidents, by id")
        {
            Query = Parameter.Paging,
            Answers = [Success.Json(200, "A page", "IncidentPage")],
            Refusals = [.. Codes.OfVendor, .. Codes.OfPages],
        },
        new(nameof(GetIncident), "An incident: its ledger, which clocks run and why, its steps and its messages")
        {
            Query = [Parameter.Truth("arguable", "Also the later limits that a rule of counting allows to argue for")],
            Headers = [Parameter.IfNoneMatch],
            Answers = [Success.Json(200, "The incident", "Incident", AnswerHeader.ETag), Success.NotModified],
            Refusals = [.. Codes.OfVendor, "incident-not-found", "query-invalid"],
        },
        new(nameof(GetIncidentTimeline), "What was known when, and what was done")
        {
            Query = [Parameter.Word("format", "Default json", ["json", "markdown", "cacao"])],
            Answers = [new(200, "The timeline", new Dictionary<string, string> { ["application/json"] = "Timeline|CacaoPlaybook", ["text/markdown"] = "" })],
            Refusals = [.. Codes.OfVendor, "incident-not-found", "query-invalid", "no-playbook"],
        },
        Act(nameof(RecordFact), "Adds a fact to the ledger; one that was wrong is corrected by a later one", Request.Json<FactRequest>("The fact"), "incident-not-found", "instant-invalid"),
        Act(nameof(ChangeIncidentStage), "Brings an incident to its next stage, or closes it", Request.Json<StageRequest>("The stage; `closed` needs the decision whether anybody is told"), "incident-not-found"),
        Act(nameof(CompleteStep), "Completes, approves or rejects a step", Request.Json<StepRequest>("What is done about it"), "incident-not-found"),
        Act(nameof(EnableRule), "Lets an unconfirmed rule start reminders for this incident", Request.Json<EnableRequest>("Why it is relied on"), "incident-not-found"),
        Act(nameof(AcknowledgeDelivery), "Says that a person has seen a message", Request.Json<NothingMore>("`by`: who, where nobody signs in", required: false), "incident-not-found"),
    ];

    private static Operation Act(string function, string summary, Request body, params string[] refusals) => new(function, summary)
    {
        Headers = [Parameter.IdempotencyKey],
        Body = body,
        Answers = Acted,
        Refusals = [.. Codes.OfIncident, .. refusals],
    };
}
