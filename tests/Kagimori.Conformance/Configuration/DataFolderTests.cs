using System.Net;
using System.Security.Cryptography;

namespace Kagimori.Conformance.Configuration;

/// <summary>The data folder: who may read it, whose it is, and that a restart changes nothing.</summary>
public sealed class DataFolderTests
{
    // Which would end the process two seconds after the signal, unless it were told otherwise.
    private static readonly TimeSpan LongerThanTheCommandLineLibraryWouldWait = TimeSpan.FromSeconds(3);

    private const UnixFileMode OwnerReadWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task Nobody_else_may_read_it()
    {
        await using var server = await KagimoriServer.StartAsync(Demo.Seed());
        Assert.Equal(OwnerReadWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(server.Data));
        Assert.Equal(OwnerReadWrite, File.GetUnixFileMode(Path.Combine(server.Data, "root.key")));
    }

    [Fact]
    public async Task A_second_server_on_the_same_folder_is_refused()
    {
        await using var server = await KagimoriServer.StartAsync(Demo.Seed());
        var second = await KagimoriProgram.RunAsync("serve", "--url", "http://127.0.0.1:0", "--data", server.Data);
        Assert.Equal(1, second.ExitCode);
        Assert.NotEqual("", second.Error);
        using var root = server.ClientOf(Demo.Root);
        (await root.KmsAsync("CreateKey", "{}")).Succeed();
    }

    [Fact]
    public async Task Another_root_key_is_refused_and_nothing_is_changed()
    {
        await using var server = await KagimoriServer.StartAsync(Demo.Seed());
        using (var root = server.ClientOf(Demo.Root)) (await root.KmsAsync("CreateKey", "{}")).Succeed();
        Assert.Equal(0, await server.Process.TerminateAsync());
        await using var other = await KagimoriServer.StartAsync(Demo.Seed());
        await other.Process.TerminateAsync();
        File.Copy(Path.Combine(other.Data, "root.key"), Path.Combine(server.Data, "root.key"), overwrite: true);

        var before = Fingerprints(server.Data);
        var refused = await KagimoriProgram.RunAsync("serve", "--url", "http://127.0.0.1:0", "--data", server.Data);
        Assert.Equal(1, refused.ExitCode);
        Assert.Equal(
            $"The root key in '{Path.Combine(server.Data, "root.key")}' is not the one this database was made with. Nothing was changed.", refused.Error.Trim());
        Assert.Equal(before, Fingerprints(server.Data));
    }

    [Fact]
    public async Task A_missing_root_key_is_not_replaced()
    {
        await using var server = await KagimoriServer.StartAsync(Demo.Seed());
        await server.Process.TerminateAsync();
        File.Delete(Path.Combine(server.Data, "root.key"));
        var refused = await KagimoriProgram.RunAsync("serve", "--url", "http://127.0.0.1:0", "--data", server.Data);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("root.key", refused.Error);
        Assert.False(File.Exists(Path.Combine(server.Data, "root.key")));
    }

    [Fact]
    public async Task A_restart_applies_the_seed_again_and_keeps_everything()
    {
        var key = new { region = Demo.Region, id = Demo.FixedKeyId, multiRegion = true, aliases = new[] { "alias/seeded" } };
        await using var server = await KagimoriServer.StartAsync(Demo.Seed(keys: key));
        string blob, created;
        using (var root = server.ClientOf(Demo.Root))
        {
            created = (await root.CallAsync("CreateKey", new { Description = "kept" })).GetProperty("KeyMetadata").GetProperty("KeyId").GetString()!;
            blob = (await root.CallAsync("Encrypt", new { KeyId = "alias/seeded", Plaintext = "aGVsbG8=" })).GetProperty("CiphertextBlob").GetString()!;
        }
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(0, await server.Process.TerminateAsync());
            await server.StartAgainAsync();
            using var root = server.ClientOf(Demo.Root);
            Assert.Equal("aGVsbG8=", (await root.CallAsync("Decrypt", new { CiphertextBlob = blob })).GetProperty("Plaintext").GetString());
            Assert.Equal(2, (await root.CallAsync("ListKeys", new { })).GetProperty("Keys").GetArrayLength());
            Assert.Equal("kept", (await root.CallAsync("DescribeKey", new { KeyId = created })).GetProperty("KeyMetadata").GetProperty("Description").GetString());
        }
        Assert.StartsWith("OK: ", (await server.AuditAsync("verify")).Succeed().Output);
    }

    [Fact]
    public async Task A_request_that_is_under_way_is_answered_before_the_server_ends()
    {
        await using var server = await KagimoriServer.StartAsync(Demo.Seed());
        using var connection = await RawConnection.OpenAsync(server.Url);
        // Of such a length that the server does not take its sender for too slow.
        var request = SignedRequest.Kms(Demo.Root, "GenerateRandom", $$"""{"NumberOfBytes":9{{new string(' ', 5000)}}}""");
        await connection.SendHeadAndAwaitContinueAsync(request);
        await connection.WriteAsync(request.Body[..^1]);
        server.Process.RequestEnd();
        await NoLongerListensAsync(server.Url);
        await Task.Delay(LongerThanTheCommandLineLibraryWouldWait);
        await connection.WriteAsync(request.Body[^1..]);
        var answer = await connection.ReadAsync();
        Assert.Equal(9, answer.Succeed().Json.GetProperty("Plaintext").GetBytesFromBase64().Length);
        Assert.Equal(0, await server.Process.TerminateAsync());
    }

    private static async Task NoLongerListensAsync(Uri url)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            try
            {
                using var client = new System.Net.Sockets.TcpClient();
                await client.ConnectAsync(IPAddress.Parse(url.Host), url.Port, patience.Token);
                await Task.Yield();
            }
            catch (System.Net.Sockets.SocketException)
            {
                return;
            }
        }
    }

    private static Dictionary<string, string> Fingerprints(string folder) => Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(folder, file), file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))));
}
