namespace Kagimori.Tests.Operations.Identities;

/// <summary>A test that asks a service for simulations.</summary>
public abstract class SimulationTest : IAsyncLifetime
{
    private protected TestService Service { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync() => Service = await TestService.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
