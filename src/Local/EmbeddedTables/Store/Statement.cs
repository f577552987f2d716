using Microsoft.Data.Sqlite;

namespace Compliance.Local.EmbeddedTables.Store;

/// <summary>A prepared statement with parameters <c>$1</c>, <c>$2</c> …</summary>
internal sealed class Statement : IDisposable
{
    private readonly SqliteCommand _command;

    public Statement(SqliteConnection connection, string sql)
    {
        _command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is made of constants only; values are parameters.
        _command.CommandText = sql;
#pragma warning restore CA2100
    }

    /// <summary>Runs it and returns how many rows it changed.</summary>
    public int Run(params ReadOnlySpan<object> values)
    {
        Bind(values);
        return _command.ExecuteNonQuery();
    }

    /// <summary>Runs it for its rows; the reader must be disposed before the statement runs again.</summary>
    public SqliteDataReader Rows(params ReadOnlySpan<object> values)
    {
        Bind(values);
        return _command.ExecuteReader();
    }

    /// <summary>The first column of the first row, or null.</summary>
    public long? Number(params ReadOnlySpan<object> values)
    {
        Bind(values);
        return (long?)_command.ExecuteScalar();
    }

    public void Dispose() => _command.Dispose();

    private void Bind(ReadOnlySpan<object> values)
    {
        var parameters = _command.Parameters;
        for (var i = parameters.Count; i < values.Length; i++)
            parameters.Add(new SqliteParameter { ParameterName = FormattableString.Invariant($"${i + 1}") });
        for (var i = 0; i < values.Length; i++)
            parameters[i].Value = values[i];
    }
}
