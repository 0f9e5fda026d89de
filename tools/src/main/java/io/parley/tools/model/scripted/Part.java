package io.parley.tools.model.scripted;

import io.parley.core.model.ReplyListener;
import java.util.List;
import java.util.function.Consumer;

/// The content of one reply.
///
/// @param end what comes after the last chunk
record Part(List<String> chunks, Consumer<ReplyListener> end) {}
