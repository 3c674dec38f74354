namespace Kagimori.Policies;

/// <summary>Where the first five colons of an ARN stand; they divide it into its six parts.</summary>
/// <remarks><c>arn : partition : service : region : account : resource</c>; the resource part may contain more colons.</remarks>
internal readonly struct ArnParts
{
    private readonly int _partition, _service, _region, _account;

    private ArnParts(int partition, int service, int region, int account)
    {
        _partition = partition;
        _service = service;
        _region = region;
        _account = account;
    }

    /// <summary>False for <c>default</c>: not an ARN.</summary>
    public bool IsArn => _account > 0;

    public Range Partition => 4.._partition;

    public Range Service => (_partition + 1).._service;

    public Range Region => (_service + 1).._region;

    public Range Account => (_region + 1).._account;

    /// <summary>Partition, service, region and account with the colons between them.</summary>
    public Range Head => 4.._account;

    public Range Resource => (_account + 1)..;

    public static ArnParts Of(ReadOnlySpan<char> arn)
    {
        if (!arn.StartsWith("arn:", StringComparison.Ordinal)) return default;
        Span<int> colons = stackalloc int[4];
        var from = 4;
        for (var i = 0; i < 4; i++)
        {
            var next = arn[from..].IndexOf(':');
            if (next < 0) return default;
            colons[i] = from + next;
            from = colons[i] + 1;
        }
        return new ArnParts(colons[0], colons[1], colons[2], colons[3]);
    }

    public static ArnParts Of(ReadOnlySpan<int> codes)
    {
        if (codes.Length < 8 || codes[0] != 'a' || codes[1] != 'r' || codes[2] != 'n' || codes[3] != ':') return default;
        Span<int> colons = stackalloc int[4];
        var from = 4;
        for (var i = 0; i < 4; i++)
        {
            var next = codes[from..].IndexOf(':');
            if (next < 0) return default;
            colons[i] = from + next;
            from = colons[i] + 1;
        }
        return new ArnParts(colons[0], colons[1], colons[2], colons[3]);
    }
}
