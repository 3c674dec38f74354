namespace Kagimori.Tests.Operations.Sessions;

/// <summary>A test with MFA devices.</summary>
public abstract class MfaTest : SessionTest
{
    private protected async Task<Authenticator> CreateDeviceAsync(string name = "phone", params (string Name, string Value)[] parameters) =>
        Authenticator.Scan(await Service.QueryAsync(RootA, "iam", "CreateVirtualMFADevice", [("VirtualMFADeviceName", name), .. parameters]));

    /// <summary>Enables a device, or synchronizes it, with the codes of two steps, by default the last and the present one.</summary>
    private protected Task<TestAnswer> PairAsync(
        string operation, string user, Authenticator device, int first = -1, int? second = null, string caller = RootA) =>
        Service.QueryAsync(caller, "iam", operation, ("UserName", user), ("SerialNumber", device.SerialNumber),
            ("AuthenticationCode1", Code(device, first)), ("AuthenticationCode2", Code(device, second ?? first + 1)));

    /// <summary>Gives a user a new device.</summary>
    private protected async Task<Authenticator> EnableAsync(string user, string name = "phone")
    {
        var device = await CreateDeviceAsync(name);
        (await PairAsync("EnableMFADevice", user, device)).Succeeded();
        return device;
    }

    private protected string Code(Authenticator device, int steps = 0) => device.CodeAt(Service.Clock.GetUtcNow(), steps);

    private protected Task<TestAnswer> SessionAsync(string caller, Authenticator device, int steps = 0) =>
        Service.QueryAsync(caller, "sts", "GetSessionToken", ("SerialNumber", device.SerialNumber), ("TokenCode", Code(device, steps)));
}
