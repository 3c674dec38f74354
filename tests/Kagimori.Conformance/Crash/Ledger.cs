using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Kagimori.Conformance.Crash;

/// <summary>What the server has acknowledged, and what must be true of it ever after.</summary>
internal sealed partial class Ledger(bool withIam)
{
    private readonly ConcurrentBag<string> _acknowledged = [];
    private readonly HashSet<string> _known = [];
    private ConcurrentBag<KeyEntry> _keys = [];
    private ConcurrentBag<UserEntry> _users = [];
    private int _begun;

    /// <summary>The request ids of acknowledged changes.</summary>
    public IReadOnlyCollection<string> Acknowledged => _acknowledged;

    public int Unacknowledged => _begun - _acknowledged.Count;

    public void Begin() => Interlocked.Increment(ref _begun);

    public Answer Acknowledge(Answer answer)
    {
        _acknowledged.Add(answer.Succeed().RequestId);
        return answer;
    }

    public void Add(KeyEntry key) => _keys.Add(key);

    public void Add(UserEntry user) => _users.Add(user);

    /// <summary>Compares what happened since the last time with what the server has now.</summary>
    public async Task VerifyAsync(SigningClient root)
    {
        var listed = await ListKeysAsync(root);
        var aliases = await ListAliasesAsync(root);
        Assert.Superset(_known, listed);
        foreach (var key in _keys)
        {
            Assert.Contains(key.Id, listed);
            key.Policy.Check(await PolicyVersionAsync(root, key.Id), $"The policy of {key.Id}");
            key.Tags.Check(await TagVersionAsync(root, key.Id), $"The tags of {key.Id}");
            key.Aliases.Check(await AliasVersionAsync(root, key, aliases), $"The alias of {key.Id}");
        }
        // Keys whose creation was under way: they are there whole or not at all.
        foreach (var id in listed.Except(_known).Except(_keys.Select(key => key.Id)))
        {
            Assert.Equal(0, await PolicyVersionAsync(root, id));
            Assert.Equal(0, await TagVersionAsync(root, id));
            await root.CallAsync("GenerateDataKey", new { KeyId = id, KeySpec = "AES_256" });
        }
        if (withIam) await VerifyUsersAsync(root);
        _known.UnionWith(listed);
        (_keys, _users) = ([], []);
    }

    private static async Task<HashSet<string>> ListKeysAsync(SigningClient root)
    {
        var ids = new HashSet<string>();
        string? marker = null;
        do
        {
            var page = await root.CallAsync("ListKeys", marker is null ? new { Limit = 1000 } : new { Limit = 1000, Marker = marker });
            foreach (var key in page.GetProperty("Keys").EnumerateArray()) Assert.True(ids.Add(key.GetProperty("KeyId").GetString()!));
            marker = page.TryGetProperty("NextMarker", out var next) ? next.GetString() : null;
        }
        while (marker is not null);
        return ids;
    }

    private static async Task<Dictionary<string, string>> ListAliasesAsync(SigningClient root)
    {
        var targets = new Dictionary<string, string>();
        string? marker = null;
        do
        {
            var page = await root.CallAsync("ListAliases", marker is null ? new { Limit = 100 } : new { Limit = 100, Marker = marker });
            foreach (var alias in page.GetProperty("Aliases").EnumerateArray())
            {
                if (alias.TryGetProperty("TargetKeyId", out var target)) targets.Add(alias.GetProperty("AliasName").GetString()!, target.GetString()!);
            }
            marker = page.TryGetProperty("NextMarker", out var next) ? next.GetString() : null;
        }
        while (marker is not null);
        return targets;
    }

    // The default policy, which a new key has, is version 0.
    private static async Task<int> PolicyVersionAsync(SigningClient root, string key)
    {
        var policy = (await root.CallAsync("GetKeyPolicy", new { KeyId = key })).GetProperty("Policy").GetString()!;
        return SidVersion().Match(policy) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
    }

    // Both tags change in one request: they never differ.
    private static async Task<int> TagVersionAsync(SigningClient root, string key)
    {
        var tags = (await root.CallAsync("ListResourceTags", new { KeyId = key })).GetProperty("Tags").EnumerateArray()
            .ToDictionary(tag => tag.GetProperty("TagKey").GetString()!, tag => tag.GetProperty("TagValue").GetString()!);
        Assert.Equal(2, tags.Count);
        Assert.Equal(tags["first"], tags["second"]);
        return int.Parse(tags["first"], CultureInfo.InvariantCulture);
    }

    // An alias is found by its name, in the listing of all and in the listing of its key, or nowhere.
    private static async Task<int> AliasVersionAsync(SigningClient root, KeyEntry key, Dictionary<string, string> all)
    {
        var described = await root.KmsAsync("DescribeKey", new { KeyId = key.Alias });
        var ofKey = (await root.CallAsync("ListAliases", new { KeyId = key.Id })).GetProperty("Aliases").EnumerateArray()
            .Select(alias => alias.GetProperty("AliasName").GetString()).ToArray();
        var exists = described.Status == System.Net.HttpStatusCode.OK;
        if (exists) Assert.Equal(key.Id, described.Json.GetProperty("KeyMetadata").GetProperty("KeyId").GetString());
        Assert.Equal(exists ? [key.Alias] : [], ofKey);
        Assert.Equal(exists ? key.Id : null, all.GetValueOrDefault(key.Alias));
        return exists ? 1 : 0;
    }

    private async Task VerifyUsersAsync(SigningClient root)
    {
        foreach (var user in _users)
        {
            var found = await root.IamAsync("GetUser", ("UserName", user.Name));
            var exists = found.Status == System.Net.HttpStatusCode.OK;
            user.Existence.Check(exists ? 1 : 0, $"The user {user.Name}");
            if (!exists) continue;
            Assert.Contains("whole", (await root.IamAsync("ListUserTags", ("UserName", user.Name))).Succeed().Body);
        }
    }

    [GeneratedRegex("\"version ([0-9]+)\"")]
    private static partial Regex SidVersion();
}
