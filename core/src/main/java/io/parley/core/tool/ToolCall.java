package io.parley.core.tool;

/// One call of a tool, named by its place in the conversation.
///
/// @param id `turn.number`, such as `3.1`: never the model's words
public record ToolCall(String id, String tool, Json arguments) {}
