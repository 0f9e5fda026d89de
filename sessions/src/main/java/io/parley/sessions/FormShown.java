package io.parley.sessions;

import io.parley.core.tool.ToolForm;
import java.util.Optional;

/// A question of a tool call under way, as readers see it. Not stored: it belongs to the attempt
/// that asks, and ends with it.
///
/// @param id names the question in the reply
/// @param form empty once it is closed
public record FormShown(String id, String call, Optional<ToolForm> form) {}
