using Compliance.Azure.Tests.Storage;

namespace Compliance.Azure.Tests.Handling;

public sealed class EmbeddedForgettingTests : ForgettingContract
{
    private readonly TestStore _store = new();

    protected override string Connection => _store.Connection;

    public override void Dispose()
    {
        base.Dispose();
        _store.Dispose();
    }
}
