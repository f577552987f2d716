using Compliance.Azure.Tests.Storage;

namespace Compliance.Azure.Tests.Incidents;

public sealed class EmbeddedIncidentTests : IncidentContract
{
    private readonly TestStore _store = new();

    protected override string Connection => _store.Connection;

    public override void Dispose()
    {
        base.Dispose();
        _store.Dispose();
    }
}
