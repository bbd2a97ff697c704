using Fluid;
using Fluid.Values;

namespace CommentClassifier.Prompts;

/// <summary>What a template sees of one thing; a member it lacks is an error, where Liquid would render nothing.</summary>
internal sealed class StrictMap(string path, params (string Key, object Value)[] entries) : IFluidIndexable
{
    private readonly Dictionary<string, FluidValue> values =
        entries.ToDictionary(e => e.Key, e => FluidValue.Create(e.Value, TemplateOptions.Default), StringComparer.Ordinal);

    public static FluidValue Of(string path, params (string Key, object Value)[] entries) => new DictionaryValue(new StrictMap(path, entries));

    public int Count => values.Count;

    public IEnumerable<string> Keys => values.Keys;

    public bool TryGetValue(string name, out FluidValue value) =>
        values.TryGetValue(name, out value!) ? true : throw new PromptException($"'{path}.{name}' is not there, only {string.Join(", ", values.Keys.DefaultIfEmpty("nothing"))}");
}
