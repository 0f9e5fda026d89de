package io.parley.core.speech;

/// Input of a recogniser: sound, and the points where speech seems to have ended. In one stream,
/// because an end of speech refers to all frames before it and none after.
public sealed interface SpeechInput permits AudioFrame, EndOfSpeech {}
