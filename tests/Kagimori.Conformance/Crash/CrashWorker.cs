namespace Kagimori.Conformance.Crash;

/// <summary>One client that changes things of its own until the server is gone.</summary>
internal sealed class CrashWorker(Uri url, Ledger ledger, string name)
{
    private const int VersionsPerKey = 3;

    public async Task RunAsync(bool withIam)
    {
        using var root = new SigningClient(url, Demo.Root, Demo.Region);
        try
        {
            for (var i = 0; ; i++)
            {
                if (withIam) await CreateUserAsync(root, $"crash-{name}-{i}");
                await ChangeKeyAsync(root, $"alias/crash-{name}-{i}");
            }
        }
        catch (HttpRequestException)
        {
            // The server is gone. What was under way is neither acknowledged nor refused.
        }
        catch (IOException)
        {
            // Gone in the middle of an answer.
        }
    }

    private async Task ChangeKeyAsync(SigningClient root, string alias)
    {
        ledger.Begin();
        var tags = new[] { new { TagKey = "first", TagValue = "0" }, new { TagKey = "second", TagValue = "0" } };
        var created = ledger.Acknowledge(await root.KmsAsync("CreateKey", new { Description = alias, Tags = tags }));
        var key = new KeyEntry(created.Json.GetProperty("KeyMetadata").GetProperty("KeyId").GetString()!, alias);
        ledger.Add(key);

        for (var version = 1; version <= VersionsPerKey; version++)
        {
            ledger.Begin();
            key.Policy.Begin(version);
            ledger.Acknowledge(await root.KmsAsync("PutKeyPolicy", new { KeyId = key.Id, Policy = PolicyText(version) }));
            key.Policy.Acknowledge();

            ledger.Begin();
            key.Tags.Begin(version);
            var changed = new[] { new { TagKey = "first", TagValue = $"{version}" }, new { TagKey = "second", TagValue = $"{version}" } };
            ledger.Acknowledge(await root.KmsAsync("TagResource", new { KeyId = key.Id, Tags = changed }));
            key.Tags.Acknowledge();
        }
        ledger.Begin();
        key.Aliases.Begin(1);
        ledger.Acknowledge(await root.KmsAsync("CreateAlias", new { AliasName = alias, TargetKeyId = key.Id }));
        key.Aliases.Acknowledge();
    }

    private async Task CreateUserAsync(SigningClient root, string user)
    {
        ledger.Begin();
        var entry = new UserEntry(user);
        ledger.Add(entry);
        entry.Existence.Begin(1);
        ledger.Acknowledge(await root.IamAsync("CreateUser", ("UserName", user), ("Tags.member.1.Key", "made"), ("Tags.member.1.Value", "whole")));
        entry.Existence.Acknowledge();
    }

    // The version stands in the policy's text.
    private static string PolicyText(int version) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Sid":"version {{version}}","Effect":"Allow","Principal":{"AWS":"{{Demo.Account}}"},"Action":"kms:*","Resource":"*"}]}""";
}
