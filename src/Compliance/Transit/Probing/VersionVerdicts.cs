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
        // A close without a word refuses only if what was accepted still is: else the server may have had enough of us.
        var closeRefuses = answers.Any(answer => answer.Answer is Answer.Closed) && await StillAnswersAsync(answers, cancellation);
        return [.. answers.Select(answer => new VersionObservation(answer.Version, Accepted(answer, closeRefuses), answer.Exact is null ? answer.Answer.Words : null))];
    }

    private static bool? Accepted(VersionAnswer answer, bool closeRefuses) => answer.Answer switch
    {
        Answer.Agreed => answer.Exact is not null,
        // About the name, not about the version.
        Answer.Refused { Alert.Description: Alert.UnrecognizedName } => null,
        Answer.Refused => false,
        Answer.Closed when closeRefuses => false,
        _ => null,
    };

    private async Task<bool> StillAnswersAsync(IReadOnlyList<VersionAnswer> answers, CancellationToken cancellation)
    {
        var known = answers.FirstOrDefault(answer => answer.Exact is not null);
        if (known is null) return false;
        var again = await conversation.AskAsync(form.For(known.Version, [known.Exact!.Hello.Suite]), static _ => false, cancellation);
        return new VersionAnswer(known.Version, again).Exact is not null;
    }
}
