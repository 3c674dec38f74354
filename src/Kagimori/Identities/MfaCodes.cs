using Kagimori.Cryptography;

namespace Kagimori.Identities;

/// <summary>Decides on the codes of MFA devices, as observed of AWS: which are accepted, and what the device then remembers.</summary>
internal static class MfaCodes
{
    /// <summary>How many steps before and after the device's present one a code may be of.</summary>
    private const int Window = 2;

    /// <summary>How many steps, before and after where the device was last, the first code of a pair is looked for: more than eight hours.</summary>
    private const int PairWindow = 999;

    /// <summary>The device after somebody authenticated with a code; null when the code does not authenticate. A code does so once.</summary>
    public static MfaDeviceRecord? Use(MfaDeviceRecord device, KeyMaterial seed, string code, DateTimeOffset now)
    {
        var present = Totp.StepAt(now) + device.Drift;
        var oldest = Math.Max(present - Window, device.OldestStep);
        for (var step = oldest; step <= present + Window; step++)
        {
            if (device.UsedSteps.Contains(step) || !Totp.IsCode(seed, step, code)) continue;
            return device with { UsedSteps = [.. device.UsedSteps.Where(used => used >= oldest), step], OldestStep = oldest };
        }
        return null;
    }

    /// <summary>The device after two consecutive codes told how late it is by its own clock; null when they are not such.</summary>
    public static MfaDeviceRecord? Synchronize(MfaDeviceRecord device, KeyMaterial seed, string first, string second, DateTimeOffset now)
    {
        var clock = Totp.StepAt(now);
        var last = device.LastPairStep ?? long.MinValue;
        for (var distance = 0; distance <= PairWindow; distance++)
        {
            if (Pair(clock + device.Drift - distance) is { } before) return before;
            if (Pair(clock + device.Drift + distance) is { } after) return after;
        }
        return null;

        MfaDeviceRecord? Pair(long step) => step > last && Totp.IsCode(seed, step, first) && Totp.IsCode(seed, step + 1, second)
            ? device with { Drift = step + 1 - clock, LastPairStep = step + 1 }
            : null;
    }
}
