namespace Kagimori.Policies;

/// <summary>The length of a policy as its quota counts it.</summary>
public static class PolicySize
{
    /// <summary>Characters without white space outside strings, as IAM counts them.</summary>
    public static int OfIdentityPolicy(string text)
    {
        var (count, inString, escaped) = (0, false, false);
        foreach (var c in text)
        {
            if (inString)
            {
                count++;
                inString = escaped || c != '"';
                escaped = !escaped && c == '\\';
            }
            else if (c is not (' ' or '\t' or '\n' or '\r'))
            {
                count++;
                inString = c == '"';
            }
        }
        return count;
    }
}
