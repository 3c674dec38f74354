using System.Text;
using Kagimori.Operations;
using Kagimori.XksProxy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kagimori.Wire;

/// <summary>Step 1: which service and operation a request means, and its body.</summary>
public static class RequestReader
{
    public static async ValueTask<Refusal?> ReadAsync(Exchange exchange)
    {
        var request = exchange.Http.Request;
        var target = request.Headers["X-Amz-Target"];
        var path = exchange.Engine.XksProxy is null ? null : exchange.Http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var isXksProxy = path is not null && XksProxyPath.IsOne(path);
        if (isXksProxy) exchange.Service = Service.XksProxy;
        var isQuery = !isXksProxy && target.Count == 0 && (AwsQuery.IsForm(request.ContentType) || HttpMethods.IsGet(request.Method));
        if (isQuery) exchange.Service = Service.Sts;
        // INVARIANT: nothing is done that could not be recorded.
        if (!exchange.Engine.CanServe) return Refusals.Unavailable();

        try
        {
            var (buffer, length) = await RequestBody.ReadAsync(request);
            if (length < 0) return Refusals.RequestTooLarge();
            exchange.TakeBody(buffer, length);
        }
        catch (BadHttpRequestException e)
        {
            return Refusals.UnreadableBody(e.StatusCode);
        }
        if (isXksProxy) return ReadPath(exchange, path!);
        return isQuery ? ReadQuery(exchange) : ReadTarget(exchange, target.ToString());
    }

    private static Refusal? ReadPath(Exchange exchange, string target)
    {
        if (!XksProxyPath.TryParse(target, out var path) || exchange.Engine.XksProxy!.Find(path.Prefix) is not { } store) return XksProxyRefusals.InvalidUriPath();
        exchange.XksProxy = new XksProxyCall(store, path.ExternalKeyId);
        exchange.OperationName = path.Operation;
        if (!HttpMethods.IsPost(exchange.Http.Request.Method)) return XksProxyRefusals.MethodNotAllowed();
        exchange.Operation = OperationCatalog.Find(Service.XksProxy, path.Operation);
        return null;
    }

    private static Refusal? ReadTarget(Exchange exchange, string target)
    {
        if (target.StartsWith(AwsJson.TargetPrefix, StringComparison.Ordinal)) exchange.OperationName = target[AwsJson.TargetPrefix.Length..];
        else if (target.StartsWith(AwsJson.OrganizationsTargetPrefix, StringComparison.Ordinal))
        {
            exchange.Service = Service.Organizations;
            exchange.OperationName = target[AwsJson.OrganizationsTargetPrefix.Length..];
        }
        if (!HttpMethods.IsPost(exchange.Http.Request.Method)) return Refusals.MethodNotAllowed();
        exchange.Operation = OperationCatalog.Find(exchange.Service, exchange.OperationName);
        return exchange.Operation is null ? Refusals.UnknownOperation() : null;
    }

    private static Refusal? ReadQuery(Exchange exchange)
    {
        var request = exchange.Http.Request;
        var isGet = HttpMethods.IsGet(request.Method);
        if (!isGet && !HttpMethods.IsPost(request.Method)) return Refusals.MethodNotAllowed();
        var form = isGet ? Encoding.UTF8.GetBytes(request.QueryString.Value is { Length: > 1 } query ? query[1..] : "") : exchange.Body.Span;
        if (!AwsQuery.TryParse(form, out var parameters)) return Refusals.MalformedQueryString();
        exchange.Query = new QueryParameters(parameters);
        if (exchange.Query.Text("Action") is not { Length: > 0 } action) return Refusals.MissingAction();
        exchange.OperationName = action;
        var version = exchange.Query.Text("Version") ?? "";
        if (version == Service.Iam.Version) exchange.Service = Service.Iam;
        else if (version != Service.Sts.Version) return Refusals.InvalidAction(action, version);
        exchange.Operation = OperationCatalog.Find(exchange.Service, action);
        return exchange.Operation is null ? Refusals.InvalidAction(action, version) : null;
    }
}
