/// The engines that listen and speak in calls, their order, and the guards that keep a call from
/// waiting for a broken one. Start at [VoiceEngines]: lists of engines, each behind its guard.
///
/// Reading order: [VoiceEngines]; `GuardedTextToSpeech` and `GuardedSpeechToText` (deadlines,
/// checks of results, costs). [EngineSettings] reads the configuration, [EngineListener] receives
/// events.
///
/// Nothing here knows who has the floor, retries failures, or stores words.
package io.parley.voice.engine;
