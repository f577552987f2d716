using Compliance.Transit.Wire;

namespace Compliance.Transit.Probing;

/// <summary>
/// What the answers to all versions say together. INVARIANT: false is said only for a refusal; what could not be asked, was not answered or
/// was answered with something that is no TLS is not known.
/// </summary>
internal sealed class VersionVerdicts(Conversation conversation, HelloForm form)
{
    public async Task<IReadOnlyList<VersionObservation>> JudgeAsync(IReadOnlyList<VersionAnswer> answers, CancellationToken cancellation)
    {
        var stillAnswers = answers.Any(answer => answer.Answer.MayRefuse) && await StillAnswersAsync(answers, cancellation);
        return [.. answers.Select(answer => new VersionObservation(answer.Version, Accepted(answer, stillAnswers), answer.Why))];
    }

    private static bool? Accepted(VersionAnswer answer, bool stillAnswers)
    {
        if (answer.Exact is not null) return true;
        return answer.IsRefusal || (answer.Answer.MayRefuse && stillAnswers) ? false : null;
    }

    private async Task<bool> StillAnswersAsync(IReadOnlyList<VersionAnswer> answers, CancellationToken cancellation)
    {
        var known = answers.FirstOrDefault(answer => answer.Exact is not null);
        if (known is null) return false;
        var again = await conversation.AskAsync(form.For(known.Version, [known.Exact!.Hello.Suite]), static _ => false, cancellation);
        return (known with { Answer = again }).Exact is not null;
    }
}
