using System.Diagnostics;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using Compliance.Signing;
using Compliance.Trail.Notes;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Azure.Tests.Signing;

public sealed class KeyFileTests : IDisposable
{
    private const string Origin = "compliance.localhost/acme-bpo";
    private static readonly byte[] Text = "a text to sign\n"u8.ToArray();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("compliance-key-");

    public void Dispose() => _folder.Delete(recursive: true);

    private string KeyPath => Path.Combine(_folder.FullName, "inner", CheckpointKeys.FileName);

    private Task<IReadOnlyList<INoteSigner>> SignersAsync() => CheckpointKeys.Open(null, KeyPath).SignersAsync(Origin);

    private void Write(params string[] blocks) => Write(Encoding.ASCII.GetBytes(string.Join('\n', blocks)));

    private void Write(byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(KeyPath)!);
        File.WriteAllBytes(KeyPath, bytes);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private async Task<string> RefusedAsync()
    {
        var refused = await Assert.ThrowsAsync<InputException>(SignersAsync);
        Assert.StartsWith(KeyPath + ": ", refused.Message, StringComparison.Ordinal);
        return refused.Message;
    }

    [SkippableFact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_key_is_made_at_first_use_for_its_owner_alone_and_stays()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no modes");
        var made = Assert.Single(await SignersAsync());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyPath));
        Assert.StartsWith("-----BEGIN PRIVATE KEY-----\n", await File.ReadAllTextAsync(KeyPath), StringComparison.Ordinal);

        var again = Assert.Single(await SignersAsync());
        Assert.Equal(made.Key, again.Key);
        var signature = await again.SignAsync(Text, default);
        Assert.Equal(NoteVerdict.Verified, made.Key.Verify(Text, signature));
    }

    [Fact]
    public async Task However_many_need_a_key_first_one_is_made()
    {
        var signers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(SignersAsync)));
        Assert.Single(signers.Select(found => Assert.Single(found).Key).Distinct());
    }

    [Fact]
    public async Task What_a_process_left_that_was_killed_while_it_made_one_is_not_in_the_way()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(KeyPath)!);
        await File.WriteAllTextAsync(KeyPath + ".new", "-----BEGIN PRIV");
        await File.WriteAllTextAsync(KeyPath + ".lock", "");
        Assert.Single(await SignersAsync());
    }

    [SkippableTheory]
    [InlineData(UnixFileMode.GroupRead, "640")]
    [InlineData(UnixFileMode.OtherRead, "604")]
    [InlineData(UnixFileMode.UserExecute, "700")]
    [UnsupportedOSPlatform("windows")]
    public async Task A_key_that_others_may_have_read_is_refused(UnixFileMode more, string mode)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no modes");
        await SignersAsync();
        File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | more);
        Assert.Contains($"its mode is {mode} and must be 600", await RefusedAsync(), StringComparison.Ordinal);
        Assert.Contains("chmod 600", await RefusedAsync(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_key_of_another_user_is_refused()
    {
        Skip.IfNot(OperatingSystem.IsLinux() && Environment.UserName == "root", "only root can give a file away");
        await SignersAsync();
        using (var chown = Process.Start("chown", ["65534", KeyPath])) await chown.WaitForExitAsync();
        Assert.Contains("belongs to another user", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_blocks_are_a_rotation_in_their_order()
    {
        using var next = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var old = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Write("a note of the operator", next.ExportPkcs8PrivateKeyPem(), old.ExportPkcs8PrivateKeyPem());

        var signers = await SignersAsync();

        Assert.Equal([NoteKey.OfEcdsa(Origin, next.ExportSubjectPublicKeyInfo()), NoteKey.OfEcdsa(Origin, old.ExportSubjectPublicKeyInfo())], signers.Select(signer => signer.Key));
        foreach (var signer in signers)
        {
            var signature = await signer.SignAsync(Text, default);
            Assert.Equal(NoteVerdict.Verified, signer.Key.Verify(Text, signature));
        }
    }

    [Fact]
    public async Task A_key_that_stands_there_twice_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Write(key.ExportPkcs8PrivateKeyPem(), key.ExportPkcs8PrivateKeyPem());
        Assert.Contains("stands twice", (await Assert.ThrowsAsync<InputException>(SignersAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_of_other_kinds_are_refused_with_the_remedy()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var good = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        Write(other.ExportPkcs8PrivateKeyPem());
        Assert.Contains("block 1 is not a private key on P-256", await RefusedAsync(), StringComparison.Ordinal);
        Write(good.ExportPkcs8PrivateKeyPem(), rsa.ExportPkcs8PrivateKeyPem());
        Assert.Contains("block 2 is not a private key on P-256", await RefusedAsync(), StringComparison.Ordinal);
        Write(good.ExportECPrivateKeyPem());
        Assert.Contains("`EC PRIVATE KEY`, not `PRIVATE KEY`: make it PKCS#8", await RefusedAsync(), StringComparison.Ordinal);
        Write(good.ExportSubjectPublicKeyInfoPem());
        Assert.Contains("`PUBLIC KEY`, not", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a key, they said")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA")]
    public async Task A_file_without_a_key_is_not_replaced_by_a_new_one(string content)
    {
        Write(content);
        Assert.Contains("holds no block `PRIVATE KEY`", await RefusedAsync(), StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(KeyPath));
    }

    [Fact]
    public async Task A_file_that_is_no_key_file_by_its_size_is_not_read()
    {
        Write(new byte[100_000]);
        Assert.Contains("more than 65536 bytes", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_else_lies_in_the_file_is_refused_and_not_repeated() =>
        Check.One(Tried.Times(60), Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), ArbMap.Default.ArbFor<bool>(), (bytes, asBlock) =>
        {
            var text = Convert.ToBase64String(bytes);
            Write(asBlock ? Encoding.ASCII.GetBytes($"-----BEGIN PRIVATE KEY-----\n{text}\n-----END PRIVATE KEY-----\n") : bytes);
            var refused = Record.ExceptionAsync(SignersAsync).GetAwaiter().GetResult();
            return refused is InputException && (text.Length < 16 || !refused.ToString().Contains(text, StringComparison.Ordinal));
        }));
}
