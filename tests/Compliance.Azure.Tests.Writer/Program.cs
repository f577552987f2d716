using System.Globalization;
using Azure.Data.Tables;
using Compliance.Azure.Tests.Writer;
using Compliance.Local.EmbeddedTables;

switch (args)
{
    case ["trail", var connection, var vendor]:
        await TrailWriter.RunAsync(connection, vendor);
        return;
    case ["trail-step", var connection, var vendor, var doing, var step, var at]:
        await TrailStep.RunAsync(connection, vendor, doing, int.Parse(step, CultureInfo.InvariantCulture), at == "after");
        return;
    case ["trail-crowd", var connection, var vendor, var name, var acts]:
        await TrailStep.CrowdAsync(connection, vendor, name, int.Parse(acts, CultureInfo.InvariantCulture));
        return;
}

// Writes transactions into the embedded file named, a hundred rows each, and prints the number of each one that was
// acknowledged, until it is killed: the other half of CrashTests.
using var transport = new EmbeddedTableTransport(args[0]);
var service = new TableServiceClient("UseDevelopmentStorage=true", new TableClientOptions { Transport = transport });
var table = service.GetTableClient("trail");
await table.CreateIfNotExistsAsync();
var payload = new byte[1024];
for (var transaction = 0; ; transaction++)
{
    var rows = Enumerable.Range(0, 100).Select(row => new TableEntity("p", $"{transaction:D6}-{row:D2}") { { "Transaction", transaction }, { "Payload", payload } });
    await table.SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)));
    Console.Out.WriteLine(transaction);
    Console.Out.Flush();
}
