namespace Kagimori.Host.Serving;

/// <summary>The health endpoints. They need no signature and tell nothing about keys or identities.</summary>
internal static class Health
{
    public static Task LiveAsync(HttpContext http) => WriteAsync(http, StatusCodes.Status200OK, """{"status":"live"}""");

    /// <summary>Ready means that requests are answered, and that each is authenticated, authorized and audited.</summary>
    public static Task ReadyAsync(HttpContext http, Engine engine)
    {
        if (!engine.Store.IsHealthy) return WriteAsync(http, StatusCodes.Status503ServiceUnavailable, """{"status":"unavailable","store":"failed"}""");
        if (!engine.Audit.IsHealthy) return WriteAsync(http, StatusCodes.Status503ServiceUnavailable, """{"status":"unavailable","audit":"failed"}""");
        return WriteAsync(http, StatusCodes.Status200OK, """{"status":"ready","signatures":"verified","policies":"enforced","audit":"on"}""");
    }

    private static Task WriteAsync(HttpContext http, int status, string json)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(json);
    }
}
