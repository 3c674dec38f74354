using System.Text.Json;

namespace Kagimori.Conformance.Terraform;

/// <summary>Terraform with its AWS provider: what it made it must find again exactly as it was written, or it would change it on every run.</summary>
public sealed class TerraformTests(DemoServer fixture) : IClassFixture<DemoServer>
{
    private const string Home = "eu-central-1";
    private const string Abroad = "ap-northeast-1";
    private const string User = $"arn:aws:iam::{Demo.Account}:user/terraform/";

    [Fact]
    public async Task Keys_and_identities_in_two_Regions_are_made_and_changed_and_leave_nothing_to_do()
    {
        using var terraform = await TerraformProgram.InitializeAsync(Repository.PathOf("tests", "Kagimori.Conformance", "Terraform"), Demo.Admin, new()
        {
            ["endpoint"] = fixture.Server.Url.ToString().TrimEnd('/'),
            ["role"] = Demo.RoleArn,
            ["valid_to"] = DateTimeOffset.UtcNow.AddDays(30).ToString("yyyy-MM-ddTHH:mm:ssZ", null),
        });

        await terraform.ApplyAsync("first");
        await terraform.RequireNothingToDoAsync("first");
        var made = await terraform.OutputsAsync();
        Assert.Equal($"arn:aws:sts::{Demo.Account}:assumed-role/OrganizationAccountAccessRole/terraform", Text(made, "caller"));
        Assert.Equal(Text(made, "replica"), Text(made, "key_of_alias_abroad"));
        Assert.Equal(Text(made, "replica").Replace(Abroad, Home, StringComparison.Ordinal), Text(made, "key_of_alias"));
        Assert.Equal("the secret of the application", made.GetProperty("secrets").GetProperty("value").GetProperty("application").GetString());
        Assert.Equal("the secret abroad", made.GetProperty("secrets").GetProperty("value").GetProperty("abroad").GetString());
        Assert.Equal("AWS", Text(made, "key_manager"));
        Assert.StartsWith("-----BEGIN PUBLIC KEY-----", Text(made, "public_key"), StringComparison.Ordinal);
        Assert.Equal([$"{User}application"], Texts(made, "members"));
        Assert.Equal(["Active"], Texts(made, "access_keys"));
        Assert.Equal("7 Enabled, 1 PendingImport", await StatesAsync(Home));
        Assert.Equal("2 Enabled", await StatesAsync(Abroad));

        // The role is made anew under its old name: policies that name it mean the new one from now on.
        await terraform.ApplyAsync("second", "-refresh=false", "-replace=aws_iam_role.application", "-replace=aws_iam_role_policy_attachment.application", "-replace=aws_iam_role_policy_attachment.keys");
        await terraform.RequireNothingToDoAsync("second");
        var changed = await terraform.OutputsAsync();
        Assert.NotEqual(Text(made, "key_of_alias"), Text(changed, "key_of_alias"));
        Assert.Equal([$"{User}renamed"], Texts(changed, "members"));
        Assert.Equal(["Inactive"], Texts(changed, "access_keys"));
        Assert.Equal("1 Disabled, 6 Enabled, 1 PendingImport", await StatesAsync(Home));

        await terraform.DestroyAsync("second");
        Assert.Equal("1 Enabled, 5 PendingDeletion, 2 PendingReplicaDeletion", await StatesAsync(Home));
        Assert.Equal("2 PendingDeletion", await StatesAsync(Abroad));
        using var root = fixture.Server.ClientOf(Demo.Root);
        Assert.DoesNotContain("terraform", (await root.IamAsync("ListUsers")).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("terraform", (await root.IamAsync("ListPolicies")).Body, StringComparison.Ordinal);
    }

    /// <summary>The states of the keys of a Region, and how many are in each.</summary>
    private async Task<string> StatesAsync(string region)
    {
        using var root = fixture.Server.ClientOf(Demo.Root, region);
        List<string> states = [];
        foreach (var key in (await root.CallAsync("ListKeys", new { })).GetProperty("Keys").EnumerateArray())
        {
            var described = await root.CallAsync("DescribeKey", new { KeyId = key.GetProperty("KeyId").GetString() });
            states.Add(described.GetProperty("KeyMetadata").GetProperty("KeyState").GetString()!);
        }
        return string.Join(", ", states.Order(StringComparer.Ordinal).GroupBy(state => state).Select(group => $"{group.Count()} {group.Key}"));
    }

    private static string Text(JsonElement outputs, string name) => outputs.GetProperty(name).GetProperty("value").GetString()!;

    private static IEnumerable<string?> Texts(JsonElement outputs, string name) =>
        outputs.GetProperty(name).GetProperty("value").EnumerateArray().Select(value => value.GetString());
}
