package io.parley.core.model;

import io.parley.core.tool.Json;

/// A tool call that the model requests.
///
/// @param arguments parses as JSON; text that is not JSON arrives as one JSON string, which no
///   schema accepts
public record ToolRequest(String tool, Json arguments) {}
