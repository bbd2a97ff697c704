using CommentClassifier.Labels;
using Fluid;

namespace CommentClassifier.Prompts;

/// <summary>A prompt ready to be sent.</summary>
public sealed record RenderedPrompt
{
    /// <summary>The unchanging part of every request of a run.</summary>
    public required string SystemText { get; init; }

    /// <summary>Every declared variable with the value rendered, defaults included, sorted by name.</summary>
    public required IReadOnlyDictionary<string, string> VariablesUsed { get; init; }

    /// <summary>The JSON schema of the reply.</summary>
    public required string Schema { get; init; }

    /// <summary>The schema's name: prompt, version and the first of its hash, at most 64 characters.</summary>
    public required string SchemaName { get; init; }

    /// <summary>Tokens of <see cref="SystemText"/> (o200k_base).</summary>
    public required int Tokens { get; init; }
}

/// <summary>Renders the Liquid template of a prompt. Strict: what a template names must be there.</summary>
public static class PromptRenderer
{
    private static readonly FluidParser Parser = new();

    /// <summary>Renders a prompt.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="variables">The values given; a variable with a default may be left out.</param>
    /// <exception cref="PromptException">A required variable is missing, one is unknown, or the template fails.</exception>
    public static RenderedPrompt Render(PromptVersion prompt, IReadOnlyDictionary<string, string> variables)
    {
        var used = Values(prompt, variables);
        var system = RenderBody(prompt, used);
        return new RenderedPrompt
        {
            SystemText = system,
            VariablesUsed = used,
            Schema = ReplySchema.Generate(prompt.Codebook, prompt.Shape),
            SchemaName = $"{prompt.Name}_{prompt.Version}_{prompt.Hash[..8]}",
            Tokens = TokenCounter.Count(system),
        };
    }

    /// <summary>Parses and renders once with stand-ins, so that a mistake in a template is found when the prompt is read.</summary>
    internal static void CheckTemplate(PromptVersion prompt) =>
        RenderBody(prompt, prompt.FrontMatter.Variables.ToDictionary(v => v.Name, v => v.Default ?? v.Name));

    private static SortedDictionary<string, string> Values(PromptVersion prompt, IReadOnlyDictionary<string, string> given)
    {
        var declared = prompt.FrontMatter.Variables;
        if (given.Keys.FirstOrDefault(k => declared.All(v => v.Name != k)) is { } unknown)
        {
            var known = declared.Count == 0 ? "it has none" : $"it has {string.Join(", ", declared.Select(v => v.Name))}";
            throw new PromptException($"{prompt.Id} has no variable '{unknown}'; {known}", exitCode: 2);
        }

        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in declared)
        {
            var value = given.GetValueOrDefault(variable.Name) ?? variable.Default;
            if (value is null || (variable.Required && string.IsNullOrWhiteSpace(value)))
                throw new PromptException($"{prompt.Id} needs '{variable.Name}' ({variable.Description}); add --var {variable.Name}=\"...\"", exitCode: 2);
            values[variable.Name] = value;
        }

        return values;
    }

    private static string RenderBody(PromptVersion prompt, IReadOnlyDictionary<string, string> values)
    {
        if (!Parser.TryParse(prompt.Body, out var template, out var problem))
            throw new PromptException($"{prompt.File}: the template is not valid Liquid ({problem.ReplaceLineEndings(" ")}); mend it there");

        string? missing = null;
        var options = new TemplateOptions
        {
            StrictFilters = true,
            // The first unknown name is remembered and reported: the library's own message lacks the path of a member.
            Undefined = name =>
            {
                missing ??= name;
                return ValueTask.FromResult(Fluid.Values.FluidValue.Create("", TemplateOptions.Default));
            },
        };
        var context = new TemplateContext(options);
        foreach (var (name, value) in TemplateModel.Of(prompt, values))
            context.SetValue(name, value);
        string text;
        try
        {
            text = template.Render(context);
        }
        catch (Exception e)
        {
            throw new PromptException($"{prompt.File}: the template fails ({e.Message.ReplaceLineEndings(" ")}); mend it there", e);
        }

        if (missing is not null)
        {
            throw new PromptException($"{prompt.File}: the template names '{missing}', which is not there; declare it under 'variables' and "
                + $"write variables.{missing}, or use codebook, examples or shape");
        }

        return text.Trim('\n') + "\n";
    }
}
