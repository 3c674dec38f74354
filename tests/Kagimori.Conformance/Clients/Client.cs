namespace Kagimori.Conformance;

/// <summary>Programs of others that tests need. Where one is missing its tests are skipped; in CI they fail.</summary>
internal static class Client
{
    private static readonly bool IsCi = Environment.GetEnvironmentVariable("CI") == "true";
    private static readonly Lazy<bool> HasBoto3 = new(() => Imports("boto3"));
    private static readonly Lazy<bool> HasCryptography = new(() => Imports("cryptography") && Command.Exists("openssl"));

    public static void RequireAwsCli() => Require("The aws CLI", Command.Exists("aws"));

    public static void RequireBoto3() => Require("boto3", HasBoto3.Value);

    public static void RequireCryptography() => Require("python-cryptography or openssl", HasCryptography.Value);

    public static void RequireSoftHsm() => Require("SoftHSM2 (the package softhsm2)", Command.Exists("softhsm2-util") && SoftHsmToken.Library is not null);

    /// <summary>A curl that signs with Signature Version 4, as it does since 7.75.</summary>
    public static void RequireCurl() => Require("curl", Command.Exists("curl"));

    private static bool Imports(string module) => Command.Exists("python3")
        && Command.RunAsync(Command.StartInfo("python3", "-c", $"import {module}")).GetAwaiter().GetResult().ExitCode == 0;

    private static void Require(string name, bool exists)
    {
        if (exists) return;
        if (IsCi) Assert.Fail($"{name} is missing, and in CI every client must be there.");
        Assert.Skip($"{name} is not installed.");
    }
}
