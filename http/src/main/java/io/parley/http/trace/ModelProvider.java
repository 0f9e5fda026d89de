package io.parley.http.trace;

/// Who makes a model's words, as the semantic conventions name providers: `openai`, `anthropic`,
/// `gcp.gemini`; of ours in their manner.
///
/// @param isRemote whether calls leave this process
public record ModelProvider(String name, boolean isRemote) {}
