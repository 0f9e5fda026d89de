/// Which engines listen and speak in calls, in which order, and what keeps a call from waiting for
/// one that is broken. [VoiceEngines] is the door: lists of engines, each behind its guard.
///
/// Reading order: [VoiceEngines]; `GuardedTextToSpeech` and `GuardedSpeechToText` (deadlines,
/// checks of what comes, costs); `Breaker` (who is asked at all). [EngineSettings] is what the
/// configuration says, [EngineListener] is told what happens.
///
/// Nothing here knows who has the floor, repeats what failed, or keeps a word of what is said.
package io.parley.voice.engine;
