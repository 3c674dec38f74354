namespace Kagimori.Policies;

/// <summary>Reads Condition: operators, keys, values.</summary>
internal sealed class ConditionReader(PolicyGrammar grammar, GrammarRules rules, PolicyVersion version, bool stored, FaultLog faults)
{
    // AWS names them all, whichever the policy has.
    private const string NotPermitted = "These condition keys are not permitted in a key policy: aws:ResourceTag, kms:ResourceTag, kms:ResourceAliases";

    // A key is one object in the whole policy, so that a request knows it again.
    private readonly Dictionary<string, ConditionKey> _keys = new(StringComparer.Ordinal);

    public bool TryRead(SourceNode? node, string path, Effect effect, out ConditionClause[] conditions)
    {
        conditions = [];
        if (node is null) return true;
        path += ".Condition";
        if (node.Kind != SourceKind.Object) return faults.Add(FaultRank.Syntax, node.Start, path, "is not a JSON object");
        var clauses = new List<ConditionClause>();
        var operators = new HashSet<OperatorName>();
        foreach (var (name, start, block) in node.Members)
        {
            if (!OperatorName.TryParse(name, out var op)) return faults.Add(FaultRank.Syntax, start, $"{path}.{name}", "is not a condition operator");
            if (!operators.Add(op)) return faults.Add(FaultRank.Syntax, start, $"{path}.{name}", "is there twice");
            if (!TryReadBlock(block, $"{path}.{name}", op, effect, clauses)) return false;
        }
        conditions = [.. clauses];
        return true;
    }

    private bool TryReadBlock(SourceNode block, string path, OperatorName op, Effect effect, List<ConditionClause> clauses)
    {
        if (block.Kind != SourceKind.Object) return faults.Add(FaultRank.Syntax, block.Start, path, "is not a JSON object");
        var keys = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, start, node) in block.Members)
        {
            var keyPath = $"{path}.{name}";
            if (!keys.Add(name)) return faults.Add(FaultRank.Syntax, start, keyPath, "is there twice; letter case does not tell condition keys apart");
            if (!name.Contains(':', StringComparison.Ordinal)) return faults.Add(FaultRank.ActionFormat, start, keyPath, "has no service prefix", IamText.NoVendor);
            var values = new List<string>();
            foreach (var item in node.AsList())
            {
                if (item.Kind is not (SourceKind.Text or SourceKind.Number or SourceKind.Boolean))
                    return faults.Add(FaultRank.Syntax, item.Start, keyPath, "holds something that is not a string, number or boolean");
                values.Add(item.Text);
            }
            if (!_keys.TryGetValue(name, out var key)) _keys.Add(name, key = ConditionKey.Parse(name));
            if (!ConditionClause.TryCompile(op, key, [.. values], effect, version, out var clause))
                return faults.Add(FaultRank.Syntax, node.Start, keyPath, "has a variable that is not closed");
            if (!clause!.IsWellFormed && rules.RefusesMalformedValues)
                return faults.Add(FaultRank.LegacyParsing, node.Start, keyPath, $"has a value that {op.Base} cannot compare with", IamText.LegacyParsing);
            if (grammar == PolicyGrammar.KeyPolicy && !stored) CheckKeyPolicy(op, key, start, keyPath);
            clauses.Add(clause);
        }
        return true;
    }

    /// <summary>Whether a key policy may not ask for the key: it tells keys apart, and a key policy is of one key.</summary>
    internal static bool IsNotPermitted(ConditionKey key) =>
        key.Known is WellKnownKey.AwsResourceTag or WellKnownKey.KmsResourceAliases || key.Text.StartsWith("kms:ResourceTag/", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether ForAllValues on the key lets requests through that leave it out, which KMS refuses.</summary>
    internal static bool IsOverlyPermissive(OperatorName op, ConditionKey key) =>
        op.Set == SetOperator.ForAllValues && key.Known is WellKnownKey.KmsEncryptionContext or WellKnownKey.AwsRequestTag;

    private void CheckKeyPolicy(OperatorName op, ConditionKey key, int start, string path)
    {
        if (IsNotPermitted(key))
            faults.Add(FaultRank.ConditionKey, start, path, "is not permitted in a key policy", NotPermitted, PolicyErrorCode.ConditionKeyNotPermitted);
        if (!IsOverlyPermissive(op, key)) return;
        var message = key.Known == WellKnownKey.KmsEncryptionContext ? Overpermissive(":EncryptionContext", "encryption context") : Overpermissive("", "tag");
        faults.Add(FaultRank.ConditionKey, start, path, "allows requests without the key", message, PolicyErrorCode.OverlyPermissiveCondition);
    }

    private static string Overpermissive(string kind, string what) =>
        $"OverlyPermissiveCondition{kind}: Using the ForAllValues set operator with a single-valued condition key matches requests without the specified {what}"
        + $" or with an unspecified {what}. To fix, remove ForAllValues.";
}
