using System.Text.Json;
using CommentClassifier.Labels;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CommentClassifier.Tests.Labels;

/// <summary>Whatever comes back, nothing throws and every comment asked for ends in exactly one place.</summary>
public class ReplyPropertyTests
{
    private static readonly string[] Asked = ["a", "b", "c"];

    [Property(MaxTest = 500)]
    public void Any_string_is_judged_without_throwing(string? content, string? finish) => Judge(content, finish);

    [Property(MaxTest = 500)]
    public void Any_string_where_extraction_is_allowed_is_judged_without_throwing(string? content) =>
        Samples.Validator.Check("{" + content, "stop", [new AskedItem("a", "x")], Extraction.Allowed);

    [Property(MaxTest = 500)]
    public Property A_damaged_reply_still_adds_up() => Prop.ForAll(
        (from at in Gen.Choose(0, 600)
         from length in Gen.Choose(0, 12)
         from insert in Gen.Elements("", "\"", "{", "}", "[", "]", ",", ":", "null", "1e999", "\\ud83d", "\uD83D", "\0", "\"id\":\"b\",", "results")
         select (at, length, insert)).ToArbitrary(),
        damage =>
        {
            var reply = Samples.Reply(Samples.Item("a"), Samples.Item("b", tone: "x"), Samples.Item("c"));
            var at = Math.Min(damage.at, reply.Length);
            var damaged = reply.Remove(at, Math.Min(damage.length, reply.Length - at)).Insert(at, damage.insert);
            Judge(damaged, "stop");
        });

    [Property(MaxTest = 500)]
    public Property Any_JSON_items_add_up() => Prop.ForAll(
        Gen.Elements("7", "null", "[]", "{}", "{\"id\":null}", Samples.Item("a"), Samples.Item("b"), Samples.Item("c", confidence: "2"), Samples.Item("d")).ListOf().ToArbitrary(),
        items => Judge(Samples.Reply([.. items]), "stop"));

    [Property(MaxTest = 500)]
    public void JSON_strings_come_back_as_they_were(NonNull<string> text)
    {
        var json = new System.Text.StringBuilder();
        JsonText.Append(json, text.Get);
        var wellFormed = System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text.Get));
        Assert.Equal(wellFormed, JsonSerializer.Deserialize<string>(json.ToString()));
    }

    private static void Judge(string? content, string? finish)
    {
        if (Samples.Check(content, finish, Asked) is not ReplyCheck.Items items)
            return;
        var places = items.Valid.Select(v => v.Alias).Concat(items.Invalid.Select(i => i.Alias)).Concat(items.Missing).Order();
        Assert.Equal(Asked, places);
        Assert.All(items.Repeated, r => Assert.Contains(items.Invalid, i => i.Alias == r));
    }
}
