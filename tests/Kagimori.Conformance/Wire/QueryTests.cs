using System.Xml.Linq;

namespace Kagimori.Conformance.Wire;

/// <summary>STS, which speaks AWS Query: forms in, XML out.</summary>
public sealed class QueryTests(DemoServer fixture) : IClassFixture<DemoServer>, IDisposable
{
    private static readonly XNamespace Sts = "https://sts.amazonaws.com/doc/2011-06-15/";

    private readonly SigningClient _user1 = fixture.Server.ClientOf(Demo.User1);

    [Fact]
    public async Task An_answer_is_XML_of_the_services_namespace()
    {
        var answer = (await _user1.StsAsync("GetCallerIdentity")).Succeed();
        Assert.Equal("text/xml", answer.Headers["Content-Type"]);
        Assert.Equal(Sts + "GetCallerIdentityResponse", answer.Xml.Name);
        var result = answer.Xml.Element(Sts + "GetCallerIdentityResult")!;
        Assert.Equal(Demo.UserArn(Demo.User1), result.Element(Sts + "Arn")!.Value);
        Assert.Equal(Demo.Account, result.Element(Sts + "Account")!.Value);
        Assert.StartsWith("AIDA", result.Element(Sts + "UserId")!.Value);
        Assert.Equal(answer.RequestId, answer.Xml.Element(Sts + "ResponseMetadata")!.Element(Sts + "RequestId")!.Value);
    }

    [Fact]
    public async Task Errors_are_XML()
    {
        var arn = $"arn:aws:iam::{Demo.Account}:role/Nowhere<&>";
        var denied = await _user1.StsAsync("AssumeRole", ("RoleArn", arn), ("RoleSessionName", "me"));
        IsRefused(denied, 403, "AccessDenied", $"User: {Demo.UserArn(Demo.User1)} is not authorized to perform: sts:AssumeRole on resource: {arn}");
        IsRefused(await _user1.StsAsync("Nonsense"), 400, "InvalidAction", "Could not find operation Nonsense for version 2011-06-15");
        IsRefused(await _user1.SendAsync(SignedRequest.Query(Demo.User1, "sts", "Version=2011-06-15")), 400, "MissingAction", "The request must contain the parameter Action.");
        IsRefused(await _user1.StsAsync("AssumeRole", ("RoleArn", arn)), 400, "ValidationError",
            "1 validation error detected: Value null at 'roleSessionName' failed to satisfy constraint: Member must not be null");
        IsRefused(await _user1.StsAsync("GetSessionToken", ("DurationSeconds", "899")), 400, "ValidationError",
            "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900");
    }

    [Fact]
    public async Task Signature_errors_are_XML_with_the_status_403()
    {
        var request = SignedRequest.Query(Demo.User1 with { SecretAccessKey = "wrong" }, "sts", "Action=GetCallerIdentity&Version=2011-06-15");
        var refused = await _user1.SendAsync(request);
        Assert.Equal(403, (int)refused.Status);
        Assert.Equal("SignatureDoesNotMatch", refused.Xml.Element(Sts + "Error")!.Element(Sts + "Code")!.Value);
    }

    private static void IsRefused(Answer answer, int status, string code, string message)
    {
        Assert.Equal(status, (int)answer.Status);
        Assert.Equal("text/xml", answer.Headers["Content-Type"]);
        Assert.Equal(Sts + "ErrorResponse", answer.Xml.Name);
        var error = answer.Xml.Element(Sts + "Error")!;
        Assert.Equal(["Type", "Code", "Message"], error.Elements().Select(element => element.Name.LocalName));
        Assert.Equal(("Sender", code, message), (error.Element(Sts + "Type")!.Value, error.Element(Sts + "Code")!.Value, error.Element(Sts + "Message")!.Value));
        Assert.Equal(answer.RequestId, answer.Xml.Element(Sts + "RequestId")!.Value);
    }

    public void Dispose() => _user1.Dispose();
}
