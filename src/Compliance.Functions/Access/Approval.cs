using Compliance.Findings;
using Compliance.Functions.Http;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Compliance.Functions.Access;

/// <summary>A risk is accepted by whoever is signed in, in nobody else's name; and by another person than has asked for it, in an act of its own and under
/// a sign-in of its own.</summary>
/// <remarks>That the one who is signed in has the role is asked before. Where nobody signs in, who asks and who accepts is what the request says.</remarks>
public static class Approval
{
    /// <param name="standing">What was decided last about just what the order is about; null: nothing.</param>
    /// <param name="invalid">The code where the order lacks something.</param>
    /// <returns>The order with the names of those who asked and who accepts, as they sign in; or why there is none.</returns>
    public static (DecisionOrder? Order, IResult? Problem) Of(SignedIn caller, DecisionOrder order, FindingWork? standing, Instant now, string invalid = DecisionRefusal.Invalid)
    {
        var (named, refusal) = order.Status is FindingStatus.RiskAccepted && caller.IsNamed ? Named(caller, order, standing, now) : (order, null);
        refusal ??= named.Refusal(now);
        return refusal is null ? (named, null) : (null, Problem.Of(422, refusal.Code == DecisionRefusal.Invalid ? invalid : refusal.Code, refusal.Message));
    }

    private static (DecisionOrder Order, DecisionRefusal? Refusal) Named(SignedIn caller, DecisionOrder order, FindingWork? standing, Instant now)
    {
        if (!Persons.AreOne(order.ApprovedBy, caller.Name))
            return (order, new("approver-is-not-caller", "`approvedBy` is not the name that is signed in: leave it out, or have that person sign in and accept the risk"));
        if (standing is not { Status: FindingStatus.RiskRequested } || standing.Expires <= now)
            return (order, new("risk-not-requested", "nobody has asked for it, or something else was decided since: have another person decide `risk-requested` first"));
        if (caller.Person.IsOne(new(standing.By, standing.ById)))
            return (order, new("approver-is-requester", "you have asked for it yourself: a risk is accepted by another person"));
        if (order.RequestedBy is { } said && !Persons.AreOne(said, standing.By))
            return (order, new(DecisionRefusal.Invalid, "`requestedBy` is not who has asked for it: leave it out"));
        return (order with { RequestedBy = standing.By, ApprovedBy = caller.Name }, null);
    }
}
