namespace CommentClassifier.Host.Simulator;

/// <summary>What the writers of a synthetic docket say. Invented for this purpose; no sentence comes from a real docket.</summary>
internal static class SyntheticPhrases
{
    public static readonly string[] Openings =
    [
        "To whom it may concern,", "Dear Sir or Madam,", "Hello.", "Good morning.", "Dear agency staff,", "Regarding the proposal:", "As a resident of this region,", "I am writing about the proposed rule.",
    ];

    public static readonly string[] Trades =
    [
        "nurse", "farmer", "school teacher", "retired electrician", "small-business owner", "bus driver", "librarian", "ferry pilot", "carpenter", "student of law", "pharmacist", "beekeeper",
    ];

    public static readonly string[] Places =
    [
        "Alder Creek", "Brightwater", "Cold Harbor Bay", "Dunmore Flats", "Eastlake", "Fox Hollow", "Granite Falls", "Hazelton", "Ironbridge", "Juniper Ridge", "Kestrel Point", "Larkmoor",
    ];

    public static readonly string[] Subjects =
    [
        "the reporting deadline", "the inspection fee", "the buffer zone", "the training requirement", "the paper form", "the exemption for small sites", "the public register", "the yearly audit",
    ];

    public static readonly string[] Effects =
    [
        "would cost us about {0} hours a month", "touches {0} families in our town", "changes how {0} of our members work", "affects the {0} acres that we look after", "concerns the {0} people I serve each year",
    ];

    public static readonly string[] Closings =
    [
        "Thank you for reading this.", "I would be glad to explain more.", "Sincerely, a neighbor.", "Please keep me informed.", "That is all I have to say.", "I hope my experience is of use.",
    ];

    /// <summary>What each stance sounds like, in the order of <see cref="SyntheticText.Stances"/>.</summary>
    public static readonly string[][] Positions =
    [
        ["I support this rule and ask you to adopt it as written.", "Please finalize the rule without delay.", "This is the right step and I am in favor of it.", "The rule deserves to be adopted; make it stronger if you can."],
        ["I oppose this rule and ask you to withdraw it.", "Please do not adopt this rule.", "Keep things as they are and reject the proposal.", "The rule should not go forward in any form."],
        ["I support the first part of the rule and oppose the second; neither outweighs the other for me.", "The register is right and the fee is wrong, and I cannot put one above the other."],
        ["Could you extend the comment period by {0} days?", "Your web form rejected my file {0} times today.", "My question is only when the next hearing will be held.", "This is about another matter, the road works on Route {0}."],
        ["Well, we all know how such rules end, do we not.", "Do what you must, as you did {0} years ago."],
    ];

    /// <summary>The tone, in the order of <see cref="SyntheticText.Sentiments"/>.</summary>
    public static readonly string[][] Tones =
    [
        ["I am angry and afraid of what comes next.", "This has been a terrible, unfair year for us.", "It fills me with dread."],
        ["The figures above are taken from our own records.", "I state this for the record.", "Section {0} is the one I refer to."],
        ["I am grateful and full of hope.", "What a relief to see this work being done.", "It makes me proud of what we can do together."],
        ["I am grateful for the effort and angry about the delay."],
    ];
}
