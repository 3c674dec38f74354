using Kagimori.Audit;
using Kagimori.Authentication;
using Kagimori.Authorization;
using Kagimori.Diagnostics;
using Kagimori.Operations;
using Kagimori.Operations.Organizations;
using Kagimori.Wire;
using Kagimori.XksProxy;
using Microsoft.AspNetCore.Http;

namespace Kagimori;

/// <summary>The way of a request: seven steps, in order. A refusal at any step is a value, and step 7 always runs.</summary>
public sealed class RequestPipeline(Engine engine, RequestLog log)
{
    private const int MaxAttempts = 10;

    public async Task HandleAsync(HttpContext http)
    {
        using var exchange = new Exchange(engine, http);
        var started = engine.Time.GetTimestamp();
        Refusal? refusal;
        try
        {
            refusal =
                await ReadAsync(exchange)                       // 1 size limit, target, body
                ?? await AuthenticateAsync(exchange)            // 2 SigV4 -> caller
                ?? await DecideAndPerformAsync(exchange);       // 3 to 6
            if (refusal is not null) refusal = InWordsOf(exchange.Service, refusal);
            await RespondAsync(exchange, refusal);              // 7 audit, metrics, bytes
        }
        catch (Exception e) when (!http.RequestAborted.IsCancellationRequested)
        {
            refusal = await FailAsync(exchange, e);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            return; // The client has gone: there is nobody to answer.
        }
        Metrics.Count(exchange, refusal, engine.Time.GetElapsedTime(started));
    }

    private static ValueTask<Refusal?> ReadAsync(Exchange exchange)
    {
        exchange.Step = Step.Read;
        return RequestReader.ReadAsync(exchange);
    }

    private static ValueTask<Refusal?> AuthenticateAsync(Exchange exchange)
    {
        exchange.Step = Step.Authenticate;
        return RequestAuthentication.AuthenticateAsync(exchange);
    }

    /// <summary>Steps 3 to 6. When another change came first, they run again on the state as it is now.</summary>
    private async ValueTask<Refusal?> DecideAndPerformAsync(Exchange exchange)
    {
        var operation = exchange.Operation!;
        exchange.Step = Step.Resolve;
        if (operation.Parse(exchange) is { } malformed) return malformed;
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var refusal =
                await Enter(exchange, Step.Resolve).ResolveAsync(exchange)     // 3 key id, ARN, alias or ciphertext -> snapshot
                ?? await AuthorizeAsync(exchange)                              // 4 key policy + identity policies + grants -> decision
                ?? Enter(exchange, Step.Admit).Admit(exchange)                 // 5 key state, usage, algorithm
                ?? await Enter(exchange, Step.Perform).PerformAsync(exchange); // 6 the operation, without its effect
            if (refusal is not null) return refusal;
            if (operation.IsDryRun(exchange)) return Refusals.DryRun();
            if (!exchange.HasChanges || await engine.Store.CommitAsync(exchange.Changes)) return null;
            await exchange.UndoAsync();
            exchange.StartOver();
        }
        return exchange.Service.IsJson ? Refusals.Conflict() : Refusals.ConcurrentModification();
    }

    private static Operation Enter(Exchange exchange, Step step)
    {
        exchange.Step = step;
        return exchange.Operation!;
    }

    private static ValueTask<Refusal?> AuthorizeAsync(Exchange exchange)
    {
        exchange.Step = Step.Authorize;
        return RequestAuthorizer.AuthorizeAsync(exchange);
    }

    private static async ValueTask RespondAsync(Exchange exchange, Refusal? refusal)
    {
        await RequestAudit.RecordAsync(exchange, refusal);
        exchange.Engine.LastUses.Note(exchange, refusal);
        await ResponseWriter.WriteAsync(exchange, refusal);
    }

    private static Refusal InWordsOf(Service service, Refusal refusal) =>
        service == Service.XksProxy ? XksProxyRefusals.Of(refusal)
        : service == Service.Organizations ? OrganizationRefusals.Of(refusal)
        : refusal;

    // A defect or a lost store. The client learns that it failed and nothing more; the log has the exception.
    private async ValueTask<Refusal> FailAsync(Exchange exchange, Exception exception)
    {
        log.RequestFailed(exchange.RequestId, exchange.OperationName, exception);
        exchange.StartOver();
        var refusal = exchange.Service.IsJson ? Refusals.InternalFailure() : Refusals.ServiceFailure();
        refusal = InWordsOf(exchange.Service, refusal);
        if (engine.Audit.IsHealthy) await RequestAudit.RecordAsync(exchange, refusal);
        if (exchange.Http.Response.HasStarted) exchange.Http.Abort();
        else await ResponseWriter.WriteAsync(exchange, refusal);
        return refusal;
    }
}
