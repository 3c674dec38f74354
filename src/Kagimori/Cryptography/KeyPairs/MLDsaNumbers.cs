namespace Kagimori.Cryptography.KeyPairs;

/// <summary>The numbers of one parameter set of ML-DSA: FIPS 204, table 1.</summary>
/// <param name="K">Rows of the matrix.</param>
/// <param name="L">Columns of the matrix.</param>
/// <param name="Eta">The range of the private key.</param>
/// <param name="Tau">Coefficients of the challenge that are not zero.</param>
/// <param name="ChallengeSize">Bytes of the commitment hash, λ/4.</param>
/// <param name="Gamma1Bits">γ1 is two to this power.</param>
/// <param name="Gamma2">The low-order rounding range.</param>
/// <param name="Omega">The most ones in a hint.</param>
internal sealed record MLDsaNumbers(int K, int L, int Eta, int Tau, int ChallengeSize, int Gamma1Bits, int Gamma2, int Omega)
{
    public static readonly MLDsaNumbers Set44 = new(4, 4, 2, 39, 32, 17, (MLDsaPolynomial.Q - 1) / 88, 80);
    public static readonly MLDsaNumbers Set65 = new(6, 5, 4, 49, 48, 19, (MLDsaPolynomial.Q - 1) / 32, 55);
    public static readonly MLDsaNumbers Set87 = new(8, 7, 2, 60, 64, 19, (MLDsaPolynomial.Q - 1) / 32, 75);

    public int Gamma1 => 1 << Gamma1Bits;

    public int Beta => Tau * Eta;

    public int EtaBits => Eta == 2 ? 3 : 4;

    public int HighBits => Gamma2 == (MLDsaPolynomial.Q - 1) / 88 ? 6 : 4;

    public int SignatureSize => ChallengeSize + L * MLDsaPolynomial.SizeOf(Gamma1Bits + 1) + Omega + K;
}
