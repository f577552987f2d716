using Compliance.Resources.Json;

namespace Compliance.Resources.Paths;

/// <summary>Reads one path without braces.</summary>
internal sealed class PathParser(string text)
{
    private static readonly Dictionary<string, PathOrigin> Own = new(StringComparer.OrdinalIgnoreCase)
    {
        ["name"] = PathOrigin.Name,
        ["parent.name"] = PathOrigin.ParentName,
        ["parent.type"] = PathOrigin.ParentType,
    };

    private readonly List<PathStep> _steps = [];
    private int _at;

    public PathBranch Parse()
    {
        if (Own.TryGetValue(text, out var own)) return new PathBranch(own, []);
        if (text.StartsWith("child(", StringComparison.Ordinal)) return Child();
        var origin = text.StartsWith("parent.", StringComparison.Ordinal) ? PathOrigin.Parent : PathOrigin.Self;
        if (origin == PathOrigin.Parent) _at = "parent.".Length;
        Steps();
        return new PathBranch(origin, _steps);
    }

    private PathBranch Child()
    {
        var close = text.IndexOf(')', StringComparison.Ordinal);
        if (close < 0 || close + 1 >= text.Length || text[close + 1] != '.') throw Wrong(close < 0 ? text.Length : close, "`child(type).` or `child(type/name).`");
        var named = text["child(".Length..close].Split('/');
        if (named.Length > 2 || named.Any(string.IsNullOrWhiteSpace)) throw Wrong("child(".Length, "a type, or a type and a name");
        _at = close + 2;
        Steps();
        return new PathBranch(PathOrigin.Child, _steps) { ChildType = named[0], ChildName = named.ElementAtOrDefault(1) };
    }

    private void Steps()
    {
        Member();
        while (_at < text.Length)
        {
            if (text[_at] == '[') Bracket();
            else if (text[_at] == '.')
            {
                _at++;
                Member();
            }
            else throw Wrong(_at, "`.` or `[`");
        }
    }

    private void Member()
    {
        if (_at < text.Length && text[_at] == '[')
        {
            Bracket();
            return;
        }
        var end = text.AsSpan(_at).IndexOfAny(".[]'()");
        var name = end < 0 ? text[_at..] : text.Substring(_at, end);
        if (name.Length == 0) throw Wrong(_at, "a name");
        _steps.Add(new PathStep(StepKind.Member, new PropertyName(name)));
        _at += name.Length;
    }

    private void Bracket()
    {
        _at++;
        if (Take("*]")) _steps.Add(new PathStep(StepKind.Elements, new PropertyName("*")));
        else if (_at < text.Length && text[_at] == '\'')
        {
            var name = Quoted();
            if (!Take("]")) throw Wrong(_at, "`]`");
            var kind = name.Contains('*', StringComparison.Ordinal) ? StepKind.Like : StepKind.Member;
            _steps.Add(new PathStep(kind, new PropertyName(name)));
        }
        else
        {
            var equal = text.IndexOf("==", _at, StringComparison.Ordinal);
            if (equal <= _at) throw Wrong(_at, "`*`, a quoted name, or `name=='value'`");
            var name = text[_at..equal].Trim();
            _at = equal + 2;
            var value = Quoted();
            if (!Take("]")) throw Wrong(_at, "`]`");
            _steps.Add(new PathStep(StepKind.Where, new PropertyName(name), value));
        }
    }

    private string Quoted()
    {
        if (_at >= text.Length || text[_at] != '\'') throw Wrong(_at, "a text in single quotes");
        var end = text.IndexOf('\'', _at + 1);
        if (end < 0) throw Wrong(text.Length, "the closing quote");
        var quoted = text[(_at + 1)..end];
        _at = end + 1;
        return quoted;
    }

    private bool Take(string token)
    {
        if (string.CompareOrdinal(text, _at, token, 0, token.Length) != 0) return false;
        _at += token.Length;
        return true;
    }

    private FormatException Wrong(int at, string expected) => new($"`{text}`, character {at + 1}: expected {expected}");
}
