package io.parley.voice.deepgram;

import java.time.Duration;

/// Limits and timeouts; see [DeepgramSpeechToText].
record DeepgramPatience(Duration soundMax, Duration keepAlive, Duration finalizeWait) {}
