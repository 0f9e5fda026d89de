/// OpenAI's audio API, and the many servers that speak it (speaches, faster-whisper, whisper.cpp,
/// LocalAI, Kokoro-FastAPI). Start at [OpenAiTranscription], which listens, and [OpenAiSpeech],
/// which speaks. Source: the API reference of OpenAI, "Audio".
package io.parley.voice.openai;
