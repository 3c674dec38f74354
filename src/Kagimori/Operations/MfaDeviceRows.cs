using Kagimori.Operations.Identities.MfaDevices;
using Kagimori.Operations.Identities.Tags;
using Kagimori.Wire;
using static Kagimori.Operations.IamOperations;
using static Kagimori.Operations.Identities.EntityConditions;
using static Kagimori.Operations.Identities.EntityKinds;

namespace Kagimori.Operations;

/// <summary>The operations of IAM on MFA devices, a row each.</summary>
internal static class MfaDeviceRows
{
    public static IEnumerable<Operation> All =>
    [
        Row("CreateVirtualMFADevice", CreateVirtualMfaDevice.Shape, CreateVirtualMfaDevice.PerformAsync, CreateVirtualMfaDevice.ResolveAsync, NewTags),
        On("DeleteVirtualMFADevice", Identities.EntityKinds.MfaDevice, None, DeleteVirtualMfaDevice.PerformAsync),
        Row("ListVirtualMFADevices", ListVirtualMfaDevices.Shape, ListVirtualMfaDevices.PerformAsync),
        On("EnableMFADevice", User, Codes, EnableMfaDevice.PerformAsync),
        On("ResyncMFADevice", User, Codes, ResyncMfaDevice.PerformAsync),
        OwnRow("DeactivateMFADevice", DeactivateMfaDevice.Shape, DeactivateMfaDevice.PerformAsync),
        OwnRow("ListMFADevices", ListMfaDevices.Shape, ListMfaDevices.PerformAsync),
        OwnRow("GetMFADevice", GetMfaDevice.Shape, GetMfaDevice.PerformAsync),
        On("TagMFADevice", Identities.EntityKinds.MfaDevice, [Iam.Tags(isRequired: true)], TagEntity.PerformAsync, condition: NewTags),
        On("UntagMFADevice", Identities.EntityKinds.MfaDevice, [Iam.TagKeys()], UntagEntity.PerformAsync, condition: OldTagKeys),
        On("ListMFADeviceTags", Identities.EntityKinds.MfaDevice, Paging, ListEntityTags.PerformAsync),
    ];

    private static Member<QueryParameters>[] Codes => Identities.MfaDevices.MfaDevice.Codes;
}
