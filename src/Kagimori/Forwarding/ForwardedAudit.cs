using Kagimori.Audit;
using Kagimori.Identities;

namespace Kagimori.Forwarding;

/// <summary>Writes what was forwarded, and by whom: the member <c>forwarded</c> of additionalEventData.</summary>
internal static class ForwardedAudit
{
    public static void Write(ForwardedContext context, CallerSnapshot by, JsonLine json)
    {
        json.Raw("\"forwarded\":{\"by\":"u8);
        json.Text(by.Principal.Arn);
        json.Raw(",\"accessKeyId\":"u8);
        json.Text(by.AccessKeyId);
        Member(",\"servicePrincipal\":"u8, context.ServicePrincipal);
        Member(",\"calledVia\":"u8, context.CalledVia.Count > 0 ? string.Join(", ", context.CalledVia) : null);
        Member(",\"sourceArn\":"u8, context.SourceArn);
        Member(",\"sourceAccount\":"u8, context.SourceAccount);
        Member(",\"sourceIp\":"u8, context.SourceIp);
        Member(",\"vpcEndpointId\":"u8, context.VpcEndpoint?.Id);
        Member(",\"vpcSourceIp\":"u8, context.VpcSourceIp);
        json.Raw("}"u8);

        void Member(ReadOnlySpan<byte> name, string? value)
        {
            if (value is null) return;
            json.Raw(name);
            json.Text(value);
        }
    }
}
