package io.parley.voice.engine;

import io.parley.voice.openai.AnswerForm;
import io.parley.voice.remote.RemoteSettings;
import java.time.Duration;
import java.util.Set;

/// An engine behind an API, as the configuration names it. Its key is never printed.
///
/// @param languages languages that it is used for, such as `en`; empty: all
/// @param answerForm of OpenAI's ears alone
/// @param soundMax the longest that an ear keeps; @param keepAlive after so long without sound a
///   message keeps Deepgram's connection open; @param finalizeWait for Deepgram's words of the last
///   sound
record ProviderSettings(
    ProviderKind kind,
    RemoteSettings remote,
    Set<String> languages,
    AnswerForm answerForm,
    Duration soundMax,
    Duration keepAlive,
    Duration finalizeWait,
    GuardSettings guard) {
  ProviderSettings {
    languages = Set.copyOf(languages);
  }
}
