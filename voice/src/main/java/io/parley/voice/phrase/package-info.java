/// Sentences that are said again and again, kept as sound. Start at
/// [io.parley.voice.phrase.PhraseCache].
package io.parley.voice.phrase;
