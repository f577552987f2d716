using Compliance.Delivery;

namespace Compliance.Companies;

/// <summary><c>mail</c> of company.yaml: how mail leaves.</summary>
/// <param name="Secret">Name of the secret that holds the password; null: no sign-in.</param>
public sealed record MailAccount(MailRelay Relay, string? Secret, bool AllowPrivate)
{
    /// <summary>The channel that reaches an address.</summary>
    /// <param name="name">By which contacts name it; null: by the address.</param>
    public Channel To(string address, string? name = null) =>
        new() { Name = name ?? address, Type = ChannelType.Mail, Address = address, Relay = Relay, Secret = Secret, AllowPrivate = AllowPrivate };
}
