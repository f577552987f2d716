using Compliance.Evidence.Bytes;
using Compliance.Vendors;

namespace Compliance.Judging;

/// <summary>The access model, compiled for one audit.</summary>
internal sealed class AuditTables
{
    public AuditTables(VendorRecord record) : this(record, new KeyedHash()) { }

    /// <param name="hash">Shared by those whose rows are to be compared.</param>
    public AuditTables(VendorRecord record, KeyedHash hash)
    {
        Hash = hash;
        var held = new HeldRolesTable(record.Access);
        Permissions = new PermissionTable(record.Access);
        HoldsNothing = held.None;
        Subjects = new SubjectDirectory(record, held);
        Actions = new ActionTable(record.Access, Hash);
        Grants = new GrantTable(Permissions, Hash);
        Types = new ResourceTypes(record.Access);
        Networks = new ListedNetworks(record.Access);
    }

    public KeyedHash Hash { get; }
    public HeldRoles HoldsNothing { get; }
    public SubjectDirectory Subjects { get; }
    public PermissionTable Permissions { get; }
    public ActionTable Actions { get; }
    public GrantTable Grants { get; }
    public ResourceTypes Types { get; }
    public ListedNetworks Networks { get; }

    /// <summary>Null for a principal that the model does not know.</summary>
    public Subject? SubjectOf(PrincipalKey key) => key.IsKnown ? Subjects.All[key.Index] : null;
}
