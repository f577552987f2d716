using Compliance.Slices;
using Compliance.Tests.SecondReading;
using FsCheck;
using FsCheck.Fluent;

namespace Compliance.Tests.Slices;

/// <summary>A slice file is believed whole and unchanged, or not at all.</summary>
public sealed class SliceFileTests
{
    private readonly SlicedWorld _world = new(World.Make(7));
    private readonly SlicePlan _plan;
    private readonly byte[][] _files;

    public SliceFileTests()
    {
        _plan = _world.PlanOf([1, 1, 1]);
        _files = [.. _plan.Slices.Select(slice => _world.Read(slice))];
    }

    [Fact]
    public void No_beginning_of_a_file_passes_for_the_file()
    {
        for (var length = 0; length < _files[0].Length; length++) AssertRefused(_files[0][..length]);
    }

    [Fact]
    public void No_byte_can_be_changed()
    {
        for (var at = 0; at < _files[0].Length; at++)
        {
            var changed = _files[0].ToArray();
            changed[at] ^= (byte)(1 << at % 8);
            AssertRefused(changed);
        }
    }

    [Fact]
    public void Nothing_can_be_added()
    {
        AssertRefused([.. _files[0], 0]);
        AssertRefused([.. _files[0], .. _files[0]]);
        AssertRefused([.. _files[0], .. _files[1]]);
    }

    [Fact]
    public void Arbitrary_bytes_are_refused() => Prop.ForAll(
        Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf().ToArbitrary(), bytes =>
        {
            AssertRefused(bytes);
            AssertRefused([.. SliceSeal.FirstLine, .. bytes]);
        }).Check(Tried.Times());

    [Fact]
    public void What_is_sealed_and_makes_no_sense_is_refused() => Prop.ForAll(
        Gen.Choose(0, 9).Select(value => (byte)(value < 8 ? 0 : value == 8 ? 1 : 255)).ArrayOf().Zip(Gen.Choose(0, 400)).ToArbitrary(), given =>
        {
            // A whole file up to some place, and then something else, under the right seal.
            var content = Content(_files[0]);
            AssertRefused(Sealed([.. content[..Math.Min(given.Item2, content.Length - 1)], .. given.Item1]));
        }).Check(Tried.Times());

    [Fact]
    public void The_file_of_another_slice_is_refused() => AssertRefused(_files[1]);

    [Fact]
    public void A_file_made_under_another_key_is_refused() => AssertRefused(_world.Read(_plan.Slices[0], SliceKey.Draw()));

    [Fact]
    public void A_file_of_another_plan_is_refused() => AssertRefused(_world.Read(_world.PlanOf([1, 2]).Slices[0]));

    [Fact]
    public void A_file_made_for_another_contract_or_window_is_refused()
    {
        var other = World.Make(7);
        AssertRefused(new SlicedWorld(other with { To = NodaTime.Instant.FromUtc(2026, 3, 4, 0, 0) }).Read(_plan.Slices[0], _world.Key));
        var access = other.Record.Access with { Sha256 = new string('1', 64) };
        AssertRefused(new SlicedWorld(other with { Record = other.Record with { Access = access } }).Read(_plan.Slices[0], _world.Key));
    }

    [Fact]
    public void Each_slice_must_be_given_once()
    {
        var given = _plan.Slices.Select(slice => SliceFile.Read(slice.Number, () => new MemoryStream(_files[slice.Number - 1]))).ToList();

        Assert.Throws<InputException>(() => _world.Audit(_plan, given[..2]));
        Assert.Throws<InputException>(() => _world.Audit(_plan, [given[0], given[1], given[1]]));
        Assert.Throws<InputException>(() => _world.Audit(_plan, [.. given, given[0]]));
        Assert.NotNull(_world.Audit(_plan, given));
    }

    [Fact]
    public void A_file_is_read_once_from_its_beginning_however_little_comes_at_a_time()
    {
        var expected = _world.InSlices([1, 1, 1]);
        var actual = _world.InSlices(_plan, [.. _plan.Slices.Select(slice => SliceFile.Read(slice.Number, () => new Trickle(_files[slice.Number - 1])))]);

        Assert.Equal(expected, actual);
    }

    private void AssertRefused(byte[] bytes)
    {
        var given = _plan.Slices.Select(slice => SliceFile.Read(slice.Number, () => new MemoryStream(slice.Number == 1 ? bytes : _files[slice.Number - 1]))).ToList();
        Assert.Contains("slice 1 of 3", Assert.Throws<InputException>(() => _world.Audit(_plan, given)).Message, StringComparison.Ordinal);
    }

    // Its blocks without their heads.
    private static byte[] Content(byte[] file)
    {
        var content = new List<byte>();
        for (var at = SliceSeal.FirstLine.Length; at < file.Length;)
        {
            var length = (int)(BitConverter.ToUInt32(file, at) & ~SealedOutput.Last);
            at += sizeof(uint) + SealedOutput.SealBytes;
            content.AddRange(file.AsSpan(at, length));
            at += length;
        }
        return [.. content];
    }

    private byte[] Sealed(byte[] content)
    {
        using var output = new MemoryStream();
        output.Write(SliceSeal.FirstLine);
        using var seal = _world.Key.Seal();
        var blocks = new SealedOutput(output, seal, _world.ContextOf(_plan.Slices[0]));
        blocks.Bytes(content);
        blocks.Complete();
        return output.ToArray();
    }

    /// <summary>Gives one to three bytes at a time, and cannot seek.</summary>
    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes, writable: false)
    {
        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1 + (int)(Position % 3))]);
    }
}
