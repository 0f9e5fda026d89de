package io.parley.core.model;

import io.parley.core.tool.Json;

/// A tool that the model wants called.
///
/// @param arguments parses as JSON; what a model wrote instead of JSON arrives as one JSON string,
///   which no schema accepts
public record ToolRequest(String tool, Json arguments) {}
