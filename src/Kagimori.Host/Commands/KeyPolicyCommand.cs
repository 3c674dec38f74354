using System.CommandLine;
using Kagimori.Identities;
using Kagimori.Policies;

namespace Kagimori.Host.Commands;

/// <summary><c>kagimori key-policy</c>: prints the key policy that the AWS console would generate.</summary>
internal static class KeyPolicyCommand
{
    private const int InvalidArguments = 2;

    public static Command Create()
    {
        var account = new Option<string>("--account") { Description = "The account that owns the key.", Required = true };
        var administrators = new Option<string[]>("--administrator") { Description = "ARN of a key administrator; may be given several times." };
        var users = new Option<string[]>("--user") { Description = "ARN of a key user; may be given several times." };
        var spec = new Option<string>("--key-spec") { Description = "The key spec.", DefaultValueFactory = _ => "SYMMETRIC_DEFAULT" };
        var usage = new Option<string?>("--key-usage") { Description = "The key usage, for key specs that have several." };
        var multiRegion = new Option<bool>("--multi-region") { Description = "For a multi-Region key." };
        var command = new Command("key-policy", "Print the key policy that the AWS console generates.")
        {
            account, administrators, users, spec, usage, multiRegion,
        };
        command.SetAction(parsed =>
        {
            if (!AccountId.TryParse(parsed.GetValue(account), out var id)) return Fail("--account must be 12 digits.");
            if (!TryKindOf(parsed.GetValue(spec)!, parsed.GetValue(usage), out var kind))
                return Fail($"There is no key of spec {parsed.GetValue(spec)} and usage {parsed.GetValue(usage) ?? "(none given)"}.");
            Console.WriteLine(ConsoleKeyPolicy.Create(
                id.ToString(), parsed.GetValue(administrators) ?? [], parsed.GetValue(users) ?? [], kind, parsed.GetValue(multiRegion)));
            return 0;
        });
        return command;
    }

    // The usage follows from the spec but for keys that can do either of two things.
    private static bool TryKindOf(string spec, string? usage, out ConsoleKeyKind kind)
    {
        kind = (spec, usage) switch
        {
            ("SYMMETRIC_DEFAULT", null or "ENCRYPT_DECRYPT") => ConsoleKeyKind.SymmetricEncryption,
            ("HMAC_224" or "HMAC_256" or "HMAC_384" or "HMAC_512", null or "GENERATE_VERIFY_MAC") => ConsoleKeyKind.Hmac,
            ("RSA_2048" or "RSA_3072" or "RSA_4096" or "SM2", "ENCRYPT_DECRYPT") => ConsoleKeyKind.AsymmetricEncryption,
            ("RSA_2048" or "RSA_3072" or "RSA_4096", "SIGN_VERIFY") => ConsoleKeyKind.SignVerify,
            ("ECC_NIST_P256" or "ECC_NIST_P384" or "ECC_NIST_P521" or "SM2", "SIGN_VERIFY") => ConsoleKeyKind.SignVerify,
            ("ECC_NIST_P256" or "ECC_NIST_P384" or "ECC_NIST_P521" or "SM2", "KEY_AGREEMENT") => ConsoleKeyKind.KeyAgreement,
            ("ECC_SECG_P256K1" or "ECC_NIST_EDWARDS25519" or "ML_DSA_44" or "ML_DSA_65" or "ML_DSA_87", null or "SIGN_VERIFY") => ConsoleKeyKind.SignVerify,
            _ => (ConsoleKeyKind)(-1),
        };
        return Enum.IsDefined(kind);
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return InvalidArguments;
    }
}
