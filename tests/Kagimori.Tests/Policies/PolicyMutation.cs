using System.Text;

namespace Kagimori.Tests.Policies;

/// <summary>Random policies with random faults in them.</summary>
internal static class PolicyMutation
{
    private static readonly string[] Pieces =
        ["{", "}", "[", "]", ",", ":", "\"", "\\", "\\ud800", "null", "true", "-1e9", "\"*\"", "\"Version\"", "\"Statement\"", "\"Condition\"", "${", "}", "é", "\0", "\ud83d", "/*", "\"Resource\":\"arn:::::${a, 'b'}\""];

    public static string Of(int seed, int mutations)
    {
        var random = new Random(seed);
        var text = new StringBuilder(new PolicyGenerator(seed).Policy(random.Next(2) == 0 ? "KeyPolicy" : "SessionPolicy").Document.ToJsonString());
        for (var i = 0; i < mutations; i++)
        {
            var at = random.Next(text.Length);
            switch (random.Next(4))
            {
                case 0: text.Remove(at, Math.Min(random.Next(1, 8), text.Length - at)); break;
                case 1: text.Insert(at, Pieces[random.Next(Pieces.Length)]); break;
                case 2: text[at] = (char)random.Next(32, 127); break;
                default: text.Insert(at, text.ToString(at, Math.Min(20, text.Length - at))); break;
            }
            if (text.Length == 0) text.Append('{');
        }
        return text.ToString();
    }
}
