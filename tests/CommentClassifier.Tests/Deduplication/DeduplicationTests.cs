using CommentClassifier.Deduplication;
using FsCheck.Xunit;

namespace CommentClassifier.Tests.Deduplication;

public sealed class DeduplicationTests
{
    private const string Letter =
        "I am writing to ask the office to require permission before training on works and to require payment and a public list of what was used, because the people who made the works were never asked and cannot be expected to chase hundreds of companies one after another for the rest of their lives.";

    [Theory]
    [InlineData("it’s “mine” — all of it…", "it's \"mine\"  -\nall of it...")]
    [InlineData("a b", " a\n\n b ")]
    public void Texts_no_reader_could_tell_apart_share_a_fingerprint(string a, string b) => Assert.Equal(TextFingerprint.Of(a), TextFingerprint.Of(b));

    [Fact]
    public void Shouting_and_punctuation_are_another_text() => Assert.NotEqual(TextFingerprint.Of("NO!"), TextFingerprint.Of("no"));

    [Fact]
    public void A_fingerprint_is_sha256_in_lower_case() =>
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", TextFingerprint.Of("abc"));

    [Property]
    public bool Folding_twice_changes_nothing(string? text) => TextFingerprint.Fold(TextFingerprint.Fold(text ?? "")) == TextFingerprint.Fold(text ?? "");

    [Property]
    public bool Jaccard_agrees_with_sets(uint[] a, uint[] b)
    {
        uint[] x = [.. a.Distinct().Order()], y = [.. b.Distinct().Order()];
        var all = x.Union(y).Count();
        return Math.Abs(Shingles.Jaccard(x, y) - (all == 0 ? 0 : (double)x.Intersect(y).Count() / all)) < 1e-12;
    }

    [Fact]
    public void Identical_texts_are_a_family_and_variants_join_it()
    {
        var finder = new CampaignFinder();
        finder.Add("c", Letter);
        finder.Add("a", Letter);
        finder.Add("b", Letter.Replace("hundreds", "thousands", StringComparison.Ordinal));
        finder.Add("d", "Something else altogether, in words of my own.");
        finder.Add("e", "no");
        finder.Add("f", "no");
        finder.Add("g", "...");

        var families = finder.Families();

        Assert.Equal(["a b c", "e f"], families.Select(family => string.Join(' ', family.Keys)));
        Assert.Equal([("a", 2), ("e", 1)], families.Select(family => (family.Representative, family.DistinctTexts)));
    }

    [Property(MaxTest = 30)]
    public bool The_order_of_the_texts_does_not_matter(int seed)
    {
        var words = Letter.Split(' ');
        var texts = Enumerable.Range(0, 40).Select(i => ($"k{i:00}", string.Join(' ', words.Select((word, at) => at % 47 == i % 9 ? $"word{i / 9}" : word)))).ToArray();
        var shuffled = texts.ToArray();
        new Random(seed).Shuffle(shuffled);
        return Describe(texts) == Describe(shuffled);
    }

    [Fact]
    public void A_family_of_thousands_of_variants_is_found_without_comparing_all_pairs()
    {
        var finder = new CampaignFinder();
        for (var i = 0; i < 5000; i++)
        {
            finder.Add($"k{i}", $"{Letter} Yours, writer{i}");
        }

        Assert.Equal(5000, Assert.Single(finder.Families()).Keys.Count);
    }

    [Fact]
    public void Pairs_are_found_among_thousands_of_texts_that_are_half_alike()
    {
        // Everyone signs the same letter and adds as much of their own; two copies of each differ in three words, a Jaccard of 0.82.
        var random = new Random(5);
        var finder = new CampaignFinder();
        var own = Enumerable.Range(0, 3000).Select(_ => Enumerable.Range(0, 40).Select(_ => $"word{random.Next(100_000)}").ToArray()).ToArray();
        foreach (var copy in "ab")
        {
            for (var i = 0; i < own.Length; i++)
            {
                finder.Add($"k{i:0000}{copy}", $"{Letter} {string.Join(' ', own[i])}");
                own[i][7] = own[i][19] = own[i][31] = "another";
            }
        }

        var families = finder.Families();

        Assert.Equal(3000, families.Count);
        Assert.All(families, family => Assert.Equal([family.Representative[..5] + "a", family.Representative[..5] + "b"], family.Keys));
    }

    [Fact]
    public void Pairs_are_found_among_thousands_of_texts_made_of_the_same_sentences()
    {
        // Twelve sentences of thirty, in their order: every sentence is in two texts of five, so that every bucket is crowded. A copy exchanges one.
        var random = new Random(11);
        var pool = Enumerable.Range(0, 30).Select(s => string.Join(' ', Enumerable.Range(0, 12).Select(w => $"word{(s * 12) + w}"))).ToArray();
        var finder = new CampaignFinder();
        var chosen = Enumerable.Range(0, 3000).Select(_ => Enumerable.Range(0, 30).OrderBy(_ => random.Next()).Take(13).ToArray()).ToArray();
        string Letter(IEnumerable<int> sentences) => string.Join(' ', sentences.Order().Select(s => pool[s]));
        for (var i = 0; i < chosen.Length; i++)
        {
            finder.Add($"a{i:0000}", Letter(chosen[i][..12]));
        }

        for (var i = 0; i < chosen.Length; i++)
        {
            finder.Add($"b{i:0000}", Letter([.. chosen[i][..11], chosen[i][12]]) + $" yours writer{i}");
        }

        var family = finder.Families().SelectMany((f, at) => f.Keys.Select(key => (key, at))).ToDictionary(k => k.key, k => k.at);
        var near = Enumerable.Range(0, chosen.Length).Where(i => Shingles.Jaccard(
            Shingles.Of(Letter(chosen[i][..12])), Shingles.Of(Letter([.. chosen[i][..11], chosen[i][12]]) + $" yours writer{i}")) >= CampaignFinder.Threshold).ToList();
        var lost = near.Where(i => !family.TryGetValue($"a{i:0000}", out var a) || !family.TryGetValue($"b{i:0000}", out var b) || a != b);

        Assert.True(near.Count > 1000, $"{near.Count}");
        Assert.Empty(lost);
    }

    private static string Describe(IEnumerable<(string Key, string Text)> texts)
    {
        var finder = new CampaignFinder();
        foreach (var (key, text) in texts)
        {
            finder.Add(key, text);
        }

        return string.Join('|', finder.Families().Select(family => $"{family.Representative}:{string.Join(',', family.Keys)}/{family.DistinctTexts}"));
    }
}
