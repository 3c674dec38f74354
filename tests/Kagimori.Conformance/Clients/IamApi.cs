namespace Kagimori.Conformance;

/// <summary>Whether the program under test serves the IAM API.</summary>
internal static class IamApi
{
    public static async Task<bool> IsServedAsync(KagimoriServer server)
    {
        using var root = server.ClientOf(Demo.Root);
        return !(await root.IamAsync("ListUsers")).Body.Contains("InvalidAction", StringComparison.Ordinal);
    }

    public static async Task RequireAsync(KagimoriServer server)
    {
        if (!await IsServedAsync(server)) Assert.Skip("This version does not serve the IAM API.");
    }
}
