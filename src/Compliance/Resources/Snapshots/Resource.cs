using System.Text;
using Compliance.Resources.Json;

namespace Compliance.Resources.Snapshots;

/// <summary>One resource of a snapshot, valid until the next is read.</summary>
internal sealed class Resource
{
    private readonly TapeNode _id;
    private string? _key;
    private string? _shown;

    /// <param name="root">Its object.</param>
    /// <param name="type">Its type as written.</param>
    /// <param name="id">Its id, or missing.</param>
    public Resource(TapeNode root, byte[] type, TapeNode id)
    {
        Root = root;
        Type = type;
        _id = id;
    }

    public TapeNode Root { get; }

    /// <summary>Type as written, UTF-8.</summary>
    public byte[] Type { get; }

    /// <summary>Where it stands in its snapshot, from 1.</summary>
    public required long Record { get; init; }

    /// <summary>Its full name where it has no id: of a template, or an address in a Terraform plan.</summary>
    public string? GivenName { get; init; }

    /// <summary>What stands for an id within one template; null: only its id tells it apart.</summary>
    public string? GivenKey { get; init; }

    /// <summary>Whether <c>properties</c> may have been hoisted, as az does.</summary>
    public bool Flattened { get; init; }

    /// <summary>Whether it is of a Terraform plan, where blocks are lists.</summary>
    public bool Blocks { get; init; }

    public bool HasId => !_id.IsMissing;

    /// <summary>The id as written, UTF-8; empty: none.</summary>
    public ReadOnlySpan<byte> Id => _id.IsMissing ? [] : _id.Utf8;

    /// <summary>What people call it: its id, else its name.</summary>
    public string Shown => _shown ??= !_id.IsMissing ? _id.GetText() : GivenName ?? (Root.Text(Names.Name) is { IsMissing: false } name ? name.GetText() : "(unnamed)");

    /// <summary>Lower-case id whose last two segments are type and name, so that the rest is its parent's; null: none.</summary>
    public string? Key => _key ??= GivenKey ?? (_id.IsMissing ? null : _id.GetText().TrimEnd('/').ToLowerInvariant());

    public string? ParentKey => Key is { } key && key.LastIndexOf('/') is > 0 and var last && key.LastIndexOf('/', last - 1) is > 0 and var before ? key[..before] : null;

    /// <summary>Last segment of its name.</summary>
    public string? Name => Key is { } key ? key[(key.LastIndexOf('/') + 1)..] : Segments is { Length: > 0 } names ? names[^1] : null;

    /// <summary>The name before the last; null: it has no parent.</summary>
    public string? ParentName => Type.AsSpan().Count((byte)'/') < 2 ? null
        : ParentKey is { } parent ? parent[(parent.LastIndexOf('/') + 1)..] : Segments is { Length: > 1 } names ? names[^2] : null;

    public string? ParentType => Type.AsSpan().Count((byte)'/') < 2 ? null : Encoding.UTF8.GetString(Type.AsSpan(0, Type.AsSpan().LastIndexOf((byte)'/')));

    /// <summary>Date of its API version; null: not said.</summary>
    public string? ApiVersion
    {
        get
        {
            var version = Root.Text(Names.ApiVersion);
            if (version.IsMissing) return null;
            var text = version.GetText();
            return text.Length >= 10 && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", out _) ? text[..10] : null;
        }
    }

    private string[]? Segments => (GivenName ?? (Root.Text(Names.Name) is { IsMissing: false } name ? name.GetText() : null))?.Split('/');
}
