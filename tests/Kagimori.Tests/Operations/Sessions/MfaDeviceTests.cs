using System.Text;

namespace Kagimori.Tests.Operations.Sessions;

/// <summary>Virtual MFA devices in IAM, in the words captured of AWS.</summary>
public sealed class MfaDeviceTests : MfaTest
{
    [Fact]
    public async Task A_new_device_shows_its_seed_once()
    {
        var answer = await Service.QueryAsync(RootA, "iam", "CreateVirtualMFADevice",
            [("VirtualMFADeviceName", "phone"), ("Path", "/devices/"), .. Tag(1, "owner", "alice")]);
        Assert.Equal(($"arn:aws:iam::{A}:mfa/devices/phone", "owner"), (answer.Succeeded().Xml("SerialNumber"), answer.Xml("Key")));
        var seed = Encoding.ASCII.GetString(Convert.FromBase64String(answer.Xml("Base32StringSeed")));
        Assert.Matches("^[A-Z2-7]{64}$", seed);
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], Convert.FromBase64String(answer.Xml("QRCodePNG"))[..8]);
        (await Service.QueryAsync(RootA, "iam", "CreateVirtualMFADevice", ("VirtualMFADeviceName", "phone"), ("Path", "/devices/")))
            .RefusedXml(409, "EntityAlreadyExists", "MFA device already exists.");

        // Neither the audit trail nor the disk has it.
        Assert.DoesNotContain(Service.AuditRecords(), record => record.ToJsonString().Contains(seed, StringComparison.Ordinal));
        var text = Encoding.ASCII.GetBytes(seed);
        Assert.DoesNotContain(Directory.EnumerateFiles(Service.Folder, "kagimori.db*", SearchOption.AllDirectories), file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes.AsSpan().IndexOf(text) >= 0;
        });
    }

    [Fact]
    public async Task Two_consecutive_codes_enable_it_for_one_user()
    {
        var device = await CreateDeviceAsync();
        const string invalid = "Authentication code for device is not valid.";
        (await PairAsync("EnableMFADevice", "alice", device, 0, 0)).RefusedXml(403, "InvalidAuthenticationCode", invalid);
        (await PairAsync("EnableMFADevice", "alice", device, 0, -1)).RefusedXml(403, "InvalidAuthenticationCode", invalid);
        (await PairAsync("EnableMFADevice", "alice", device, 1000)).RefusedXml(403, "InvalidAuthenticationCode", invalid);
        (await PairAsync("EnableMFADevice", "alice", device)).Succeeded();
        (await PairAsync("EnableMFADevice", "alice", device, 1)).RefusedXml(409, "EntityAlreadyExists", "MFA Device for user alice already exists.");
        (await PairAsync("EnableMFADevice", "bob", device, 1)).RefusedXml(409, "EntityAlreadyExists", "MFA Device is already in use.");
        Assert.Equal(404, (await PairAsync("EnableMFADevice", "nobody", device, 1)).Status);
        (await PairAsync("EnableMFADevice", "alice", new Authenticator($"arn:aws:iam::{A}:mfa/absent", new string('A', 64))))
            .RefusedXml(404, "NoSuchEntity", $"VirtualMFADevice with serial number arn:aws:iam::{A}:mfa/absent doesn't exist.");
    }

    [Fact]
    public async Task The_listings_tell_which_device_is_whose()
    {
        var device = await EnableAsync("alice");
        await CreateDeviceAsync("spare");
        var list = await Service.QueryAsync(RootA, "iam", "ListMFADevices", ("UserName", "alice"));
        Assert.Equal(("alice", device.SerialNumber, "2026-01-02T03:04:05Z"), (list.Xml("UserName"), list.Xml("SerialNumber"), list.Xml("EnableDate")));
        Assert.Contains("<MFADevices />", (await Service.QueryAsync(RootA, "iam", "ListMFADevices", ("UserName", "bob"))).Text.Replace("<MFADevices></MFADevices>", "<MFADevices />", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(device.SerialNumber, (await Service.QueryAsync("bob", "iam", "ListVirtualMFADevices", ("AssignmentStatus", "Assigned"))).Xml("SerialNumber"));
        Assert.Equal($"arn:aws:iam::{A}:mfa/spare", (await Service.QueryAsync("bob", "iam", "ListVirtualMFADevices", ("AssignmentStatus", "Unassigned"))).Xml("SerialNumber"));
        var both = (await Service.QueryAsync("bob", "iam", "ListVirtualMFADevices")).Text;
        Assert.Contains(UserArn("alice"), both, StringComparison.Ordinal);
        Assert.Contains("mfa/spare", both, StringComparison.Ordinal);
        var page = await Service.QueryAsync("bob", "iam", "ListVirtualMFADevices", ("MaxItems", "1"));
        Assert.Equal($"arn:aws:iam::{A}:mfa/spare", (await Service.QueryAsync("bob", "iam", "ListVirtualMFADevices", ("Marker", page.Xml("Marker")))).Xml("SerialNumber"));
        (await Service.QueryAsync(RootA, "iam", "GetMFADevice", ("UserName", "alice"), ("SerialNumber", device.SerialNumber))).RefusedXml(400, "ValidationError",
            "The MFA device serial number sent in the request is invalid or not supported by this API. Currently, only hardware FIDO security keys are supported. Please use the compatible device or API.");
    }

    [Fact]
    public async Task A_device_and_its_user_go_only_when_they_are_parted()
    {
        var device = await EnableAsync("alice");
        (await DeleteAsync(device)).RefusedXml(409, "DeleteConflict", "MFA VirtualDevice in use. Must deactivate first.");
        (await Service.QueryAsync(RootA, "iam", "DeleteUser", ("UserName", "alice")))
            .RefusedXml(409, "DeleteConflict", "Cannot delete entity, must remove tokens from principal first.");
        (await DeactivateAsync("bob", device)).RefusedXml(404, "NoSuchEntity", "MFA Device invalid for user.");
        (await DeactivateAsync("alice", device)).Succeeded();
        (await DeactivateAsync("alice", device)).RefusedXml(404, "NoSuchEntity", "MFA Device invalid for user.");
        (await DeleteAsync(device)).Succeeded();
        (await DeleteAsync(device)).RefusedXml(404, "NoSuchEntity", $"VirtualMFADevice with serial number {device.SerialNumber} doesn't exist.");
    }

    [Fact]
    public async Task A_renamed_user_keeps_its_device()
    {
        var device = await EnableAsync("alice");
        (await Service.QueryAsync(RootA, "iam", "UpdateUser", ("UserName", "alice"), ("NewUserName", "alicia"))).Succeeded();
        Assert.Contains(UserArn("alicia"), (await Service.QueryAsync(RootA, "iam", "ListVirtualMFADevices")).Text, StringComparison.Ordinal);
        (await DeactivateAsync("alicia", device)).Succeeded();
    }

    [Fact]
    public async Task Synchronizing_follows_the_devices_clock_and_never_goes_back()
    {
        var device = await EnableAsync("alice");
        (await PairAsync("ResyncMFADevice", "bob", device, 20)).RefusedXml(404, "NoSuchEntity", "MFA Device invalid for user.");
        (await PairAsync("ResyncMFADevice", "alice", device)).RefusedXml(403, "InvalidAuthenticationCode", "Authentication code for device is not valid.");
        (await PairAsync("ResyncMFADevice", "alice", device, 20)).Succeeded();
        Credentials(await SessionAsync("alice", device, 21));
        Assert.Equal(403, (await SessionAsync("alice", device, 0)).Status);
        (await PairAsync("ResyncMFADevice", "alice", device, 21)).RefusedXml(403, "InvalidAuthenticationCode", "Authentication code for device is not valid.");
        (await PairAsync("ResyncMFADevice", "alice", device, 22)).Succeeded();
    }

    [Fact]
    public async Task Whoever_holds_a_device_proves_it_before_changing_its_own()
    {
        const string required = "To complete this action, please ensure that you are authenticated with an MFA device that is enabled for this user.";
        var device = await CreateDeviceAsync();
        var second = await CreateDeviceAsync("second");
        (await PairAsync("EnableMFADevice", "bob", device, caller: "bob")).Succeeded();
        (await PairAsync("EnableMFADevice", "bob", second, caller: "bob")).RefusedXml(403, "AccessDenied", required);
        (await DeactivateAsync("bob", device, "bob")).RefusedXml(403, "AccessDenied", required);
        var session = Credentials(await SessionAsync("bob", device));
        (await PairAsync("EnableMFADevice", "bob", second, caller: session)).Succeeded();
        (await DeactivateAsync("bob", device, session)).Succeeded();
    }

    [Fact]
    public async Task A_user_has_at_most_eight()
    {
        for (var i = 1; i <= 8; i++) await EnableAsync("alice", $"phone{i}");
        (await PairAsync("EnableMFADevice", "alice", await CreateDeviceAsync("phone9")))
            .RefusedXml(409, "LimitExceeded", "Cannot exceed quota for MFADevicesPerUser: 8");
    }

    [Fact]
    public async Task Devices_are_tagged_and_their_tags_decide()
    {
        var device = await CreateDeviceAsync("phone", Tag(1, "owner", "alice"));
        (await Service.QueryAsync(RootA, "iam", "PutUserPolicy", ("UserName", "alice"), ("PolicyName", "p"), ("PolicyDocument",
            TestService.Allow("iam:*", $"arn:aws:iam::{A}:mfa/*", """{"StringEquals":{"aws:ResourceTag/owner":"alice"}}""")))).Succeeded();
        (await Service.QueryAsync("alice", "iam", "TagMFADevice", [("SerialNumber", device.SerialNumber), .. Tag(1, "floor", "2")])).Succeeded();
        Assert.Contains("<Key>floor</Key>", (await Service.QueryAsync("alice", "iam", "ListMFADeviceTags", ("SerialNumber", device.SerialNumber))).Text, StringComparison.Ordinal);
        (await Service.QueryAsync("alice", "iam", "UntagMFADevice", ("SerialNumber", device.SerialNumber), ("TagKeys.member.1", "owner"))).Succeeded();
        Assert.Equal("AccessDenied", (await Service.QueryAsync("alice", "iam", "ListMFADeviceTags", ("SerialNumber", device.SerialNumber))).Xml("Code"));
    }

    private Task<TestAnswer> DeactivateAsync(string user, Authenticator device, string caller = RootA) =>
        Service.QueryAsync(caller, "iam", "DeactivateMFADevice", ("UserName", user), ("SerialNumber", device.SerialNumber));

    private Task<TestAnswer> DeleteAsync(Authenticator device) =>
        Service.QueryAsync(RootA, "iam", "DeleteVirtualMFADevice", ("SerialNumber", device.SerialNumber));
}
