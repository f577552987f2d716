namespace Compliance.Resources.Paths;

/// <summary>Where a path begins.</summary>
internal enum PathOrigin : byte
{
    Self,

    /// <summary><c>child(type/name).</c>: in the resources below it.</summary>
    Child,

    /// <summary><c>parent.</c>: in the resource above it.</summary>
    Parent,

    /// <summary><c>name</c>: last segment of its name.</summary>
    Name,

    /// <summary><c>parent.name</c>: the segment before that, known from the resource's own name or id.</summary>
    ParentName,

    /// <summary><c>parent.type</c>: its type without the last segment.</summary>
    ParentType,
}
