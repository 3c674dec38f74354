using Kagimori.Storage;

namespace Kagimori.Tests.Storage;

public sealed class ChangeSetTests
{
    private static readonly RecordKey Key = new(RecordKind.Key, "p", "a");

    [Fact]
    public void A_second_change_for_the_same_record_is_misuse()
    {
        var changes = new ChangeSet();
        changes.Require(Key, 3);
        Assert.Throws<InvalidOperationException>(() => changes.Update(Key, 3, default));
        Assert.Single(changes.Changes);
    }

    [Fact]
    public void An_ill_formed_id_is_misuse()
    {
        // Not a theory: a lone surrogate does not survive the test runner's own serialisation either.
        Assert.All(["\uD800", "a\uDC00b", "a\0"], id =>
        {
            Assert.Throws<ArgumentException>(() => new ChangeSet().Create(Key with { Id = id }, default));
            Assert.Throws<ArgumentException>(() => new ChangeSet().Create(Key with { Partition = id }, default));
        });
    }

    [Fact]
    public void A_version_no_record_can_have_is_misuse()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChangeSet().Update(Key, 0, default));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChangeSet().Delete(Key, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChangeSet().Require(Key, -1));
    }

    [Fact]
    public void A_body_beyond_the_limit_is_misuse() =>
        Assert.Throws<ArgumentException>(() => new ChangeSet().Create(Key, new byte[ChangeSet.MaxBodyBytes + 1]));

    [Fact]
    public void Changes_are_listed_as_they_were_added_and_cleared_together()
    {
        var changes = new ChangeSet();
        Assert.True(changes.IsEmpty);
        changes.Create(Key, new byte[] { 1 });
        changes.Delete(Key with { Id = "b" }, 7);
        Assert.Equal([ChangeKind.Create, ChangeKind.Delete], changes.Changes.Select(change => change.Kind));
        Assert.Equal(7, changes.Changes[1].ExpectedVersion);
        changes.Clear();
        Assert.True(changes.IsEmpty);
        changes.Create(Key, default);
    }

    [Fact]
    public void A_submitted_set_takes_no_more_changes_and_is_not_submitted_twice()
    {
        var changes = new ChangeSet();
        changes.Create(Key, default);
        changes.Submit();
        Assert.Throws<InvalidOperationException>(() => changes.Create(Key with { Id = "b" }, default));
        Assert.Throws<InvalidOperationException>(changes.Submit);
        changes.Clear();
        changes.Submit();
    }
}
