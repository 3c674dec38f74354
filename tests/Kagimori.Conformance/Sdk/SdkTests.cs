using Amazon;
using Amazon.KeyManagementService;
using Amazon.Runtime;
using Amazon.SecurityToken;

namespace Kagimori.Conformance.Sdk;

/// <summary>The AWS SDK for .NET, with a server that the tests of a class share.</summary>
public abstract class SdkTests : IDisposable
{
    private protected SdkTests(DemoServer fixture)
    {
        Server = fixture.Server;
        Kms = KmsOf(Demo.Root);
    }

    private protected KagimoriServer Server { get; }

    private protected AmazonKeyManagementServiceClient Kms { get; }

    private protected AmazonKeyManagementServiceClient KmsOf(Identity identity) => new(Credentials(identity), new AmazonKeyManagementServiceConfig
    {
        ServiceURL = Server.Url.ToString(), AuthenticationRegion = Demo.Region, MaxErrorRetry = 0, UseHttp = true,
    });

    private protected AmazonSecurityTokenServiceClient StsOf(Identity identity) => new(Credentials(identity), new AmazonSecurityTokenServiceConfig
    {
        ServiceURL = Server.Url.ToString(), AuthenticationRegion = Demo.Region, MaxErrorRetry = 0, UseHttp = true,
    });

    private protected async Task<string> CreateKeyAsync() => (await Kms.CreateKeyAsync(new())).KeyMetadata.KeyId;

    private protected static string ArnOf(string key) => $"arn:aws:kms:{Demo.Region}:{Demo.Account}:key/{key}";

    public void Dispose()
    {
        Kms.Dispose();
        GC.SuppressFinalize(this);
    }

    private static AWSCredentials Credentials(Identity identity) => identity.SessionToken is null
        ? new BasicAWSCredentials(identity.AccessKeyId, identity.SecretAccessKey)
        : new SessionAWSCredentials(identity.AccessKeyId, identity.SecretAccessKey, identity.SessionToken);
}
