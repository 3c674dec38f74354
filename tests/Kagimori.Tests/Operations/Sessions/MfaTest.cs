namespace Kagimori.Tests.Operations.Sessions;

/// <summary>A test with MFA devices.</summary>
public abstract class MfaTest : SessionTest
{
    // The steps, before and after the time at which a device is made, of which tests show codes.
    private const int FirstStep = 20;
    private const int LastStep = 130;

    /// <summary>Makes a device whose codes around now are all different, so that no wrong code of a test is right by chance.</summary>
    private protected async Task<Authenticator> CreateDeviceAsync(string name = "phone", params (string Name, string Value)[] parameters)
    {
        while (true)
        {
            var device = Authenticator.Scan(await Service.QueryAsync(RootA, "iam", "CreateVirtualMFADevice", [("VirtualMFADeviceName", name), .. parameters]));
            var codes = Enumerable.Range(-FirstStep, LastStep + FirstStep + 1).Select(steps => Code(device, steps)).ToList();
            if (codes.Distinct().Count() == codes.Count) return device;
            (await Service.QueryAsync(RootA, "iam", "DeleteVirtualMFADevice", ("SerialNumber", device.SerialNumber))).Succeeded();
        }
    }

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
