using Compliance.Delivery;
using Compliance.Vendors;

namespace Compliance.Companies;

/// <summary>The channels of company.yaml while the contacts that name them are read.</summary>
/// <remarks>What is there and refused has its problem already: nothing that hangs on it is told as another.</remarks>
internal sealed class ChannelDirectory
{
    private readonly bool _hasMail;
    private readonly MailAccount? _mail;
    private readonly Dictionary<string, Channel?>? _byName;

    /// <param name="file">Of which <c>mail</c> and <c>channels</c> are read.</param>
    public ChannelDirectory(YamlFields file)
    {
        _hasMail = file.Has("mail");
        _mail = file.Optional("mail", MailYaml.Read);
        var entries = file.Optional("channels", ChannelYaml.Read);
        if (entries is not null || !file.Has("channels"))
            _byName = (entries ?? []).ToDictionary(entry => entry.Name, Made, StringComparer.Ordinal);
        Channels = [.. (entries ?? []).Select(entry => _byName![entry.Name]).OfType<Channel>()];
    }

    public MailAccount? Mail => _mail;

    /// <summary>In file order.</summary>
    public IReadOnlyList<Channel> Channels { get; }

    /// <summary>Channels in order; null, with the problem noted, when the list cannot be read.</summary>
    public IReadOnlyList<Channel>? Ladder(YamlValue value) =>
        ContactsYaml.Ladder(value) is { } contacts ? [.. contacts.Select(contact => Find(contact.Name, contact.Place)).OfType<Channel>()] : null;

    private Channel? Find(string name, YamlValue place)
    {
        if (ContactsYaml.IsAddress(name))
        {
            if (!_hasMail) place.Refuse($"{Excerpt.Of(name)} is a mail address, and there is no `mail`: add the relay that mail leaves by");
            return _mail?.To(name);
        }
        if (_byName is null) return null;
        if (!_byName.TryGetValue(name, out var channel)) place.Refuse($"there is no channel {Excerpt.Of(name)}: add it under `channels`, or correct the name");
        return channel;
    }

    private Channel? Made(ChannelYaml entry)
    {
        if (entry.Address is null) return entry.Channel;
        if (!_hasMail) entry.Place.Refuse("a channel of type mail needs `mail`: add the relay that mail leaves by");
        return _mail?.To(entry.Address, entry.Name);
    }
}
