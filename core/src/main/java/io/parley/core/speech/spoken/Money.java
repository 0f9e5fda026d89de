package io.parley.core.speech.spoken;

/// A currency in words.
///
/// @param cent its hundredth
record Money(Noun unit, Noun cent) {}
