using System.Reflection;
using System.Runtime.InteropServices;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;

namespace Kagimori.Tests.CustomKeyStores;

/// <summary>SoftHSM2 with a token folder of the test run's own, through another PKCS #11 binding than the product's.</summary>
internal static class SoftHsm
{
    private static readonly string[] Places =
    [
        "/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so",
        "/usr/local/lib/softhsm/libsofthsm2.so", "/opt/homebrew/lib/softhsm/libsofthsm2.so",
    ];

    private static readonly Lazy<IPkcs11Library> Loaded = new(Load);

    /// <summary>The library, where it is installed.</summary>
    public static string? File { get; } = Places.FirstOrDefault(System.IO.File.Exists);

    public static Pkcs11InteropFactories Factories { get; } = new();

    public static IPkcs11Library Library => Loaded.Value;

    /// <summary>Skips the test where SoftHSM2 is missing; in CI that is a failure.</summary>
    public static void Require()
    {
        if (File is not null) return;
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail("SoftHSM2 (the package softhsm2) is missing, and in CI it must be there.");
        Assert.Skip("SoftHSM2 (the package softhsm2) is not installed: no token to test with.");
    }

    // The library reads the variable when it is initialised, from the process's own environment, of which .NET keeps a copy.
    private static IPkcs11Library Load()
    {
        var folder = Directory.CreateTempSubdirectory("kagimori-softhsm-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var tokens = Directory.CreateDirectory(Path.Combine(folder, "tokens")).FullName;
        var configuration = Path.Combine(folder, "softhsm2.conf");
        System.IO.File.WriteAllText(configuration, $"directories.tokendir = {tokens}\nobjectstore.backend = file\nlog.level = ERROR\n");
        Assert.Equal(0, SetEnvironmentVariable("SOFTHSM2_CONF", configuration, 1));
        NativeLibrary.SetDllImportResolver(typeof(Pkcs11InteropFactories).Assembly, ResolveLibdl);
        return Factories.Pkcs11LibraryFactory.LoadPkcs11Library(Factories, File, AppType.MultiThreaded);
    }

    // Without a compiler's packages there is no libdl.so, which the other binding asks for.
    private static nint ResolveLibdl(string name, Assembly assembly, DllImportSearchPath? path) =>
        name == "libdl" && (NativeLibrary.TryLoad("libdl.so.2", out var handle) || NativeLibrary.TryLoad("libc", out handle)) ? handle : 0;

    [DllImport("libc", EntryPoint = "setenv", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetEnvironmentVariable(string name, string value, int overwrite);
}
