using Kagimori.Keys;

namespace Kagimori.Operations.Keys;

/// <summary>Takes a key out of use for every cryptographic operation. Disabling a disabled key succeeds.</summary>
internal static class DisableKey
{
    public static Outcome<NoResponse> Perform(Exchange exchange, KeyIdRequest request)
    {
        var key = exchange.Key;
        KeyRecords.Keys.Update(exchange.Changes, key.Stored, key.Record with { State = KeyState.Disabled });
        return NoResponse.Instance;
    }
}
