using System.Globalization;
using Compliance.Storage;
using Microsoft.Extensions.Configuration;
using static Compliance.Functions.SettingText;

namespace Compliance.Functions.Slicing;

/// <summary>The settings of audits that are read in slices.</summary>
public sealed record SliceOptions
{
    /// <summary>The least that <c>SliceBytes</c> may be: 1 MiB.</summary>
    public const long LeastBytes = 1L << 20;

    /// <summary>The most that <c>SliceBytes</c> may be: 1 TiB, with which no audit is sliced.</summary>
    public const long MostBytes = 1L << 40;

    /// <summary><c>SliceBytes</c>: an audit with more bytes of logs than this, as stored, is read in slices of about this size, by as many instances as there are. Default 256 MiB; 1 MiB to 1 TiB.</summary>
    public long Bytes { get; init; } = 256L << 20;

    /// <summary><c>SliceStore</c>: where what was read of slices lies until their audit has ended, as <see cref="SliceStore.Open"/> understands it: best an account without versions and soft
    /// delete, for what is deleted there is to be gone. Default: beside the evidence.</summary>
    public string? Store { get; init; }

    /// <param name="problems">Receives what is wrong with a setting, by its name.</param>
    public static SliceOptions Read(IConfiguration settings, List<string> problems)
    {
        var absent = new SliceOptions { Store = Text(settings, "SliceStore") };
        if (Text(settings, "SliceBytes") is not { } text) return absent;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes is >= LeastBytes and <= MostBytes) return absent with { Bytes = bytes };
        problems.Add($"setting `SliceBytes` is `{text}`: expected bytes, {LeastBytes} to {MostBytes}");
        return absent;
    }
}
