package io.parley.voice.deepgram;

import java.time.Duration;

/// What is waited for, and for how long; see [DeepgramSpeechToText].
record DeepgramPatience(Duration soundMax, Duration keepAlive, Duration finalizeWait) {}
