using System.Security.Cryptography;
using System.Text;
using Compliance.Delivery;
using Compliance.Regimes;
using NodaTime;

namespace Compliance.Companies;

/// <summary>Somebody whom a contract gives a right to be told.</summary>
public sealed record Counterparty
{
    public required string Name { get; init; }

    /// <summary>How long after the company's awareness at the latest.</summary>
    public required Duration NoticeWithin { get; init; }

    /// <summary>Where that is written; null: company.yaml does not say.</summary>
    public string? Document { get; init; }
    public IReadOnlyList<Channel> Contacts { get; init; } = [];

    /// <summary>The name as part of a rule's id: <c>big-retail</c>; of a name without a letter or digit of ASCII, a digest of it.</summary>
    public string Slug => SlugOf(Name);

    internal bool IsCalled(string name) => name == Slug || string.Equals(name, Name, StringComparison.OrdinalIgnoreCase);

    internal RegimeRule Rule(string id, string recipientType) =>
        RegimeRule.Contract(id, Name, recipientType, Duty.Customer, NoticeWithin, "awareness", Document ?? $"contract with {Name}; company.yaml names no document");

    private static string SlugOf(string name)
    {
        const int Longest = 48;
        var slug = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c)) slug.Append(char.ToLowerInvariant(c));
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }
        var text = slug.ToString(0, Math.Min(slug.Length, Longest)).Trim('-');
        return text.Length > 0 ? text : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 4));
    }
}
