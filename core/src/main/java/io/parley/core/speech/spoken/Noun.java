package io.parley.core.speech.spoken;

/// A noun that is counted: a unit, a coin.
///
/// @param one its form after one, @param many after every other number
record Noun(String one, String many, boolean isFeminine) {}
