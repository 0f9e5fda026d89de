/// Written text in the words in which it is read aloud, in English, German, Spanish and French.
/// Start at [io.parley.core.speech.spoken.SpokenForm]. It knows nothing of sound, and its results
/// are for voices alone: histories, pages and the heard part of a reply keep the written words.
package io.parley.core.speech.spoken;
