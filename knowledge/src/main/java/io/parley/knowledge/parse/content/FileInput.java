package io.parley.knowledge.parse.content;

import java.util.Optional;

/// A file as it was sent.
///
/// @param name its name or address; a hint
/// @param type the media type that the sender named; a hint
/// @param bytes its content; not copied, readers must not change it
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record FileInput(String name, Optional<String> type, byte[] bytes) {}
