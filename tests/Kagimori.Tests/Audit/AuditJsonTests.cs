using System.Text;
using System.Text.Json;
using CsCheck;
using Kagimori.Audit;

namespace Kagimori.Tests.Audit;

/// <summary>The shape of a record, against the examples of the CloudTrail and KMS guides.</summary>
public sealed class AuditJsonTests
{
    private static readonly DateTimeOffset Issued = new(2026, 3, 1, 11, 0, 0, TimeSpan.Zero);

    private static string Json(AuditEvent e) => Encoding.UTF8.GetString(AuditJson.Event(e));

    private static string Identity(AuditIdentity identity) => Encoding.UTF8.GetString(identity.Json);

    [Fact]
    public void A_request_carried_out_has_the_members_of_a_CloudTrail_record_in_its_order() => Assert.Equal(
        """
        {"eventVersion":"1.11","userIdentity":{"type":"IAMUser","principalId":"AIDAEXAMPLE","arn":"arn:aws:iam::111122223333:user/Alice","accountId":"111122223333","accessKeyId":"AKIAEXAMPLE","userName":"Alice"},"eventTime":"2026-03-01T12:30:05Z","eventSource":"kms.amazonaws.com","eventName":"GenerateDataKey","awsRegion":"eu-central-1","sourceIPAddress":"192.0.2.1","userAgent":"aws-cli/2.0","requestParameters":{"keyId":"1234abcd-12ab-34cd-56ef-1234567890ab","keySpec":"AES_256"},"responseElements":null,"requestID":"r-1","eventID":"a9dea4f9-8395-46c0-942c-f509c02c2b71","readOnly":true,"resources":[{"accountId":"111122223333","type":"AWS::KMS::Key","ARN":"arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"}],"eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":"111122223333","eventCategory":"Management"}
        """, Json(AnEvent.OfRequest("r-1")));

    [Fact]
    public void A_refused_request_names_the_error()
    {
        var e = AnEvent.OfRequest("r-2");
        e.ErrorCode = "AccessDenied";
        e.ErrorMessage = "User: arn:aws:iam::111122223333:user/Alice is not authorized";
        e.AdditionalEventData = "{\"reason\":\"explicit deny\"}"u8.ToArray();
        Assert.Contains(
            "\"userAgent\":\"aws-cli/2.0\",\"errorCode\":\"AccessDenied\",\"errorMessage\":\"User: arn:aws:iam::111122223333:user/Alice is not authorized\",\"requestParameters\":",
            Json(e), StringComparison.Ordinal);
        Assert.Contains("\"responseElements\":null,\"additionalEventData\":{\"reason\":\"explicit deny\"},\"requestID\":", Json(e), StringComparison.Ordinal);
    }

