package io.parley.core.tool.source;

import io.parley.core.tool.ToolSpec;
import java.util.Optional;

/// A tool of a source, as operators see it.
///
/// @param fingerprint of what the model is told about it and of its policy: another one needs a new
///   approval
/// @param isAllowed whether the source's definition allows it
/// @param isApproved whether this very form was approved; otherwise it is held back
/// @param before the approved form of one that is held back, if this node has seen it
public record OfferedTool(
    ToolSpec spec,
    String fingerprint,
    boolean isAllowed,
    boolean isApproved,
    Optional<ToolSpec> before) {}
