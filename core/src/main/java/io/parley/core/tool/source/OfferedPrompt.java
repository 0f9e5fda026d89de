package io.parley.core.tool.source;

/// A prompt of a source, as operators see it.
///
/// @param fingerprint of what people read about it: another one needs a new approval
/// @param isApproved whether this very form was approved; otherwise it is held back
public record OfferedPrompt(SourcePrompt prompt, String fingerprint, boolean isApproved) {}
