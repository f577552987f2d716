using Compliance.Onboarding;

namespace Compliance.Tests.Onboarding;

/// <summary>Somebody else writes the same file, between looking at it and putting another in its place.</summary>
public sealed class DraftFileTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("draft-").FullName;
    private readonly string _outside = Directory.CreateTempSubdirectory("outside-").FullName;

    public void Dispose()
    {
        Directory.Delete(_root, recursive: true);
        Directory.Delete(_outside, recursive: true);
    }

    private string Path => System.IO.Path.Combine(_root, "people.csv");

    [Fact]
    public void A_file_that_appeared_since_it_was_absent_stays()
    {
        var file = new DraftFile(_root, "people.csv");
        var seen = file.Read();
        File.WriteAllText(Path, "mine\n");

        Assert.False(file.TryPut("drafted\n"u8, seen));
        AssertOnly("mine\n");
    }

    [Fact]
    public void A_file_that_was_edited_since_it_was_seen_stays()
    {
        File.WriteAllText(Path, "old\n");
        var file = new DraftFile(_root, "people.csv");
        var seen = file.Read();
        File.AppendAllText(Path, "mine\n");

        Assert.False(file.TryPut("drafted\n"u8, seen));
        file.Delete(seen!);
        AssertOnly("old\nmine\n");
    }

    [Fact]
    public void A_file_that_was_deleted_since_it_was_seen_is_not_brought_back()
    {
        File.WriteAllText(Path, "old\n");
        var file = new DraftFile(_root, "people.csv");
        var seen = file.Read();
        File.Delete(Path);

        Assert.False(file.TryPut("drafted\n"u8, seen));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_root));
    }

    [Fact]
    public void What_was_seen_is_replaced_and_what_was_absent_is_created()
    {
        var file = new DraftFile(_root, "people.csv");

        Assert.True(file.TryPut("one\n"u8, file.Read()));
        AssertOnly("one\n");
        Assert.True(file.TryPut("two\n"u8, file.Read()));
        AssertOnly("two\n");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_link_is_refused_also_one_that_leads_nowhere(bool leadsSomewhere)
    {
        var target = System.IO.Path.Combine(_outside, "target");
        if (leadsSomewhere) File.WriteAllText(target, "theirs\n");
        File.CreateSymbolicLink(Path, target);
        var file = new DraftFile(_root, "people.csv");

        Assert.StartsWith("`people.csv` is a symbolic link", Assert.Throws<InputException>(() => file.Read()).Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => file.TryPut("drafted\n"u8, seen: null));
        Assert.Throws<InputException>(() => file.TryPut("drafted\n"u8, seen: "theirs\n"u8.ToArray()));
        Assert.Equal(leadsSomewhere ? "theirs\n" : null, File.Exists(target) ? File.ReadAllText(target) : null);
        Assert.Equal([Path], Directory.EnumerateFileSystemEntries(_root));
    }

    [Fact]
    public void A_folder_of_that_name_is_refused()
    {
        Directory.CreateDirectory(Path);

        Assert.StartsWith("`people.csv` is a folder", Assert.Throws<InputException>(() => new DraftFile(_root, "people.csv").Read()).Message, StringComparison.Ordinal);
    }

    private void AssertOnly(string text)
    {
        Assert.Equal([Path], Directory.EnumerateFileSystemEntries(_root));
        Assert.Equal(text, File.ReadAllText(Path));
    }
}
