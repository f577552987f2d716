using System.Security.Cryptography;
using System.Text;

namespace Azure.Data.Tables;

/// <summary>The name and key of a storage account.</summary>
public class TableSharedKeyCredential
{
    private byte[] _key;

    /// <summary>A credential from the account's name and its key in Base64.</summary>
    /// <exception cref="FormatException">The key is not Base64.</exception>
    public TableSharedKeyCredential(string accountName, string accountKey)
    {
        ArgumentException.ThrowIfNullOrEmpty(accountName);
        ArgumentException.ThrowIfNullOrEmpty(accountKey);
        AccountName = accountName;
        _key = Convert.FromBase64String(accountKey);
    }

    /// <summary>The account's name.</summary>
    public string AccountName { get; }

    /// <summary>Changes the key, for a rotation while clients are alive.</summary>
    public void SetAccountKey(string accountKey) => Volatile.Write(ref _key, Convert.FromBase64String(accountKey));

    internal string Sign(string text) =>
        Convert.ToBase64String(HMACSHA256.HashData(Volatile.Read(ref _key), Encoding.UTF8.GetBytes(text)));
}
