using Kagimori.Audit;

namespace Kagimori.Tests.Audit;

public sealed class LatestRefusalTests
{
    [Fact]
    public async Task The_latest_refusal_is_found_and_a_trail_without_one_has_none()
    {
        await using var service = await TestService.StartAsync();
        var directory = DataFolder.AuditDirectory(Path.Combine(service.Folder, "data"));
        await service.KmsAsync("root", "ListKeys");
        Assert.Null(AuditReader.FindLatestRefusal(directory));
        await service.KmsAsync("root", "DescribeKey", new { KeyId = "first" });
        var last = await service.KmsAsync("root", "DescribeKey", new { KeyId = "errorCode" });
        await service.KmsAsync("root", "Encrypt", new { TestService.KeyId, Plaintext = "eA==", EncryptionContext = new { errorCode = "x" } });
        using var found = AuditReader.FindLatestRefusal(directory);
        Assert.Equal(last.Headers["x-amzn-RequestId"].ToString(), found!.RootElement.GetProperty("requestID").GetString());
    }
}
