using Compliance.Local.EmbeddedTables.Store;

namespace Compliance.Local.EmbeddedTables.Commands;

/// <summary><c>DELETE /Tables('name')</c>. The name is free again at once; the service keeps it for about 40 seconds.</summary>
internal sealed class DeleteTable(string name) : Command
{
    public override bool Writes => true;

    public override Answer Run(Database database, TimeProvider time) => database.Write(connection =>
    {
        var table = new Rows(connection).FindTable(name) ?? throw TableException.ResourceNotFound();
        connection.Prepare("DELETE FROM entities WHERE tableId = $1").Run(table);
        connection.Prepare("DELETE FROM tables WHERE id = $1").Run(table);
        return Answer.Empty(204);
    });
}
