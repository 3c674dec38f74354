using BenchmarkDotNet.Attributes;
using Kagimori.Audit;
using Kagimori.EndToEnd;

namespace Kagimori.Benchmarks;

/// <summary>The record of one GenerateDataKey, without the writing of it.</summary>
public class AuditBenchmarks
{
    private const string Key = $"arn:aws:kms:{Scenario.Region}:{Scenario.Account}:key/{Scenario.KeyId}";
    private readonly byte[] _line = new byte[4096];
    private readonly byte[] _head = new byte[AuditChain.HashLength];
    private byte[] _record = [];
    private AuditEvent _event = null!;

    [GlobalSetup]
    public void Prepare()
    {
        _event = new AuditEvent
        {
            UserIdentity = AuditIdentity.User("AIDAABCDEFGHIJKLMNOPQ", $"arn:aws:iam::{Scenario.Account}:user/caller", Scenario.Account, Scenario.AccessKeyId, "caller"),
            EventTime = TimeProvider.System.GetUtcNow(),
            EventName = "GenerateDataKey",
            AwsRegion = Scenario.Region,
            SourceIPAddress = "127.0.0.1",
            UserAgent = "Boto3/1.40.0 md/Botocore#1.40.0 ua/2.1 os/linux md/arch#x86_64 lang/python#3.13.0 cfg/retry-mode#legacy",
            RequestParameters = System.Text.Encoding.UTF8.GetBytes($$"""{"keyId":"{{Scenario.KeyId}}","keySpec":"AES_256"}"""),
            RequestId = "a7a7aeb3-35f3-4b0b-9d53-1b8f0e0c7a11",
            EventId = RequestIds.NextGuid(),
            ReadOnly = true,
            Resources = [new AuditResource(Scenario.Account, Key)],
            RecipientAccountId = Scenario.Account,
        };
        _record = AuditJson.Event(_event).ToArray();
    }

    [Benchmark]
    public int Serialise() => AuditJson.Event(_event).Length;

    [Benchmark]
    public int Chain()
    {
        var length = AuditChain.Write(_record, 42, _line);
        AuditChain.Link(_line.AsSpan(0, length), _head);
        return length;
    }
}
