/// Names and addresses that callers spell: letter by letter, in several utterances, with "as in"
/// and "double". Start at [io.parley.core.speech.spelling.Spelling].
package io.parley.core.speech.spelling;
