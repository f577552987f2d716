namespace Compliance.Delivery.Posts;

/// <summary>The address of a receiver, as far as its text tells whether it may be asked; the address it resolves to is checked when connecting.</summary>
internal static class TargetAddress
{
    private const int Longest = 4_096;

    /// <exception cref="FailedAttemptException">It is none, or one that may not be asked.</exception>
    public static Uri Checked(Uri? address, Channel channel)
    {
        if (address is null) throw FailedAttemptException.Refused("the channel has no address");
        if (!address.IsAbsoluteUri || address.OriginalString.Length > Longest) throw FailedAttemptException.Refused("the channel's address is no address of the web");
        if (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && channel.AllowPrivate))
            throw FailedAttemptException.Refused("the channel's address is to begin with `https://`");
        if (address.UserInfo.Length > 0) throw FailedAttemptException.Refused("the channel's address holds a user name: take it out");
        return address;
    }

    /// <summary>An address that is a secret itself, of a product whose hosts are known.</summary>
    /// <param name="isHost">Whether a host is one of the product's. With <see cref="Channel.AllowPrivate"/> others are asked as well: a relay of the company's own.</param>
    /// <exception cref="FailedAttemptException">It is none, or one that may not be asked.</exception>
    public static Uri Secret(string? secret, Channel channel, Func<string, bool> isHost)
    {
        var given = secret is null && channel.AllowPrivate ? channel.Url : null;
        if (given is null && !Uri.TryCreate(secret?.Trim(), UriKind.Absolute, out given))
            throw FailedAttemptException.Refused(secret is null ? "the secret with the channel's address is not there" : "the secret is to be the whole address of the channel");
        var address = Checked(given, channel);
        if (!channel.AllowPrivate && !isHost(address.IdnHost)) throw FailedAttemptException.Refused($"the secret's address is of no host of {channel.Type}");
        return address;
    }
}
