using System.Globalization;
using System.Text;

namespace CommentClassifier.Host.Simulator;

/// <summary>One submission of a synthetic docket, with what is true of it.</summary>
/// <param name="Text">Its text; "" when it has none.</param>
/// <param name="Stance">An index into <see cref="SyntheticText.Stances"/>.</param>
/// <param name="Sentiment">An index into <see cref="SyntheticText.Sentiments"/>.</param>
internal readonly record struct SyntheticComment(string Text, int Stance, int Sentiment);

/// <summary>Writes texts whose labels are known because they were chosen first.</summary>
internal sealed class SyntheticText(Dice dice)
{
    private const double ExactCopies = 0.45;

    private readonly StringBuilder text = new(1024);

    /// <summary>The labels of <c>stance</c> in the codebook of the prompt proposed-rule.</summary>
    public static readonly string[] Stances = ["support", "oppose", "mixed", "no_position", "unclear"];

    /// <summary>Labels of <c>sentiment</c> in the same codebook.</summary>
    public static readonly string[] Sentiments = ["negative", "neutral", "positive", "mixed"];

    private static readonly double[] StanceShares = [0.24, 0.60, 0.05, 0.08, 0.03];
    private static readonly double[] SentimentShares = [0.45, 0.30, 0.20, 0.05];

    /// <summary>A text of one writer's own.</summary>
    public SyntheticComment Own()
    {
        var (stance, sentiment) = (Pick(StanceShares), Pick(SentimentShares));
        text.Clear();
        Say(SyntheticPhrases.Openings);
        text.Append("I am a ").Append(Of(SyntheticPhrases.Trades)).Append(" from ").Append(Of(SyntheticPhrases.Places)).Append(" and have been one for ")
            .Append(2 + dice.Next(45)).Append(" years. ");
        Reason();
        Say(SyntheticPhrases.Positions[stance]);
        for (var more = dice.Next(4); more > 0; more--)
        {
            Reason();
        }

        Say(SyntheticPhrases.Tones[sentiment]);
        Say(SyntheticPhrases.Closings);
        return new SyntheticComment(Done(), stance, sentiment);
    }

    /// <summary>A copy of a form letter: as it stands, or with words of the sender's own before or after.</summary>
    public SyntheticComment CopyOf(SyntheticComment letter)
    {
        if (dice.Happens(ExactCopies))
        {
            return letter;
        }

        text.Clear();
        var before = dice.Next(2) == 0;
        if (!before)
        {
            text.Append(letter.Text).Append("\n\n");
        }

        text.Append("My name is known to you; I live in ").Append(Of(SyntheticPhrases.Places)).Append(", unit ").Append(1 + dice.Next(9_999)).Append(". ");
        if (before)
        {
            text.Append("\n\n").Append(letter.Text);
        }

        return letter with { Text = Done() };
    }

    /// <summary>A form letter: a longer text than most people write.</summary>
    public SyntheticComment Letter()
    {
        var (stance, sentiment) = (dice.Next(4) == 0 ? 0 : 1, Pick(SentimentShares));
        text.Clear();
        text.Append("Our association speaks for ").Append(100 + dice.Next(90_000)).Append(" members. ");
        Say(SyntheticPhrases.Positions[stance]);
        for (var i = 0; i < 5; i++)
        {
            Reason();
        }

        Say(SyntheticPhrases.Tones[sentiment]);
        Say(SyntheticPhrases.Closings);
        return new SyntheticComment(Done(), stance, sentiment);
    }

    private void Reason()
    {
        text.Append("To me, ").Append(Of(SyntheticPhrases.Subjects)).Append(' ');
        Say(SyntheticPhrases.Effects, end: ". ");
    }

    private void Say(string[] choices, string end = " ") =>
        text.Append(Of(choices).Replace("{0}", (2 + dice.Next(900)).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)).Append(end);

    private string Of(string[] choices) => choices[dice.Next(choices.Length)];

    private string Done() => text.ToString().TrimEnd();

    private int Pick(double[] shares)
    {
        var left = dice.Next();
        for (var i = 0; i < shares.Length - 1; i++)
        {
            if ((left -= shares[i]) < 0)
            {
                return i;
            }
        }

        return shares.Length - 1;
    }
}
