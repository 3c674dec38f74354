using System.Text;
using System.Text.Json;
using System.Xml.Linq;

namespace Kagimori.Conformance.Configuration;

/// <summary>Secrets are found nowhere: not in a file, not in what the server writes, however they are written.</summary>
public sealed class SecretTests
{
    private static readonly XNamespace Sts = "https://sts.amazonaws.com/doc/2011-06-15/";
    private static readonly XNamespace Iam = "https://iam.amazonaws.com/doc/2010-05-08/";

    [Fact]
    public async Task No_secret_is_in_a_file_or_in_the_output()
    {
        var material = Convert.FromBase64String("T2ZTZWVkZWRLZXlNYXRlcmlhbE9mVGhpcnR5VHdvQiE=");
        var key = new { region = Demo.Region, id = Demo.FixedKeyId, multiRegion = true, material = new[] { Convert.ToBase64String(material) } };
        await using var server = await KagimoriServer.StartAsync(Demo.Seed(keys: key), "--audit", "strict");
        var secrets = new Dictionary<string, byte[]>
        {
            ["the key material"] = material, ["the plaintext"] = "the plaintext of a customer"u8.ToArray(),
        };
        foreach (var identity in new[] { Demo.Root, Demo.Admin, Demo.User1, Demo.User2 }) secrets[$"the secret of {identity}"] = Encoding.UTF8.GetBytes(identity.SecretAccessKey);

        using (var root = server.ClientOf(Demo.Root))
        {
            var context = new { purpose = "secrets" };
            var encrypted = await root.CallAsync("Encrypt", new { KeyId = Demo.FixedKeyId, Plaintext = secrets["the plaintext"], EncryptionContext = context });
            var blob = encrypted.GetProperty("CiphertextBlob").GetBytesFromBase64();
            await root.CallAsync("Decrypt", new { CiphertextBlob = blob, EncryptionContext = context });
            await root.KmsAsync("Decrypt", new { CiphertextBlob = blob });
            var dataKey = await root.CallAsync("GenerateDataKey", new { KeyId = Demo.FixedKeyId, KeySpec = "AES_256" });
            secrets["a data key"] = dataKey.GetProperty("Plaintext").GetBytesFromBase64();
            secrets["random bytes"] = (await root.CallAsync("GenerateRandom", new { NumberOfBytes = 32 })).GetProperty("Plaintext").GetBytesFromBase64();
            // Requests that fail in the middle must not spill what they carry either.
            await root.KmsAsync("Encrypt", new { KeyId = "nowhere", Plaintext = secrets["the plaintext"] });
            await root.KmsAsync("Encrypt", $"{{\"KeyId\":\"{Demo.FixedKeyId}\",\"Plaintext\":\"{Convert.ToBase64String(secrets["the plaintext"])}\",");
            if (await IamApi.IsServedAsync(server))
            {
                (await root.IamAsync("CreateUser", ("UserName", "keyed"))).Succeed();
                var made = (await root.IamAsync("CreateAccessKey", ("UserName", "keyed"))).Succeed().Xml;
                secrets["a new access key"] = Encoding.UTF8.GetBytes(made.Descendants(Iam + "SecretAccessKey").Single().Value);
            }
        }
        using (var admin = server.ClientOf(Demo.Admin))
        {
            var session = (await admin.StsAsync("AssumeRole", ("RoleArn", Demo.RoleArn), ("RoleSessionName", "secret"))).Succeed().Xml;
            secrets["the secret of a session"] = Encoding.UTF8.GetBytes(session.Descendants(Sts + "SecretAccessKey").Single().Value);
            secrets["a session token"] = Encoding.UTF8.GetBytes(session.Descendants(Sts + "SessionToken").Single().Value);
        }
        SearchFiles(server, secrets);
        Assert.Equal(0, await server.Process.TerminateAsync());
        SearchFiles(server, secrets);
    }

    [Fact]
    public async Task The_root_users_secret_is_shown_once_and_written_nowhere()
    {
        await using var server = await KagimoriServer.StartAsync(seed: null);
        while (!server.Output.Contains("AWS_DEFAULT_REGION", StringComparison.Ordinal)) await Task.Yield();
        var line = server.Output.Split('\n').Single(line => line.StartsWith("export AWS_SECRET_ACCESS_KEY=", StringComparison.Ordinal));
        var secret = Encoding.UTF8.GetBytes(line.Trim()[(line.IndexOf('=') + 1)..]);
        Assert.Equal(40, secret.Length);
        await server.Process.TerminateAsync();
        foreach (var file in Directory.GetFiles(server.Data, "*", SearchOption.AllDirectories)) Search(file, File.ReadAllBytes(file), "the root user's secret", secret);
        var first = server.Process.Output;
        await server.StartAgainAsync();
        Assert.Contains("AWS_SECRET_ACCESS_KEY", first);
        Assert.DoesNotContain("AWS_SECRET_ACCESS_KEY", server.Process.Output);
    }

    private static void SearchFiles(KagimoriServer server, Dictionary<string, byte[]> secrets)
    {
        var files = Directory.GetFiles(server.Data, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal));
        var places = files.ToDictionary(file => Path.GetFileName(file), ReadShared);
        places["the output"] = Encoding.UTF8.GetBytes(server.Output);
        Assert.True(places.Count >= 3, "The data folder has fewer files than it must have.");
        foreach (var (place, bytes) in places)
        {
            foreach (var (name, secret) in secrets) Search(place, bytes, name, secret);
        }
    }

    // The server has some of these files open.
    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static void Search(string place, byte[] bytes, string name, byte[] secret)
    {
        byte[][] forms =
        [
            secret,
            Encoding.ASCII.GetBytes(Convert.ToBase64String(secret).TrimEnd('=')),
            Encoding.ASCII.GetBytes(Convert.ToHexString(secret)),
            Encoding.ASCII.GetBytes(Convert.ToHexStringLower(secret)),
            Encoding.UTF8.GetBytes(JsonSerializer.Serialize(Encoding.Latin1.GetString(secret)).Trim('"')),
        ];
        foreach (var form in forms) Assert.True(bytes.AsSpan().IndexOf(form) < 0, $"{place} holds {name}.");
    }
}
