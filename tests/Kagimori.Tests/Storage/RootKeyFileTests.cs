using Kagimori.Cryptography;
using Kagimori.Storage;
using Kagimori.Tests.Cryptography;

namespace Kagimori.Tests.Storage;

public sealed class RootKeyFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kagimori-root-key-").FullName;

    private string File => Path.Combine(_folder, "root.key");

    [Fact]
    public void What_was_created_is_read_again()
    {
        Assert.True(RootKeyFile.TryCreate(File, RandomSource.Secure, out var created, out _));
        Assert.True(RootKeyFile.TryRead(File, RandomSource.Secure, out var read, out _));
        Assert.Equal(created.CheckValue, read.CheckValue);
    }

    [Fact]
    public void It_is_one_line_that_only_its_owner_can_read()
    {
        Assert.True(RootKeyFile.TryCreate(File, new SeededRandom(1), out _, out _));
        Assert.Matches("^kagimori-root-key-v1:[A-Za-z0-9+/]{43}=\n$", System.IO.File.ReadAllText(File));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    [Fact]
    public void An_existing_file_is_never_overwritten()
    {
        System.IO.File.WriteAllText(File, "precious");
        Assert.False(RootKeyFile.TryCreate(File, RandomSource.Secure, out var key, out var problem));
        Assert.Null(key);
        Assert.StartsWith($"The root key file '{File}' cannot be created: ", problem, StringComparison.Ordinal);
        Assert.Equal("precious", System.IO.File.ReadAllText(File));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead, "0640")]
    [InlineData(UnixFileMode.OtherRead, "0604")]
    [InlineData(UnixFileMode.GroupWrite, "0620")]
    public void A_file_open_to_others_is_refused(UnixFileMode extra, string mode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "not run: Windows has no file modes");
        Assert.True(RootKeyFile.TryCreate(File, RandomSource.Secure, out _, out _));
        if (!OperatingSystem.IsWindows()) System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite | extra);
        Assert.False(RootKeyFile.TryRead(File, RandomSource.Secure, out _, out var problem));
        Assert.Equal($"The root key file '{File}' is open to others (mode {mode}). Restrict it with: chmod 600 '{File}'", problem);
    }

    [Fact]
    public void A_missing_file_is_told_of()
    {
        Assert.False(RootKeyFile.TryRead(File, RandomSource.Secure, out _, out var problem));
        Assert.StartsWith($"The root key file '{File}' cannot be read: ", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("kagimori-root-key-v1:")]
    [InlineData("kagimori-root-key-v1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("kagimori-root-key-v1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n")]
    [InlineData("kagimori-root-key-v1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=\n")]
    [InlineData("kagimori-root-key-v1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n")]
    [InlineData("kagimori-root-key-v1: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==\n")]
    [InlineData("kagimori-root-key-v1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA-=\n")]
    [InlineData("kagimori-root-key-v2:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")]
    [InlineData("Kagimori-root-key-v1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")]
    public void Any_other_spelling_is_refused(string text)
    {
        System.IO.File.WriteAllText(File, text);
        if (!OperatingSystem.IsWindows()) System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.False(RootKeyFile.TryRead(File, RandomSource.Secure, out _, out var problem));
        Assert.Equal($"The root key file '{File}' is not one line 'kagimori-root-key-v1:' followed by 32 bytes in base64.", problem);
    }

    [Fact]
    public void The_documented_spelling_is_read()
    {
        System.IO.File.WriteAllText(File, "kagimori-root-key-v1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n");
        if (!OperatingSystem.IsWindows()) System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead);
        Assert.True(RootKeyFile.TryRead(File, RandomSource.Secure, out _, out _));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
