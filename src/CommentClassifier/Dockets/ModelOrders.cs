using System.Text.RegularExpressions;

namespace CommentClassifier.Dockets;

/// <summary>
/// Texts that read like orders to a language model. They are comments like any other and are labelled, but they travel alone in
/// their request, so that what they say can touch no neighbour. A text wrongly held for one costs one request.
/// </summary>
public static partial class ModelOrders
{
    /// <summary>Whether a normalised text gives orders to a model, forges its reply, or imitates the roles of a conversation.</summary>
    public static bool ReadsLikeOrders(string text) =>
        Override().IsMatch(text) || Roles().IsMatch(text) || ForgedReply().IsMatch(text) || Persona().IsMatch(text)
        || Labelling().IsMatch(text) || Address().IsMatch(text) || Output().IsMatch(text);

    /// <summary>"Ignore all previous instructions", in the languages comments come in.</summary>
    [GeneratedRegex(
        """\b(ignore|disregard|forget|override|bypass|skip)\b[^.!?\n]{0,40}\b(previous|prior|above|earlier|preceding|foregoing|system|your|existing|initial|original)\b[^.!?\n]{0,25}\b(instructions?|prompts?|directions|directives|guidelines|commands|codebook|training|context)\b|\b(ignora|olvida|ignorez|oubliez|ignoriere|vergiss)\b[^.!?\n]{0,40}\b(instrucciones|instructions|anweisungen)\b|\bnew (instructions?|system prompt|directives?)\s*:|\b(reveal|print|repeat|output|show)\b[^.!?\n]{0,20}\b(your (system )?(prompt|instructions)|the system prompt)\b""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Override();

    [GeneratedRegex(
        """^\s*["'#*\[<(]*\s*(system|assistant|developer)\s*(message|prompt|note|override)?\s*[\]>)*]*\s*:\s*\S|<\|[a-z_]+\|>|\[/?INST\]|<</?SYS>>|^\s*###\s*(instruction|system|response|assistant|user)|</?(comment|comments|system|instructions?|document|user_input|untrusted|data)>|\bend of (the )?(comment|comments|input|data|user input|document)s?\b\s*[.:\]>*#=-]""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Roles();

    [GeneratedRegex("""["'“”]results?["'“”]\s*:\s*[\[{]|\{\s*["'“”](id|label|labels|sentiment|stance|classification|role)["'“”]\s*:""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ForgedReply();

    [GeneratedRegex(
        """\b(as|you are|you're|act as|pretend (to be|you are)|you will act as)( now)? (an?|the) ((ai|large|helpful|automated|neutral|unbiased|comment)[ -]?)*(language model|assistant|classifier|chatbot|annotator|llm)\b[^.!?\n]{0,30}\b(you|your|tasked)\b""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Persona();

    [GeneratedRegex(
        """\b(classify|label|code|mark|rate|score|tag|categori[sz]e|count|record|treat)\b (this|these|all|every|each|any|the|my|other|them)\b[^.!?\n]{0,40}?\b(comments?|submissions?|responses?|entr(y|ies)|items?|texts?|them)\b[^.!?\n]{0,40}\b(as|with|under)\b[^.!?\n]{0,30}(\b(support\w*|oppos\w*|positive|negative|neutral|mixed|unclear|not_addressed|no position|in favou?r|against)\b|["'“])|\b(must|should|shall|will|to) (be )?(classified|labelled|labeled|coded|categori[sz]ed|scored) (it )?(as|with) ["'“]?(support\w*|oppos\w*|positive|negative|neutral|mixed|unclear|not_addressed)""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Labelling();

    [GeneratedRegex(
        """\b(note|message|instructions?|attention|notice|reminder|memo|hello|dear|important)\b[ ,:]*(to|for)?( (the|any|all|every|you))? ?(ai|llm|llms|large language models?|language models?|gpt|chatgpt|claude|gemini|classifiers?|annotators?|automated (system|reader|reviewer)s?)\b[^.!?\n]{0,25}\b(read\w*|process\w*|classif\w*|label\w*|analy[sz]\w*|summari[sz]\w*|evaluat\w*|review\w*)\b|\bif you are an? (ai|llm|large language model|language model|bot|automated)\b[^.!?\n]{0,40}\b(read|process|classif|label|analy|summar|evaluat|then|output|respond|you must)\w*""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    [GeneratedRegex(
        """\b(output|respond|reply|answer|return)\b (((with )?(only|exactly|just)|(only|exactly|just|always) with) (the )?(labels?|words?|json|text|string|following|["'“])|(with )?(a |valid |the following )?json|["'“]?(support|oppose|positive|negative|neutral)["'”]? (for|to|on|in) (all|every|each|this|any)\b)""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Output();
}
