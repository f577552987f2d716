using Compliance.Resources.Json;

namespace Compliance.Resources.Operators;

/// <summary><c>https-or-redirect</c>: every HTTP listener of an application gateway only redirects to HTTPS.</summary>
internal sealed class HttpsOrRedirectTest : ObjectTest
{
    private static readonly PropertyName Listeners = new("httpListeners");
    private static readonly PropertyName Listener = new("httpListener");
    private static readonly PropertyName Protocol = new("protocol");
    private static readonly PropertyName Rules = new("requestRoutingRules");
    private static readonly PropertyName Redirect = new("redirectConfiguration");
    private static readonly PropertyName Redirects = new("redirectConfigurations");
    private static readonly PropertyName TargetListener = new("targetListener");
    private static readonly PropertyName TargetUrl = new("targetUrl");

    // Azure allows 200 listeners and 400 rules; each listener is held against each rule.
    private const int MostValues = 50_000;

    protected override TestAnswer Ask(TapeNode value)
    {
        if (value.Size > MostValues) return TestAnswer.Unclear("the gateway is larger than any that Azure allows");
        var listeners = Member(value, Listeners);
        if (listeners.IsMissing || listeners.Kind != NodeKind.Array || listeners.IsEmpty) return TestAnswer.Unclear("the gateway shows no listeners");
        TestAnswer all = true;
        foreach (var listener in listeners.Inner)
        {
            var answer = IsHttps(listener);
            if (answer.Holds == false) answer = OnlyRedirects(value, listener);
            if (answer.Holds == false) return false;
            if (answer.Holds is null) all = answer;
        }
        return all;
    }

    private static TestAnswer IsHttps(TapeNode listener)
    {
        var protocol = Member(listener, Protocol);
        if (protocol.IsMissing || protocol.Kind == NodeKind.Unknown) return TestAnswer.Unclear("the protocol of a listener is not known");
        return protocol.Is("Https");
    }

    private static TestAnswer OnlyRedirects(TapeNode gateway, TapeNode listener)
    {
        var name = Text(listener, Names.Name);
        var rules = Member(gateway, Rules);
        if (name is null || rules.IsMissing || rules.Kind != NodeKind.Array) return false;
        var redirects = false;
        foreach (var rule in rules.Inner)
        {
            var reference = Member(rule, Listener);
            if (reference.IsMissing) continue;
            if (LastSegment(reference) is not { } served) return TestAnswer.Unclear("which listener a routing rule serves is not known");
            if (!served.Equals(name, StringComparison.OrdinalIgnoreCase)) continue;
            var target = RedirectsToHttps(gateway, rule);
            if (target.Holds != true) return target;
            redirects = true;
        }
        return redirects;
    }

    private static TestAnswer RedirectsToHttps(TapeNode gateway, TapeNode rule)
    {
        var reference = Member(rule, Redirect);
        if (reference.IsMissing || reference.Kind == NodeKind.Null) return false;
        if (LastSegment(reference) is not { } name) return TestAnswer.Unclear("where a routing rule redirects to is not known");
        if (Find(gateway, Redirects, name) is not { IsMissing: false } redirect) return TestAnswer.Unclear($"the redirect `{name}` is not in the gateway");
        if (Text(redirect, TargetUrl) is { } url) return url.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        var target = Member(redirect, TargetListener);
        if (target.IsMissing) return false;
        if (LastSegment(target) is not { } listener || Find(gateway, Listeners, listener) is not { IsMissing: false } found)
            return TestAnswer.Unclear($"the target of the redirect `{name}` is not known");
        return IsHttps(found);
    }

    private static TapeNode Find(TapeNode gateway, PropertyName list, string name)
    {
        var items = Member(gateway, list);
        if (items.IsMissing || items.Kind != NodeKind.Array) return default;
        foreach (var item in items.Inner)
            if (string.Equals(Text(item, Names.Name), name, StringComparison.OrdinalIgnoreCase)) return item;
        return default;
    }

    private static string? LastSegment(TapeNode reference) => Text(reference, Names.Id) is { } id ? id[(id.LastIndexOf('/') + 1)..] : null;
}
