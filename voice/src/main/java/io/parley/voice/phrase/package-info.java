/// Frequent sentences, cached as sound. Start at [io.parley.voice.phrase.PhraseCache].
package io.parley.voice.phrase;
