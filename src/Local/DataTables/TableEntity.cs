using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Azure.Data.Tables;

/// <summary>
/// A row as a dictionary. Values are <see cref="string"/>, <see cref="bool"/>, <see cref="int"/>, <see cref="long"/>,
/// <see cref="double"/>, <see cref="DateTimeOffset"/> or <see cref="DateTime"/> in UTC, <see cref="Guid"/>, and <c>byte[]</c> or
/// <see cref="BinaryData"/>; null is not stored. After a read the keys include <c>odata.etag</c> and <c>Timestamp</c>.
/// </summary>
#pragma warning disable CA1710 // The name is the official one.
public sealed class TableEntity : ITableEntity, IDictionary<string, object>
#pragma warning restore CA1710
{
    internal const string ETagKey = "odata.etag";

    private readonly Dictionary<string, object> _values;

    /// <summary>An empty row.</summary>
    public TableEntity() => _values = [];

    /// <summary>A row with its keys.</summary>
    public TableEntity(string? partitionKey, string? rowKey)
        : this()
    {
        _values[nameof(PartitionKey)] = partitionKey!;
        _values[nameof(RowKey)] = rowKey!;
    }

    /// <summary>A row with the values given; the dictionary is copied.</summary>
    public TableEntity(IDictionary<string, object> values) => _values = values is null ? [] : new(values);

    internal TableEntity(int capacity) => _values = new(capacity);

    /// <inheritdoc/>
    public string PartitionKey
    {
        get => GetString(nameof(PartitionKey))!;
        set => _values[nameof(PartitionKey)] = value;
    }

    /// <inheritdoc/>
    public string RowKey
    {
        get => GetString(nameof(RowKey))!;
        set => _values[nameof(RowKey)] = value;
    }

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp
    {
        get => GetDateTimeOffset(nameof(Timestamp));
        set => _values[nameof(Timestamp)] = value!;
    }

    /// <inheritdoc/>
    public ETag ETag
    {
        get => GetString(ETagKey) is { } text ? new ETag(text) : default;
        set => _values[ETagKey] = value.ToString();
    }

    /// <summary>The names of the properties, keys and system properties included.</summary>
    public ICollection<string> Keys => _values.Keys;

    /// <summary>How many properties there are, keys and system properties included.</summary>
    public int Count => _values.Count;

    bool ICollection<KeyValuePair<string, object>>.IsReadOnly => false;

    ICollection<object> IDictionary<string, object>.Values => _values.Values;

    /// <summary>A property; null when it is absent. A value keeps its type: int widens to long and double, nothing else converts.</summary>
    /// <exception cref="InvalidOperationException">The new value has another type than the one it replaces.</exception>
    [AllowNull]
    public object this[string key]
    {
        get => _values.GetValueOrDefault(key)!;
        set => _values[key] = value is not null && _values.GetValueOrDefault(key) is { } old ? Coerce(key, old, value) : value!;
    }

    /// <summary>A text, or null when absent.</summary>
    public string? GetString(string key) => Get<string>(key);

    /// <summary>Bytes, or null when absent.</summary>
    public byte[]? GetBinary(string key) => _values.GetValueOrDefault(key) is BinaryData data ? data.ToArray() : Get<byte[]>(key);

    /// <summary>Bytes, or null when absent.</summary>
    public BinaryData? GetBinaryData(string key) => _values.GetValueOrDefault(key) is byte[] bytes ? new BinaryData(bytes) : Get<BinaryData>(key);

    /// <summary>A truth value, or null when absent.</summary>
    public bool? GetBoolean(string key) => Get<bool?>(key);

    /// <summary>An instant in UTC, or null when absent.</summary>
    public DateTime? GetDateTime(string key) =>
        _values.GetValueOrDefault(key) is DateTimeOffset instant ? instant.UtcDateTime : Get<DateTime?>(key);

    /// <summary>An instant, or null when absent.</summary>
    public DateTimeOffset? GetDateTimeOffset(string key) =>
        _values.GetValueOrDefault(key) is DateTime instant ? new DateTimeOffset(instant) : Get<DateTimeOffset?>(key);

    /// <summary>A floating-point number, or null when absent.</summary>
    public double? GetDouble(string key) => Get<double?>(key);

    /// <summary>A GUID, or null when absent.</summary>
    public Guid? GetGuid(string key) => Get<Guid?>(key);

    /// <summary>A 32-bit integer, or null when absent.</summary>
    public int? GetInt32(string key) => Get<int?>(key);

    /// <summary>A 64-bit integer, or null when absent.</summary>
    public long? GetInt64(string key) => Get<long?>(key);

    /// <summary>Adds a property; an existing one is an error.</summary>
    public void Add(string key, object? value) => _values.Add(key, value!);

    /// <summary>Whether the property exists.</summary>
    public bool ContainsKey(string key) => _values.ContainsKey(key);

    /// <summary>Removes a property; false when it was not there.</summary>
    public bool Remove(string key) => _values.Remove(key);

    /// <summary>The value of a property, if it exists.</summary>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object value) => _values.TryGetValue(key, out value);

    /// <summary>Removes everything, keys included.</summary>
    public void Clear() => _values.Clear();

    void ICollection<KeyValuePair<string, object>>.Add(KeyValuePair<string, object> item) => _values.Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, object>>.Contains(KeyValuePair<string, object> item) =>
        ((ICollection<KeyValuePair<string, object>>)_values).Contains(item);

    void ICollection<KeyValuePair<string, object>>.CopyTo(KeyValuePair<string, object>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, object>>)_values).CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<string, object>>.Remove(KeyValuePair<string, object> item) =>
        ((ICollection<KeyValuePair<string, object>>)_values).Remove(item);

    IEnumerator<KeyValuePair<string, object>> IEnumerable<KeyValuePair<string, object>>.GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _values.GetEnumerator();

    internal Dictionary<string, object>.Enumerator Properties() => _values.GetEnumerator();

    internal void Set(string key, object value) => _values[key] = value;

    private static object Coerce(string key, object old, object value) => (old, value) switch
    {
        (int, long or double) => value,
        (long, int narrow) => (long)narrow,
        (double, int narrow) => (double)narrow,
        _ when old.GetType().IsInstanceOfType(value) => value,
        _ => throw new InvalidOperationException(
            $"property `{key}` is {old.GetType().Name} and cannot take a {value.GetType().Name}; remove it first"),
    };

    private T? Get<T>(string key) => _values.GetValueOrDefault(key) switch
    {
        null => default,
        T value => value,
        var other => throw new InvalidOperationException(
            $"property `{key}` is {other.GetType().Name}, not {(Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T)).Name}"),
    };
}
