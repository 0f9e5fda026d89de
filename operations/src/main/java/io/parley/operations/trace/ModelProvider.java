package io.parley.operations.trace;

/// A model's provider, as the semantic conventions name it: `openai`, `anthropic`, `gcp.gemini`;
/// our own ones follow the pattern.
///
/// @param isRemote whether calls leave this process
public record ModelProvider(String name, boolean isRemote) {}
