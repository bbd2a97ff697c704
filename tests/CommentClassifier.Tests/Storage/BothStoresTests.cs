namespace CommentClassifier.Tests.Storage;

public sealed class BothStoresTests
{
    [Fact]
    public void Whatever_is_tested_of_the_store_is_tested_on_both_databases()
    {
        var types = typeof(StoreTest).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(StoreTest))).ToList();
        var shared = types.Where(type => type.IsAbstract && type.Namespace == typeof(StoreTest).Namespace).ToList();
        Assert.NotEmpty(shared);
        Assert.All(shared, tests => Assert.Equal(
            new[] { "Postgres" + tests.Name, "Sqlite" + tests.Name }, types.Where(type => type.BaseType == tests).Select(type => type.Name).Order()));
    }
}
