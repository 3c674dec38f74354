using System.Globalization;
using Kagimori.Audit;

namespace Kagimori.Tests.Audit;

/// <summary>Builds the events tests record.</summary>
internal static class AnEvent
{
    public const string Account = "111122223333";
    public const string KeyArn = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    public static readonly AuditIdentity Alice =
        AuditIdentity.User("AIDAEXAMPLE", "arn:aws:iam::111122223333:user/Alice", Account, "AKIAEXAMPLE", "Alice");

    public static AuditEvent OfRequest(string requestId) => new()
    {
        UserIdentity = Alice,
        EventTime = new DateTimeOffset(2026, 3, 1, 13, 30, 5, TimeSpan.FromHours(1)),
        EventName = "GenerateDataKey",
        AwsRegion = "eu-central-1",
        SourceIPAddress = "192.0.2.1",
        UserAgent = "aws-cli/2.0",
        RequestParameters = "{\"keyId\":\"1234abcd-12ab-34cd-56ef-1234567890ab\",\"keySpec\":\"AES_256\"}"u8.ToArray(),
        RequestId = requestId,
        EventId = new Guid("a9dea4f9-8395-46c0-942c-f509c02c2b71"),
        ReadOnly = true,
        Resources = [new AuditResource(Account, KeyArn)],
        RecipientAccountId = Account,
    };

    public static AuditEvent Number(int number) => OfRequest(number.ToString("D8", CultureInfo.InvariantCulture));
}
