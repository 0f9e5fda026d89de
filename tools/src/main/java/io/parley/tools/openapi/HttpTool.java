package io.parley.tools.openapi;

import io.parley.core.tool.ToolSpec;
import io.parley.tools.source.ArgumentCheck;
import java.util.List;
import java.util.Optional;

/// An operation as a tool.
///
/// @param check of the model's arguments
/// @param keyHeader the header that names the effect
/// @param finder how the effect is found
record HttpTool(
    ToolSpec spec,
    Operation operation,
    List<Binding> bindings,
    ArgumentCheck check,
    Choice choice,
    Optional<String> keyHeader,
    Optional<HttpTool> finder) {}