    [Fact]
    public void Optional_members_are_left_out_or_there()
    {
        var e = new AuditEvent { EventName = "ListKeys", EventId = Guid.Empty };
        using var bare = JsonDocument.Parse(Json(e));
        foreach (var name in (string[])["userAgent", "errorCode", "additionalEventData", "requestID", "resources", "recipientAccountId", "tlsDetails", "sharedEventID"])
            Assert.False(bare.RootElement.TryGetProperty(name, out _), name);
        Assert.Equal(JsonValueKind.Null, bare.RootElement.GetProperty("requestParameters").ValueKind);

        e.Tls = new AuditTls("TLSv1.3", "TLS_AES_256_GCM_SHA384", "kms.example");
        e.SharedEventId = new Guid("11111111-2222-3333-4444-555555555555");
        Assert.EndsWith(
            "\"sharedEventID\":\"11111111-2222-3333-4444-555555555555\",\"eventCategory\":\"Management\",\"tlsDetails\":{\"tlsVersion\":\"TLSv1.3\",\"cipherSuite\":\"TLS_AES_256_GCM_SHA384\",\"clientProvidedHostHeader\":\"kms.example\"}}",
            Json(e), StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_event_says_so()
    {
        var e = new AuditEvent
        {
            UserIdentity = AuditIdentity.Service(AnEvent.Account),
            EventName = "RotateKey",
            EventType = AuditEventType.AwsServiceEvent,
            ServiceEventDetails = "{\"rotationType\":\"AUTOMATIC\"}"u8.ToArray(),
        };
        Assert.Contains("\"userIdentity\":{\"accountId\":\"111122223333\",\"invokedBy\":\"AWS Internal\"}", Json(e), StringComparison.Ordinal);
        Assert.Contains("\"eventType\":\"AwsServiceEvent\"", Json(e), StringComparison.Ordinal);
        Assert.Contains("\"serviceEventDetails\":{\"rotationType\":\"AUTOMATIC\"}", Json(e), StringComparison.Ordinal);
    }

    [Fact]
    public void The_root_user_has_no_name() => Assert.Equal(
        """{"type":"Root","principalId":"111122223333","arn":"arn:aws:iam::111122223333:root","accountId":"111122223333","accessKeyId":"AKIAROOT"}""",
        Identity(AuditIdentity.Root(AnEvent.Account, "arn:aws:iam::111122223333:root", "AKIAROOT")));

    [Fact]
    public void An_assumed_role_has_its_session() => Assert.Equal(
        """{"type":"AssumedRole","principalId":"AROAEXAMPLE:session","arn":"arn:aws:sts::111122223333:assumed-role/Admin/session","accountId":"111122223333","accessKeyId":"ASIAEXAMPLE","sessionContext":{"sessionIssuer":{"type":"Role","principalId":"AROAEXAMPLE","arn":"arn:aws:iam::111122223333:role/Admin","accountId":"111122223333","userName":"Admin"},"attributes":{"creationDate":"2026-03-01T11:00:00Z","mfaAuthenticated":"true"}}}""",
        Identity(AuditIdentity.AssumedRole("AROAEXAMPLE:session", "arn:aws:sts::111122223333:assumed-role/Admin/session", AnEvent.Account, "ASIAEXAMPLE",
            new AuditSession(Issued, true, new AuditSessionIssuer("Role", "AROAEXAMPLE", "arn:aws:iam::111122223333:role/Admin", AnEvent.Account, "Admin")))));

    [Fact]
    public void A_users_session_has_no_issuer_and_may_have_a_source_identity() => Assert.Equal(
        """{"type":"IAMUser","principalId":"AIDAEXAMPLE","arn":"arn:aws:iam::111122223333:user/Alice","accountId":"111122223333","accessKeyId":"ASIAEXAMPLE","userName":"Alice","sessionContext":{"attributes":{"creationDate":"2026-03-01T11:00:00Z","mfaAuthenticated":"false"},"sourceIdentity":"alice@example"}}""",
        Identity(new AuditIdentity(AuditIdentityType.IAMUser)
        {
            PrincipalId = "AIDAEXAMPLE",
            Arn = "arn:aws:iam::111122223333:user/Alice",
            AccountId = AnEvent.Account,
            AccessKeyId = "ASIAEXAMPLE",
            UserName = "Alice",
            Session = new AuditSession(Issued, false, SourceIdentity: "alice@example"),
        }));

    [Fact]
    public void An_unauthenticated_caller_is_unknown_whatever_key_it_claims()
    {
        Assert.Equal("""{"type":"Unknown"}""", Identity(AuditIdentity.Unauthenticated()));
        Assert.Equal("""{"type":"Unknown","accessKeyId":"AKIACLAIMED"}""", Identity(AuditIdentity.Unauthenticated("AKIACLAIMED")));
    }

    [Fact]
    public void Any_text_makes_one_line_of_valid_json_and_is_read_back() => Gen.String.Sample(text =>
    {
        var e = AnEvent.OfRequest("r");
        e.UserAgent = text;
        e.RequestParameters = "{\n  \"a\": 1\r\n}"u8.ToArray();
        var json = Json(e);
        Assert.DoesNotContain('\n', json);
        Assert.DoesNotContain('\r', json);
        using var document = JsonDocument.Parse(json);
        var expected = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        if (text.Length <= 1024) Assert.Equal(expected, document.RootElement.GetProperty("userAgent").GetString());
    });

    [Fact]
    public void Texts_and_objects_beyond_CloudTrails_limits_are_clipped_and_left_out()
    {
        var e = AnEvent.OfRequest("r");
        e.UserAgent = new string('u', 1023) + "\U0001F511" + "more";
        e.ErrorMessage = new string('m', 5000);
        e.RequestParameters = Encoding.UTF8.GetBytes("{\"a\":\"" + new string('x', 100 * 1024) + "\"}");
        e.AdditionalEventData = Encoding.UTF8.GetBytes("{\"a\":\"" + new string('x', 28 * 1024) + "\"}");
        using var document = JsonDocument.Parse(Json(e));
        Assert.Equal(new string('u', 1023), document.RootElement.GetProperty("userAgent").GetString());
        Assert.Equal(1024, document.RootElement.GetProperty("errorMessage").GetString()!.Length);
        Assert.Equal(JsonValueKind.Null, document.RootElement.GetProperty("requestParameters").ValueKind);
        Assert.False(document.RootElement.TryGetProperty("additionalEventData", out _));
    }

    [Fact]
    public void A_cleared_event_is_like_a_new_one()
    {
        var e = AnEvent.OfRequest("r");
        e.ErrorCode = "x";
        e.Clear();
        Assert.Equal(Json(new AuditEvent()), Json(e));
    }
}
