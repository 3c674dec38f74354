namespace Kagimori.Conformance;

/// <summary>Programs of others that tests need. Where one is missing its tests are skipped; in CI they fail.</summary>
internal static class Client
{
    private static readonly bool IsCi = Environment.GetEnvironmentVariable("CI") == "true";
    private static readonly Lazy<bool> HasBoto3 = new(() => Imports("boto3"));
    private static readonly Lazy<bool> HasCryptography = new(() => Imports("cryptography") && Command.Exists("openssl"));

    /// <summary>The folder of the programs in JavaScript and of the packages that they need.</summary>
    public static string NodeFolder { get; } = Repository.PathOf("tests", "Kagimori.Conformance", "Node");

    public static void RequireAwsCli() => Require("The aws CLI", Command.Exists("aws"));

    public static void RequireBoto3() => Require("boto3", HasBoto3.Value);

    public static void RequireCryptography() => Require("python-cryptography or openssl", HasCryptography.Value);

    public static void RequireSoftHsm() => Require("SoftHSM2 (the package softhsm2)", Command.Exists("softhsm2-util") && SoftHsmToken.Library is not null);

    /// <summary>A curl that signs with Signature Version 4, as it does since 7.75.</summary>
    public static void RequireCurl() => Require("curl", Command.Exists("curl"));

    public static void RequireNode() => Require(
        "Node.js, or a package that package-lock.json names,", Command.Exists("node") && File.Exists(Path.Combine(NodeFolder, "node_modules", ".package-lock.json")),
        "`npm ci` in tests/Kagimori.Conformance/Node installs the packages.");

    /// <summary>Terraform is in few systems' packages, so it may be absent in CI too; where it is, it must work.</summary>
    public static void RequireTerraform()
    {
        if (!Command.Exists("terraform")) Assert.Skip("Terraform is not installed.");
    }

    private static bool Imports(string module) => Command.Exists("python3")
        && Command.RunAsync(Command.StartInfo("python3", "-c", $"import {module}")).GetAwaiter().GetResult().ExitCode == 0;

    /// <param name="reason">Why it is missing, where that is known.</param>
    public static void Require(string name, bool exists, string reason = "")
    {
        if (exists) return;
        if (IsCi) Assert.Fail($"{name} is missing, and in CI every client must be there. {reason}");
        Assert.Skip($"{name} is not installed. {reason}");
    }
}
