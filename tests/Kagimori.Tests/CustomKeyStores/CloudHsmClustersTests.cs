using System.Text;
using Kagimori.CustomKeyStores.CloudHsm;

namespace Kagimori.Tests.CustomKeyStores;

/// <summary>The file that says which tokens stand for which clusters.</summary>
public sealed class CloudHsmClustersTests
{
    [Fact]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        using var folder = new Storage.TempFolder();
        File.WriteAllText(folder.File("not-a.crt"), "nothing");
        const string text = """
            { "clusters": [
                { "id": "cluster-1", "account": "1", "region": "Nowhere", "library": "missing.so", "token": "t", "trustAnchorCertificate": "not-a.crt", "colour": "red" },
                { "token": "a label that is longer than thirty-two bytes" } ] }
            """;
        Assert.Null(CloudHsmClusters.Read(Encoding.UTF8.GetBytes(text), folder.Path, out var errors));
        Assert.Equal(
        [
            "clusters[0].id: 'cluster-1' is not a cluster id: cluster- and 11 to 16 of the characters a-z, A-Z and 2-7.",
            "clusters[0].account: '1' is not an account id of 12 digits.",
            "clusters[0].region: 'Nowhere' is not a Region.",
            "clusters[0].trustAnchorCertificate: 'not-a.crt' holds no certificate in PEM.",
            "clusters[0].colour: is not a member that stands here.",
            "clusters[1].id: is required.",
            "clusters[1].account: is required.",
            "clusters[1].region: is required.",
            "clusters[1].token: 'a label that is longer than thirty-two bytes' is not a token label of at most 32 bytes.",
            "clusters[1].library: is required.",
            "clusters[1].trustAnchorCertificate: is required.",
        ], errors.Where(error => !error.StartsWith("clusters[0].library: ", StringComparison.Ordinal)));
        Assert.StartsWith("clusters[0].library: 'missing.so' cannot be loaded as a PKCS #11 library: ", errors.Single(error => error.Contains("missing.so", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_that_is_no_PKCS_11_library_is_refused()
    {
        using var folder = new Storage.TempFolder();
        var library = new[] { "libc.so.6", "libSystem.dylib" }.First(name => System.Runtime.InteropServices.NativeLibrary.TryLoad(name, out _));
        foreach (var path in new[] { library, typeof(CloudHsmClustersTests).Assembly.Location })
        {
            var text = $$"""{"clusters":[{"library":"{{path}}"}]}""";
            CloudHsmClusters.Read(Encoding.UTF8.GetBytes(text), path == library ? "/lib/x86_64-linux-gnu" : folder.Path, out var errors);
            Assert.Contains(errors, error => error.StartsWith($"clusters[0].library: '{path}' cannot be loaded as a PKCS #11 library: ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void One_token_does_not_stand_for_two_clusters()
    {
        SoftHsm.Require();
        using var folder = new Storage.TempFolder();
        File.WriteAllText(folder.File("ca.crt"), SoftToken.TrustAnchor);
        var entry = $$"""{"id":"cluster-2a23b4cdefg","account":"123456789012","region":"us-east-1","library":"{{SoftHsm.File}}","token":"t","trustAnchorCertificate":"ca.crt"}""";
        CloudHsmClusters.Read(Encoding.UTF8.GetBytes($$"""{"clusters":[{{entry}},{{entry}}]}"""), folder.Path, out var errors);
        Assert.Equal(["clusters[1].id: the cluster cluster-2a23b4cdefg stands twice.", "clusters[1].token: the token 't' stands for the cluster cluster-2a23b4cdefg already."], errors);
    }
}
