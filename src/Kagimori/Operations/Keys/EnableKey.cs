using Kagimori.Keys;

namespace Kagimori.Operations.Keys;

/// <summary>Puts a disabled key back to use. Enabling an enabled key succeeds.</summary>
internal static class EnableKey
{
    public static Outcome<NoResponse> Perform(Exchange exchange, KeyIdRequest request)
    {
        var key = exchange.Key;
        KeyRecords.Keys.Update(exchange.Changes, key.Stored, key.Record with { State = KeyState.Enabled });
        return NoResponse.Instance;
    }
}
