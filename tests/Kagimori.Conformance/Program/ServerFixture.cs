namespace Kagimori.Conformance;

/// <summary>A server that the tests of one class share.</summary>
public abstract class ServerFixture : IAsyncLifetime
{
    internal KagimoriServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (Server is not null) await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected abstract Task<KagimoriServer> StartAsync();
}

/// <summary>A server with the demo's identities and no keys.</summary>
public sealed class DemoServer : ServerFixture
{
    private protected override Task<KagimoriServer> StartAsync() => KagimoriServer.StartAsync(Demo.Seed());
}
