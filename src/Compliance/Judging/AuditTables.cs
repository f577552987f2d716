using Compliance.Evidence.Bytes;
using Compliance.Vendors;

namespace Compliance.Judging;

/// <summary>The access model, compiled for one audit.</summary>
internal sealed class AuditTables
{
    public AuditTables(VendorRecord record)
    {
        var held = new HeldRolesTable(record.Access);
        Permissions = new PermissionTable(record.Access);
        HoldsNothing = held.None;
        Subjects = new SubjectDirectory(record, held);
        Actions = new ActionTable(record.Access, Hash);
        Grants = new GrantTable(Permissions, Hash);
        Types = new ResourceTypes(record.Access);
    }

    public KeyedHash Hash { get; } = new();
    public HeldRoles HoldsNothing { get; }
    public SubjectDirectory Subjects { get; }
    public PermissionTable Permissions { get; }
    public ActionTable Actions { get; }
    public GrantTable Grants { get; }
    public ResourceTypes Types { get; }

    /// <summary>Null for a principal that the model does not know.</summary>
    public Subject? SubjectOf(PrincipalKey key) => key.IsKnown ? Subjects.All[key.Index] : null;
}
