namespace Azure.Data.Tables.Wire;

/// <summary>The local build maps no classes of its own onto rows; this says so where one is used.</summary>
internal static class TableEntityOnly
{
    public static void Require<T>()
    {
        if (typeof(T) != typeof(TableEntity))
            throw Unsupported(typeof(T));
    }

    public static TableEntity Of(ITableEntity? entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return entity as TableEntity ?? throw Unsupported(entity.GetType());
    }

    private static NotSupportedException Unsupported(Type type) =>
        new($"`{type}` is not TableEntity: the tables client of Hosting=Local reads and writes TableEntity only; use it, or build with -p:Hosting=Azure");
}
