using System.Security.Cryptography;
using System.Text;
using Compliance.Azure.Tests.Azurite;
using Compliance.Azure.Tests.Storage;
using Compliance.Publishing;
using Compliance.Signing;
using Compliance.Storage;
using Compliance.Trail;
using Compliance.Trail.Checkpoints;
using Compliance.Vendors;

namespace Compliance.Azure.Tests.Publishing;

/// <summary>What <see cref="ICheckpointArchive"/> promises, asked of both.</summary>
public abstract class CheckpointArchiveContract
{
    private readonly VendorId _vendor = TestStore.NewVendor();

    protected virtual string? Unavailable => null;

    protected abstract string Connection { get; }

    protected virtual ICheckpointArchive Opened() => CheckpointArchive.Open(Connection);

    private ICheckpointArchive Open()
    {
        Skip.If(Unavailable is not null, Unavailable);
        return Opened();
    }

    [SkippableFact]
    public async Task A_checkpoint_is_added_once_and_the_same_again_is_no_harm()
    {
        var (archive, checkpoint) = (Open(), await OfAsync(7));
        Assert.True(await archive.PutAsync(_vendor, 7, ArchiveName.Checkpoint, checkpoint.Bytes));
        Assert.False(await Open().PutAsync(_vendor, 7, ArchiveName.Checkpoint, checkpoint.Bytes));
        Assert.Equal(checkpoint.Bytes.ToArray(), (await archive.NewestAsync(_vendor))!.Bytes.ToArray());
    }

    [SkippableFact]
    public async Task Another_checkpoint_of_the_same_size_is_an_alarm_and_the_first_one_stays()
    {
        var (archive, first, second) = (Open(), await OfAsync(7), await OfAsync(7));
        await archive.PutAsync(_vendor, 7, ArchiveName.Checkpoint, first.Bytes);
        foreach (var other in new[] { second.Bytes, first.Bytes[..^1], default, new byte[200_000] })
        {
            var alarm = await Assert.ThrowsAsync<TrailInconsistentException>(() => archive.PutAsync(_vendor, 7, ArchiveName.Checkpoint, other));
            Assert.Equal(_vendor.Value, alarm.Vendor);
        }
        Assert.Equal(first.Bytes.ToArray(), (await archive.NewestAsync(_vendor))!.Bytes.ToArray());
    }

    [SkippableFact]
    public async Task Of_many_who_add_at_once_one_does_and_whoever_has_other_bytes_hears_of_it()
    {
        var archive = Open();
        var checkpoints = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OfAsync(3)));
        var outcomes = await Task.WhenAll(checkpoints.Select(async checkpoint =>
        {
            try
            {
                return await archive.PutAsync(_vendor, 3, ArchiveName.Checkpoint, checkpoint.Bytes);
            }
            catch (TrailInconsistentException)
            {
                return false;
            }
        }));
        Assert.Single(outcomes, added => added);
        var kept = (await archive.NewestAsync(_vendor))!.Bytes.ToArray();
        Assert.Equal(checkpoints[Array.IndexOf(outcomes, true)].Bytes.ToArray(), kept);
    }

    [SkippableFact]
    public async Task The_newest_is_the_largest_each_vendor_apart_whatever_else_lies_there()
    {
        var archive = Open();
        var neighbour = VendorId.Parse(_vendor.Value + "-2");
        Assert.Null(await archive.NewestAsync(_vendor));
        foreach (var size in new long[] { 9, 10, 1, 123, 99, 8, 11, 100 }) await archive.PutAsync(_vendor, size, ArchiveName.Checkpoint, (await OfAsync(size)).Bytes);
        await archive.PutAsync(_vendor, 124, ArchiveName.Timestamp, new byte[] { 1 });
        await archive.PutAsync(neighbour, 5_000, ArchiveName.Checkpoint, (await OfAsync(5_000)).Bytes);
        Assert.Equal(123, (await archive.NewestAsync(_vendor))!.Checkpoint.Size);
        Assert.Equal(5_000, (await archive.NewestAsync(neighbour))!.Checkpoint.Size);
        await archive.PutAsync(_vendor, long.MaxValue, ArchiveName.Checkpoint, (await OfAsync(long.MaxValue)).Bytes);
        Assert.Equal(long.MaxValue, (await archive.NewestAsync(_vendor))!.Checkpoint.Size);
    }

    [SkippableFact]
    public async Task What_is_no_checkpoint_or_one_under_another_name_is_an_alarm()
    {
        var archive = Open();
        await archive.PutAsync(_vendor, 5, ArchiveName.Checkpoint, Encoding.UTF8.GetBytes("garbage"));
        await Assert.ThrowsAsync<TrailInconsistentException>(() => archive.NewestAsync(_vendor));
        await archive.PutAsync(_vendor, 6, ArchiveName.Checkpoint, (await OfAsync(5)).Bytes);
        await Assert.ThrowsAsync<TrailInconsistentException>(() => archive.NewestAsync(_vendor));
    }

    private async Task<SignedCheckpoint> OfAsync(long size)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var origin = $"compliance.localhost/{_vendor}";
        return await SignedCheckpoint.SignAsync(new Checkpoint(origin, size, EntryHash.EmptyRoot), [new FileSigner(origin, key)], default);
    }
}

public sealed class DirectoryCheckpointArchiveTests : CheckpointArchiveContract, IDisposable
{
    private readonly TestStore _test = new();

    protected override string Connection => $"Directory={Path.Combine(_test.Folder, "checkpoints")}";

    [Fact]
    public async Task An_upload_that_was_killed_leaves_nothing_that_counts()
    {
        var vendor = TestStore.NewVendor();
        var incoming = Directory.CreateDirectory(Path.Combine(_test.Folder, "checkpoints", vendor.Value, ".incoming"));
        await File.WriteAllTextAsync(Path.Combine(incoming.FullName, "half"), "hal");
        Assert.Null(await Opened().NewestAsync(vendor));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Directory=")]
    [InlineData("http://account.blob.core.windows.net")]
    [InlineData("AccountName=a")]
    public void An_archive_that_is_not_named_rightly_is_refused(string connection) => Assert.Throws<InputException>(() => CheckpointArchive.Open(connection));

    public void Dispose() => _test.Dispose();
}

[Collection(AzuriteFixture.Collection)]
public sealed class BlobCheckpointArchiveTests(AzuriteFixture azurite) : CheckpointArchiveContract
{
    protected override string? Unavailable => azurite.Unavailable;

    protected override string Connection => azurite.ConnectionString;
}

/// <summary>With pages so small that the newest has to be looked for digit by digit.</summary>
[Collection(AzuriteFixture.Collection)]
public sealed class LargeBlobCheckpointArchiveTests(AzuriteFixture azurite) : CheckpointArchiveContract
{
    protected override string? Unavailable => azurite.Unavailable;

    protected override string Connection => azurite.ConnectionString;

    protected override ICheckpointArchive Opened() => new BlobCheckpointArchive(BlobAccount.TryParse(Connection)!, null, perPage: 2);
}
