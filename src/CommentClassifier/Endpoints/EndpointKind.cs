namespace CommentClassifier.Endpoints;

/// <summary>Which of the four ways of addressing an OpenAI-compatible server applies.</summary>
public enum EndpointKind
{
    /// <summary>Told from the base URL.</summary>
    Auto,

    /// <summary>api.openai.com.</summary>
    OpenAI,

    /// <summary>Azure OpenAI by deployment URL and api-version.</summary>
    AzureDeployment,

    /// <summary>Azure OpenAI by its <c>/openai/v1</c> path, without api-version.</summary>
    AzureV1,

    /// <summary>Any other server that speaks the protocol (vLLM, Ollama, llama.cpp, LM Studio, LiteLLM).</summary>
    Compatible,
}
