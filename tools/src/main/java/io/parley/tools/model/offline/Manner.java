package io.parley.tools.model.offline;

/// How an answer is given.
///
/// @param aloud whether it is spoken: two sentences at a time
/// @param said the part of it that was said before, when the customer wants to hear more
record Manner(boolean aloud, String said) {}
